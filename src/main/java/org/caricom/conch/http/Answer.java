package org.caricom.conch.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// What a handler gives back. A value: each method gives a changed copy.
public final class Answer {
    /// One response header; a name may come twice, as `Set-Cookie` does.
    record Header(String name, String value) {}

    /// What is sent after the headers.
    sealed interface Body {
        record Empty() implements Body {}

        @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large answer would cost
        record Whole(byte[] bytes) implements Body {}

        record Stream(Writer writer) implements Body {}
    }

    /// Writes a long body piece by piece; each write waits while the client is slower than we are.
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    private final int status;
    private final Body body;
    private final @Nullable ETag etag;
    private final List<Header> headers;

    private Answer(int status, Body body, @Nullable ETag etag, List<Header> headers) {
        this.status = status;
        this.body = body;
        this.etag = etag;
        this.headers = headers;
    }

    public static Answer json(int status, JsonNode node) {
        return bytes("application/json", Json.write(node)).status(status);
    }

    public static Answer html(String page) {
        return bytes("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer text(String text) {
        return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer bytes(String contentType, byte[] bytes) {
        return new Answer(200, new Body.Whole(bytes), null, List.of(new Header("Content-Type", contentType)));
    }

    public static Answer created(String location, String contentType, byte[] bytes) {
        return bytes(contentType, bytes).status(201).header("Location", location);
    }

    /// After a form: go and look there (303).
    public static Answer seeOther(String path) {
        return empty(303).header("Location", path);
    }

    public static Answer empty(int status) {
        return new Answer(status, new Body.Empty(), null, List.of());
    }

    public static Answer stream(String contentType, Writer writer) {
        return new Answer(200, new Body.Stream(writer), null, List.of(new Header("Content-Type", contentType)));
    }

    /// One page of a list, CONTRACT.md section 3: `items`, `next`, and the same as `Link`.
    ///
    /// @param nextCursor from [Exchange#nextCursor]; null on the last page
    public static Answer page(Exchange exchange, List<? extends JsonNode> items, @Nullable String nextCursor) {
        ObjectNode body = Json.object();
        body.putArray("items").addAll(items);
        body.put("next", nextCursor);
        Answer answer = json(200, body);
        return nextCursor == null
                ? answer
                : answer.header("Link", "<" + exchange.withQuery("cursor", nextCursor) + ">; rel=\"next\"");
    }

    public Answer status(int code) {
        return new Answer(code, body, etag, headers);
    }

    /// Adds a header; where it must stand only once, the last one counts.
    public Answer header(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a header value has no line breaks");
        }
        List<Header> all = new ArrayList<>(headers);
        if (!name.equalsIgnoreCase("Set-Cookie") && !name.equalsIgnoreCase("Link")) {
            all.removeIf(header -> header.name().equalsIgnoreCase(name));
        }
        all.add(new Header(name, value));
        return new Answer(status, body, etag, List.copyOf(all));
    }

    /// The version of what is shown; a GET that holds it already is answered 304.
    public Answer etag(ETag value) {
        return new Answer(status, body, value, headers);
    }

    /// Short for [ETag#of].
    public Answer etag(String version) {
        return etag(ETag.of(version));
    }

    /// Offered for saving under `fileName`, never shown in the page: what members sent us is not ours to render.
    public Answer download(String fileName) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < fileName.length(); i++) {
            char letter = fileName.charAt(i);
            boolean plain = (letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '.'
                    || letter == '-'
                    || letter == '_';
            safe.append(plain ? letter : '_');
        }
        return header("Content-Disposition", "attachment; filename=\"" + safe + "\"");
    }

    public int status() {
        return status;
    }

    Body body() {
        return body;
    }

    @Nullable ETag etag() {
        return etag;
    }

    List<Header> headers() {
        return headers;
    }

    @Nullable String header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }
}
