package org.caricom.conch.upstream;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches from other hosts, within bounds: no redirects (they could lead anywhere, and take a credential along), a
/// limit of bytes, and a time for all of it.
final class Fetch implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// Gets one resource.
    ///
    /// @param most bytes of the body
    /// @throws PullFailed when there is no whole answer
    HttpResponse<byte[]> get(URI url, Map<String, String> headers, int most) throws PullFailed, InterruptedException {
        return send(HttpRequest.newBuilder(url), headers, most);
    }

    /// Asks something, as [#get] gets.
    HttpResponse<byte[]> post(URI url, Map<String, String> headers, byte[] body, int most)
            throws PullFailed, InterruptedException {
        return send(HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofByteArray(body)), headers, most);
    }

    @SuppressWarnings("Interruption") // the client gives an exchange up only when cancelled so
    private HttpResponse<byte[]> send(HttpRequest.Builder request, Map<String, String> headers, int most)
            throws PullFailed, InterruptedException {
        request.timeout(WHOLE);
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), most));
        try {
            // The request's own timeout ends with the headers.
            return answer.get(WHOLE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new PullFailed(PullFailed.Why.UNREACHABLE, e);
        } catch (ExecutionException e) {
            throw new PullFailed(PullFailed.Why.UNREACHABLE, e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
