package org.caricom.conch.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Takes a body in, up to a limit and no further.
final class RequestBody {
    private RequestBody() {}

    static boolean isExpected(HttpServerRequest request) {
        return switch (request.method().name()) {
            case "POST", "PUT", "PATCH", "DELETE" -> true;
            default -> false;
        };
    }

    /// @throws Problem 413 beyond the limit, 415 when it is compressed
    static byte[] read(HttpServerRequest request, int limit) throws Problem {
        String coding = request.getHeader("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.")
                    .header("Accept-Encoding", "identity");
        }
        if (declaredLength(request) > limit) {
            throw tooLarge(limit);
        }
        if (request.getHeader("Expect") != null) {
            request.response().writeContinue();
        }
        byte[] body = Future.await(take(request, limit));
        if (body == null) {
            throw tooLarge(limit);
        }
        return body;
    }

    /// Fulfilled with null as soon as the limit is passed; the rest is then let run past, so that the client, which
    /// may send all before it reads, still gets its answer.
    private static Future<byte @Nullable []> take(HttpServerRequest request, int limit) {
        Promise<byte @Nullable []> done = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(done::tryFail);
        request.endHandler(_ -> done.tryComplete(body.getBytes()));
        request.handler(piece -> {
            if (body.length() + piece.length() > limit) {
                request.handler(_ -> {});
                done.tryComplete(null);
            } else {
                body.appendBuffer(piece);
            }
        });
        request.resume();
        return done.future();
    }

    private static long declaredLength(HttpServerRequest request) {
        String header = request.getHeader("Content-Length");
        try {
            return header == null ? -1 : Long.parseLong(header);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static Problem tooLarge(int limit) {
        return Problem.of(ProblemType.TOO_LARGE, "A body here has at most " + limit + " bytes.");
    }
}
