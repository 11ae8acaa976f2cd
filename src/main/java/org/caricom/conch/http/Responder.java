package org.caricom.conch.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends an [Answer]: security headers, 304, HEAD, gzip.
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final int WORTH_PACKING = 1_024;

    private Responder() {}

    /// Sends it and gives back the status that went out.
    static int send(Exchange exchange, Answer answer, boolean encrypted) {
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return 499;
        }
        // Whatever of the body nobody took runs past, or the connection would wait for it. HTTP/2 throws when all of it
        // has come.
        if (!request.isEnded()) {
            request.resume();
        }

        String type = answer.header("Content-Type");
        boolean packable = type != null && isText(Negotiation.bare(type));
        boolean gzip = packable && isLong(answer) && Negotiation.accepts(exchange.header("Accept-Encoding"), "gzip");
        int status = isHeldAlready(exchange, answer) ? 304 : answer.status();

        response.setStatusCode(status);
        SecurityHeaders.add(response.headers(), type != null && type.startsWith("text/html"), encrypted);
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("X-Request-Id", exchange.requestId());
        for (Answer.Header header : answer.headers()) {
            if (header.name().equalsIgnoreCase("Set-Cookie") || header.name().equalsIgnoreCase("Link")) {
                response.headers().add(header.name(), header.value());
            } else {
                response.putHeader(header.name(), header.value());
            }
        }
        ETag etag = answer.etag();
        if (etag != null) {
            response.putHeader("ETag", etag.text(gzip));
            if (answer.header("Cache-Control") == null) {
                response.putHeader("Cache-Control", "private, no-cache");
            }
        }
        if (packable) {
            String vary = answer.header("Vary");
            response.putHeader("Vary", vary == null ? "Accept-Encoding" : vary + ", Accept-Encoding");
        }
        if (status == 304) {
            response.headers().remove("Content-Type");
            response.end();
            return status;
        }
        if (gzip) {
            response.putHeader("Content-Encoding", "gzip");
        }
        sendBody(exchange, response, answer, gzip);
        return status;
    }

    private static void sendBody(Exchange exchange, HttpServerResponse response, Answer answer, boolean gzip) {
        boolean head = exchange.method().equals("HEAD");
        switch (answer.body()) {
            case Answer.Body.Empty() -> {
                if (answer.status() >= 200 && answer.status() != 204) {
                    response.putHeader("Content-Length", "0");
                }
                response.end();
            }
            case Answer.Body.Whole(byte[] bytes) -> {
                byte[] sent = gzip ? pack(bytes) : bytes;
                response.putHeader("Content-Length", Integer.toString(sent.length));
                if (head) {
                    response.end();
                } else {
                    response.end(Buffer.buffer(sent));
                }
            }
            case Answer.Body.Stream(Answer.Writer writer) -> {
                response.setChunked(!head);
                if (head) {
                    response.end();
                } else {
                    stream(exchange, response, writer, gzip);
                }
            }
        }
    }

    private static void stream(Exchange exchange, HttpServerResponse response, Answer.Writer writer, boolean gzip) {
        try {
            OutputStream plain = new ResponseStream(response);
            OutputStream out = gzip ? new GZIPOutputStream(plain, 8_192, true) : plain;
            writer.writeTo(new KeptOpen(out));
            // Closed only here: after a failure it would make half an answer look like a whole one.
            out.close();
        } catch (Exception e) {
            if (response.closed()) {
                LOG.debug("request {} was left by its caller", exchange.requestId());
            } else {
                // The status is out already: breaking off is the only way left to say that this is not all.
                LOG.error("request {} failed while its answer was being sent", exchange.requestId(), e);
                response.reset();
            }
        }
    }

    /// What writers get: they may close it, as they close what they wrap around it, and nothing has ended.
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {
            // The responder ends the answer when it is whole.
        }
    }

    private static boolean isHeldAlready(Exchange exchange, Answer answer) {
        String held = exchange.header("If-None-Match");
        ETag etag = answer.etag();
        boolean reading = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        return reading && held != null && etag != null && answer.status() == 200 && etag.isIn(held);
    }

    private static boolean isLong(Answer answer) {
        return switch (answer.body()) {
            case Answer.Body.Empty() -> false;
            case Answer.Body.Whole(byte[] bytes) -> bytes.length >= WORTH_PACKING;
            case Answer.Body.Stream _ -> true;
        };
    }

    /// Pages are packed too: their form token cannot be guessed by length (BREACH), since another site's requests
    /// carry no cookie (`SameSite=Lax`) and forms are refused across sites.
    private static boolean isText(String type) {
        return (type.startsWith("text/") && !type.equals("text/event-stream"))
                || type.endsWith("json")
                || type.endsWith("xml")
                || type.endsWith("javascript");
    }

    private static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(packed, 8_192)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
