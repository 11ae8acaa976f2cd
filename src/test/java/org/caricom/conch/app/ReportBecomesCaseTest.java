package org.caricom.conch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// From a signed report to a case in the queue, through the doors of a whole hub.
class ReportBecomesCaseTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final MemberCode TT = new MemberCode("TT");
    private static final MemberCode JM = new MemberCode("JM");

    private static TestDatabase database;
    private static Conch conch;
    private static String url;
    private static JwsSigner signer;
    private static String token;
    private static String other;

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create(ReportBecomesCaseTest.class);
        Config config = Config.of(
                Map.of("CONCH_DATABASE_URL", database.url(), "CONCH_HTTP_PORT", String.valueOf(ConchTest.freePort())));
        conch = Conch.start(config, Clock.systemUTC());
        url = config.localUrl();
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        Instant before = conch.features().clock().instant().minus(Duration.ofDays(1));
        conch.features().keys().add(TT, key.toPublicJWK().toJSONString(), before, null, "alice");
        conch.features().keys().approve(key.getKeyID(), "bob");
        signer = new JwsSigner(key);
        token = conch.features()
                .tokens()
                .issue("analyst-TT", Role.ANALYST, TT, Duration.ofDays(1))
                .secret();
        other = conch.features()
                .tokens()
                .issue("analyst-JM", Role.ANALYST, JM, Duration.ofDays(1))
                .secret();
    }

    @AfterAll
    static void stop() {
        conch.stop();
        database.close();
    }

    @Test
    void anAlertOpensACaseItsUpdateJoinsItAndNobodyElseSeesIt() throws Exception {
        Instant aware = conch.features().clock().instant().minus(Duration.ofHours(2));
        file(report(aware, "alert", "Ransomware at a hospital"));
        JsonNode opened = waitFor("Ransomware at a hospital");
        assertThat(opened.path("classes").path(0).asText())
                .isEqualTo("information-content-security:unauthorised-information-modification");
        assertThat(opened.path("clock").path("kind").asText()).isEqualTo("notification");

        file(report(aware, "update", "Ransomware at a hospital, contained"));
        JsonNode joined = waitFor("Ransomware at a hospital, contained");
        assertThat(joined.path("id")).isEqualTo(opened.path("id"));
        assertThat(joined.path("clock").path("kind").asText()).isEqualTo("final-report");

        String path = "/api/v1/cases/" + opened.path("id").asText();
        assertThat(Json.own(get(path, token).body()).path("reports")).hasSize(2);
        assertThat(Json.own(get(path + "/bundle", token).body()).path("type").asText())
                .isEqualTo("bundle");
        assertThat(get(path, other).statusCode()).isEqualTo(404);
        assertThat(Json.own(get("/api/v1/cases", other).body()).path("items")).isEmpty();
        assertThat(Json.own(get("/api/v1/plan", token).body()).path("items")).hasSize(4);
    }

    private static ObjectNode report(Instant aware, String stage, String title) {
        return Json.object()
                .put("format", "conch-report/1")
                .put("reference", "TT-1")
                .put("stage", stage)
                .put("title", title)
                .put("summary", "File servers are encrypted.")
                .put("writtenAt", conch.features().clock().instant().toString())
                .put("awareAt", aware.toString())
                .put("tlp", "TLP:AMBER");
    }

    private static void file(ObjectNode report) throws IOException, InterruptedException {
        String message = signer.compact(signer.header("conch-report+jws", null, null, null, null), Json.write(report));
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/reports"))
                        .header("Content-Type", "application/jose")
                        .POST(BodyPublishers.ofString(message, UTF_8))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /// The outbox works beside the filing, so the case comes a moment later.
    private static JsonNode waitFor(String title) throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            JsonNode items =
                    Json.own(get("/api/v1/cases?state=open", token).body()).path("items");
            JsonNode found = StreamSupport.stream(items.spliterator(), false)
                    .filter(item -> item.path("title").asText().equals(title))
                    .findFirst()
                    .orElse(null);
            if (found != null) {
                return found;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no case came of the report");
    }

    private static HttpResponse<String> get(String path, String bearer) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + bearer)
                        .build(),
                BodyHandlers.ofString());
    }
}
