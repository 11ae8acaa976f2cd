package org.caricom.conch.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.caricom.conch.json.Json;

/// Speaks to the hub over HTTP, as the outside does: the demo has no other way in.
final class HubClient implements AutoCloseable {
    static final String TAXII = "application/taxii+json;version=2.1";

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    HubClient(URI base) {
        this.base = base;
    }

    /// One answer of the hub.
    static final class Reply {
        private final int status;
        private final String etag;
        private final byte[] body;

        private Reply(HttpResponse<byte[]> response) {
            this.status = response.statusCode();
            this.etag = response.headers().firstValue("ETag").orElse("");
            this.body = response.body();
        }

        int status() {
            return status;
        }

        /// The entity tag, empty when there is none.
        String etag() {
            return etag;
        }

        byte[] body() {
            return body.clone();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.own(body);
        }

        /// This reply, when it has the status that the demo counts on.
        ///
        /// @throws DemoException when it has another
        Reply mustBe(int expected, String what) throws DemoException {
            if (status != expected) {
                throw new DemoException(
                        what + ": the hub answered " + status + " instead of " + expected + ": " + text());
            }
            return this;
        }
    }

    /// Files a signed report, in JWS compact form. The signature is the credential.
    Reply file(String jws) throws IOException, InterruptedException {
        return send(
                request("/api/v1/reports").header("Content-Type", "application/jose"),
                "POST",
                BodyPublishers.ofString(jws));
    }

    Reply get(String path, String token) throws IOException, InterruptedException {
        return get(path, token, "*/*");
    }

    Reply get(String path, String token, String accept) throws IOException, InterruptedException {
        return send(
                request(path).header("Authorization", "Bearer " + token).header("Accept", accept),
                "GET",
                BodyPublishers.noBody());
    }

    /// What anyone may read.
    Reply open(String path) throws IOException, InterruptedException {
        return send(request(path), "GET", BodyPublishers.noBody());
    }

    Reply post(String path, String token, ObjectNode body) throws IOException, InterruptedException {
        return send(
                request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json"),
                "POST",
                BodyPublishers.ofByteArray(Json.write(body)));
    }

    /// Changes what is still as `etag` says.
    Reply patch(String path, String token, String etag, ObjectNode body) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + token)
                        .header("If-Match", etag)
                        .header("Content-Type", "application/merge-patch+json"),
                "PATCH",
                BodyPublishers.ofByteArray(Json.write(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private Reply send(HttpRequest.Builder request, String method, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.method(method, body).build(), BodyHandlers.ofByteArray());
        return new Reply(response);
    }

    @Override
    public void close() {
        http.close();
    }
}
