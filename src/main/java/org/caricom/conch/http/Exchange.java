package org.caricom.conch.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.access.Caller;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/// One request as a handler sees it. Belongs to one virtual thread.
public final class Exchange {
    private final HttpServerRequest request;
    private final Map<String, String> pathParameters;
    private final HttpManners manners;
    private final String requestId;
    private byte[] body = new byte[0];
    private @Nullable Form form;
    private @Nullable Form query;
    private @Nullable Caller caller;
    private @Nullable PageSession session;
    private ClientCertificates.@Nullable Peer peer;

    Exchange(HttpServerRequest request, Map<String, String> pathParameters, HttpManners manners, String requestId) {
        this.request = request;
        this.pathParameters = pathParameters;
        this.manners = manners;
        this.requestId = requestId;
    }

    /// Who asks. Only for routes whose [Allow] names roles: then somebody does.
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("this route lets anyone in, so there may be no caller");
        }
        return caller;
    }

    public @Nullable Caller callerOrNull() {
        return caller;
    }

    /// The signed-in person's session; null for tokens and strangers.
    public @Nullable PageSession session() {
        return session;
    }

    void admit(Caller who, @Nullable PageSession their) {
        this.caller = who;
        this.session = their;
    }

    /// Who is at the other end by mutual TLS, whatever token came along; null when nobody known is.
    public ClientCertificates.@Nullable Peer peer() {
        return peer;
    }

    void connectedBy(ClientCertificates.Peer who) {
        this.peer = who;
    }

    public String method() {
        return request.method().name();
    }

    /// The path as it was asked for, still percent-encoded and without the query.
    public String path() {
        String path = request.path();
        return path == null ? "/" : path;
    }

    /// A part of the path, decoded: `path("id")` for `:id`.
    public String path(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no part :" + name);
        }
        return value;
    }

    /// A query parameter; null when it is missing.
    ///
    /// @throws Problem when it is there twice
    public @Nullable String query(String name) throws Problem {
        List<String> values = query().all(name);
        if (values.size() > 1) {
            throw Problem.badRequest("The parameter " + name + " may stand only once.");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    public List<String> queryAll(String name) throws Problem {
        return query().all(name);
    }

    /// All query parameters.
    public Form query() throws Problem {
        if (query == null) {
            String text = request.query();
            query = Form.parse(text == null ? "" : text);
        }
        return query;
    }

    /// Refuses parameters that this address does not know, so that a misspelt filter never widens a list.
    public void allowQuery(String... known) throws Problem {
        List<String> names = List.of(known);
        for (String name : query().fields().keySet()) {
            if (!names.contains(name)) {
                throw Problem.badRequest(
                        "This address knows no such parameter; it knows " + String.join(", ", names) + ".");
            }
        }
    }

    /// `?limit=`, from 1 to `most`; `usual` when it is missing. More than `most` means `most`.
    public int limit(int usual, int most) throws Problem {
        String text = query("limit");
        if (text == null) {
            return usual;
        }
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw Problem.badRequest("limit is a whole number from 1 to " + most + ".");
        }
        return Math.min(Integer.parseInt(text), most);
    }

    /// Where `?cursor=` goes on; null at the beginning.
    ///
    /// @param list which list this is, as given to [#nextCursor]
    public @Nullable List<String> cursor(String list) throws Problem {
        String text = query("cursor");
        return text == null ? null : manners.cursors().open(list, text);
    }

    /// Where a cursor given in another parameter goes on; null at the beginning.
    ///
    /// @param parameter its name in the door's own standard, as TAXII's `next`
    public @Nullable List<String> cursor(String list, String parameter) throws Problem {
        String text = query(parameter);
        return text == null ? null : manners.cursors().open(list, text);
    }

    /// The cursor after the last item shown, whose sort keys are `position`.
    public String nextCursor(String list, String... position) {
        return manners.cursors().seal(list, List.of(position));
    }

    /// The address asked for with one query parameter set, relative to the host: for `Link`.
    String withQuery(String name, String value) {
        StringBuilder text = new StringBuilder(path()).append('?');
        String old = request.query();
        if (old != null) {
            for (String pair : old.split("&", -1)) {
                if (!pair.startsWith(name + "=") && !pair.isEmpty()) {
                    text.append(pair).append('&');
                }
            }
        }
        return text.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .toString()
                .replace("<", "%3C")
                .replace(">", "%3E");
    }

    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    /// Every line of a header field, in their order.
    public List<String> headers(String name) {
        return request.headers().getAll(name);
    }

    /// Every line of every header field, names in lower case.
    public List<Map.Entry<String, String>> headers() {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        request.headers()
                .forEach(line -> lines.add(Map.entry(line.getKey().toLowerCase(Locale.ROOT), line.getValue())));
        return lines;
    }

    /// Where the request was sent, as the caller knows it: from our public address, whatever `Host` says.
    public String targetUri() {
        String query = request.query();
        return publicUrl() + path() + (query == null ? "" : "?" + query);
    }

    public @Nullable String cookie(String name) {
        Cookie cookie = request.getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }

    /// The declared media type in lower case without parameters; empty when there is none.
    public String contentType() {
        String header = header("Content-Type");
        return header == null ? "" : Negotiation.bare(header);
    }

    /// The offered media type that the caller likes best.
    ///
    /// @throws Problem 406 when it likes none
    public String negotiate(String... offered) throws Problem {
        String chosen = Negotiation.choose(header("Accept"), List.of(offered));
        if (chosen == null) {
            throw Problem.of(ProblemType.NOT_ACCEPTABLE, "Offered are " + String.join(", ", offered) + ".");
        }
        return chosen;
    }

    /// The offered language (lower-case tag) that the reader likes best; the first when none fits.
    public String language(List<String> offered) {
        return Negotiation.language(header("Accept-Language"), offered);
    }

    /// The version the caller wants to change.
    ///
    /// @throws Problem 428 without `If-Match`, 412 when it is not one strong tag
    public ETag ifMatch() throws Problem {
        String header = header("If-Match");
        if (header == null) {
            throw Problem.of(ProblemType.IF_MATCH_REQUIRED);
        }
        ETag tag = ETag.parseStrong(header);
        if (tag == null) {
            throw Problem.of(ProblemType.CHANGED_MEANWHILE, "If-Match must hold the one ETag that you read.");
        }
        return tag;
    }

    /// The whole body; it is within the route's limit.
    public byte[] body() {
        return body.clone();
    }

    void receive(byte[] bytes) {
        body = bytes;
    }

    /// The fields of a posted form.
    public Form form() throws Problem {
        if (form == null) {
            if (!contentType().equals("application/x-www-form-urlencoded")) {
                throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/x-www-form-urlencoded.");
            }
            form = Form.parse(utf8());
        }
        return form;
    }

    /// The body as strict JSON.
    ///
    /// @param accepted further media types beside `application/json`, as `application/merge-patch+json`
    public JsonNode jsonBody(String... accepted) throws Problem {
        String type = contentType();
        if (!type.equals("application/json") && !List.of(accepted).contains(type)) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
        }
        try {
            return Json.parse(body, JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw Problem.badRequest("The body is not strict JSON.").with(List.of(e.flaw()));
        }
    }

    private String utf8() throws Problem {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException _) {
            throw Problem.badRequest("The body is not UTF-8.");
        }
    }

    public Clock clock() {
        return manners.clock();
    }

    /// Scheme, host and port under which the hub is known, without a slash at the end.
    public String publicUrl() {
        return manners.publicUrl();
    }

    /// Names this request in the log and in error bodies.
    public String requestId() {
        return requestId;
    }

    /// The network address of whoever asks, for throttling. A proxy on this machine is believed about the last hop.
    public String remoteAddress() {
        String address = request.remoteAddress().hostAddress();
        if (address == null) {
            return "";
        }
        boolean loopback = address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
        String forwarded = header("X-Forwarded-For");
        if (!loopback || forwarded == null) {
            return address;
        }
        return forwarded.substring(forwarded.lastIndexOf(',') + 1).trim();
    }

    HttpServerRequest request() {
        return request;
    }
}
