package org.caricom.conch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole hub on a real database.
class ConchTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TestDatabase database;
    private static Conch conch;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create(ConchTest.class);
        int port = freePort();
        Config config =
                Config.of(Map.of("CONCH_DATABASE_URL", database.url(), "CONCH_HTTP_PORT", String.valueOf(port)));
        conch = Conch.start(config, Clock.systemUTC());
        url = config.localUrl();
    }

    @AfterAll
    static void stop() {
        conch.stop();
        database.close();
    }

    @Test
    void itSaysThatItLivesAndIsReady() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"database\":\"up\"");
    }

    @Test
    void itCountsByRouteAndNeverByWhatWasAskedFor() throws Exception {
        get("/problems/not-found?secret=1");
        get("/no/such/place");
        CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + "/no/such/place"))
                        .method("MADE-UP", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        String metrics = get("/metrics").body();
        assertThat(metrics)
                .contains(
                        "route=\"/problems/:slug\"",
                        "route=\"(none)\"",
                        "method=\"other\"",
                        "conch_outbox_waiting",
                        "jvm_memory",
                        "vertx_pool")
                .doesNotContain("secret")
                .doesNotContain("MADE-UP")
                .doesNotContain("/no/such");
    }

    @Test
    void noSearchIsAFaultOfOurs() throws Exception {
        String token = conch.features()
                .tokens()
                .issue("coordinator", Role.COORDINATOR, null, Duration.ofMinutes(5))
                .secret();
        assertThat(search("a%00b", token)).isEqualTo(400);
        assertThat(search("a".repeat(5_000), token)).isEqualTo(200);
    }

    private static int search(String words, String token) throws Exception {
        HttpRequest search = HttpRequest.newBuilder(URI.create(url + "/api/v1/cases?q=" + words))
                .header("Authorization", "Bearer " + token)
                .build();
        return CLIENT.send(search, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void everyRouteSaysWhoMayCallItAndOnlyKnownOnesAreForAnyone() {
        List<String> open = conch.routes().all().stream()
                .filter(route -> !(route.allow() instanceof Allow.Roles))
                .map(route -> route.method() + " " + route.path())
                .toList();
        assertThat(conch.routes().all())
                .allSatisfy(route -> assertThat(route.allow()).isNotNull());
        assertThat(open)
                .as("a route without a role is reviewed here, by name")
                .allSatisfy(route -> assertThat(OpenRoutes.NAMES).contains(route));
    }

    @Test
    void theApiDescribesEveryOneOfItsRoutesInASentence() throws Exception {
        HttpResponse<String> answer = get("/api/v1/openapi.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode document = Json.own(answer.body());
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        for (Routes.Mounted route : conch.routes().all()) {
            if (route.path().startsWith("/api/v1/")) {
                JsonNode operation = document.path("paths")
                        .path(route.path().replaceAll(":([A-Za-z0-9_]+)", "{$1}"))
                        .path(route.method().toLowerCase(Locale.ROOT));
                assertThat(operation.path("summary").asText())
                        .as("a sentence in OpenApiWords for %s %s", route.method(), route.path())
                        .isNotEmpty()
                        .doesNotContain("/api/");
            }
        }
    }

    @Test
    void everyRouteIsMountedOnce() {
        List<Routes.Mounted> all = conch.routes().all();
        assertThat(all.stream().map(route -> route.method() + " " + route.path()))
                .doesNotHaveDuplicates();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }
}
