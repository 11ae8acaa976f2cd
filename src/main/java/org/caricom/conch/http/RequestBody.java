package org.caricom.conch.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Takes a body in, up to a limit and no further.
final class RequestBody {
    /// However slowly a client sends, it ends: a large filing over a poor line takes some minutes.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private RequestBody() {}

    static boolean isExpected(HttpServerRequest request) {
        return switch (request.method().name()) {
            case "POST", "PUT", "PATCH", "DELETE" -> true;
            default -> false;
        };
    }

    /// @param share what this request takes of the memory for bodies
    /// @throws Problem 413 beyond the limit, 415 when packed, 503 when memory is short, 400 when broken off
    static byte[] read(HttpServerRequest request, int limit, BodyBudget.Share share) throws Problem {
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
        byte[] body = Future.await(take(request, limit, share)
                .timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof Problem ? failure : brokenOff())));
        if (body == null) {
            throw tooLarge(limit);
        }
        return body;
    }

    /// Fulfilled with null as soon as the limit is passed; the rest is then let run past, so that the client, which
    /// may send all before it reads, still gets its answer.
    private static Future<byte @Nullable []> take(HttpServerRequest request, int limit, BodyBudget.Share share) {
        Promise<byte @Nullable []> done = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(done::tryFail);
        request.response().closeHandler(_ -> done.tryFail(brokenOff()));
        request.endHandler(_ -> done.tryComplete(body.getBytes()));
        request.handler(piece -> {
            if (body.length() + piece.length() > limit) {
                request.handler(_ -> {});
                done.tryComplete(null);
            } else if (share.take(piece.length())) {
                body.appendBuffer(piece);
            } else {
                request.handler(_ -> {});
                done.tryFail(Problem.of(ProblemType.UNAVAILABLE, "Too much is being sent at once. Send it again soon.")
                        .header("Retry-After", "5"));
            }
        });
        request.resume();
        // Who had left before anybody listened is heard of no more.
        if (request.response().closed()) {
            done.tryFail(brokenOff());
        }
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

    private static Problem brokenOff() {
        return Problem.badRequest(
                "The body did not arrive whole within " + PATIENCE.toMinutes() + " minutes, or broke off.");
    }

    private static Problem tooLarge(int limit) {
        return Problem.of(ProblemType.TOO_LARGE, "A body here has at most " + limit + " bytes.");
    }
}
