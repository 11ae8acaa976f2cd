package org.caricom.conch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/// Speaks to a hub as anyone outside would.
final class HubHttp {
    private final String base;

    HubHttp(String url) throws Refusal {
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null || !(url.startsWith("http://") || url.startsWith("https://"))) {
                throw new Refusal(url + " is no address of a hub; one begins with https://");
            }
        } catch (URISyntaxException e) {
            throw new Refusal(url + " is no address of a hub", e);
        }
        base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    HttpResponse<byte[]> get(String path, @Nullable String token) throws Refusal {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    /// Without a token, and in a form of the caller's choice.
    HttpResponse<byte[]> getAs(String path, String accepted) throws Refusal {
        return send(HttpRequest.newBuilder(URI.create(base + path)).header("Accept", accepted));
    }

    HttpResponse<byte[]> post(String path, String contentType, byte[] body) throws Refusal {
        return post(path, contentType, body, null);
    }

    HttpResponse<byte[]> post(String path, String contentType, byte[] body, @Nullable String token) throws Refusal {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", contentType);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.POST(BodyPublishers.ofByteArray(body)));
    }

    /// What a refusal says, on as many lines as it names flaws.
    static Refusal refusal(HttpResponse<byte[]> answer) {
        StringBuilder text = new StringBuilder("the hub answered ").append(answer.statusCode());
        try {
            JsonNode problem = Json.parse(answer.body(), JsonLimits.DEFAULT);
            text.append(": ").append(problem.path("title").asText());
            if (!problem.path("detail").asText().isEmpty()) {
                text.append(". ").append(problem.path("detail").asText());
            }
            if (problem.has("report")) {
                text.append("\n  kept in quarantine as ")
                        .append(problem.path("report").asText());
            }
            for (String list : new String[] {"errors", "flaws"}) {
                for (JsonNode flaw : problem.path(list)) {
                    text.append("\n  ")
                            .append(flaw.path("pointer").asText())
                            .append(": ")
                            .append(flaw.path("detail").asText());
                }
            }
        } catch (JsonException _) {
            text.append(", and nothing that this command understands");
        }
        return new Refusal(text.toString());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Refusal {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Refusal(base + " cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted", e);
        }
    }
}
