package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.json.Json;

/// A client as the widely used ones are: HTTP Basic, the exact media type in `Accept`, a check of the answer's type,
/// and
/// `as_pages`: while `more` is true, the same request with the `next` it was given, which must be there.
final class TaxiiClient {
    private static final String TYPE = "application/taxii+json;version=2.1";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;
    private final String authorization;

    TaxiiClient(URI root, String token) {
        this.root = root;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(("taxii:" + token).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> ask(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(root.resolve(path))
                        .header("Accept", TYPE)
                        .header("Authorization", authorization)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.contains("application/taxii+json") || !type.replace(" ", "").contains("version=2.1")) {
            throw new IllegalStateException("unexpected response; got Content-Type " + type);
        }
        return answer;
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = ask(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.own(answer.body());
    }

    /// All pages of a list.
    List<JsonNode> asPages(String path, int perRequest, Map<String, String> filters) throws Exception {
        List<JsonNode> pages = new ArrayList<>();
        StringBuilder query = new StringBuilder("?limit=").append(perRequest);
        filters.forEach((name, value) -> query.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        JsonNode page = get(path + query);
        pages.add(page);
        while (page.path("more").asBoolean()) {
            if (pages.size() > 1000) {
                throw new IllegalStateException("the pages do not end");
            }
            page = get(path + query + "&next=" + page.required("next").textValue());
            pages.add(page);
        }
        return pages;
    }
}
