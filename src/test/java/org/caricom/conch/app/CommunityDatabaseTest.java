package org.caricom.conch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.caricom.conch.Vcdb;
import org.caricom.conch.access.Keys;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.stix.OasisSchemas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Incidents in VERIS and IODEF, signed and filed with the whole hub: all 2,006 of the community database, dealt out
/// to three members by their place in the file, and not one of them refused.
class CommunityDatabaseTest {
    private static final String REPORTS = "/api/v1/reports";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> MEMBERS = List.of("TT", "JM", "BB");
    private static final int AT_ONCE = 16;
    private static final Map<String, JwsSigner> SIGNERS = new HashMap<>();
    private static final Map<String, String> TOKENS = new HashMap<>();

    private static List<String> incidents = List.of();
    private static TestDatabase database;
    private static Conch conch;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        incidents = Vcdb.incidents();
        database = TestDatabase.create(CommunityDatabaseTest.class);
        Config config = Config.of(
                Map.of("CONCH_DATABASE_URL", database.url(), "CONCH_HTTP_PORT", String.valueOf(ConchTest.freePort())));
        conch = Conch.start(config, Clock.systemUTC());
        url = config.localUrl();
        Keys keys = conch.features().keys();
        for (String code : MEMBERS) {
            JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
            keys.add(
                    new MemberCode(code),
                    key.toPublicJWK().toJSONString(),
                    Instant.now().minus(Duration.ofDays(1)),
                    null,
                    "one person");
            keys.approve(key.getKeyID(), "another");
            SIGNERS.put(code, new JwsSigner(key));
            TOKENS.put(
                    code,
                    conch.features()
                            .tokens()
                            .issue("analyst-" + code, Role.ANALYST, new MemberCode(code), Duration.ofDays(1))
                            .secret());
        }
    }

    @AfterAll
    static void stop() {
        if (conch != null) {
            conch.stop();
            database.close();
        }
    }

    @Test
    void everyIncidentIsFiledAndFoundAgain() throws Exception {
        Map<String, Set<String>> filed = new HashMap<>();
        MEMBERS.forEach(member -> filed.put(member, new HashSet<>()));
        Semaphore free = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < incidents.size(); i++) {
                int number = i;
                answers.add(threads.submit(() -> {
                    free.acquire();
                    try {
                        return file(number);
                    } finally {
                        free.release();
                    }
                }));
            }
            for (int i = 0; i < answers.size(); i++) {
                String id = answers.get(i).get();
                assertThat(id).as("line " + (i + 1) + " is filed").isNotEmpty();
                filed.get(member(i)).add(id);
            }
        }
        assertThat(filed.values().stream().mapToInt(Set::size).sum()).isEqualTo(2006);
        for (String member : MEMBERS) {
            assertThat(listed(member)).isEqualTo(filed.get(member));
        }
    }

    @Test
    void iodefIsFiledInXmlAndInJson() throws Exception {
        var schemas = new OasisSchemas();
        for (String name : List.of("intrusion.xml", "c2-domains.json", "several.xml")) {
            byte[] payload = Files.readAllBytes(Path.of("tests/vectors/iodef", name));
            HttpResponse<byte[]> answer = post(payload, "TT");
            assertThat(answer.statusCode()).as(name).isEqualTo(201);
            String location = answer.headers().firstValue("Location").orElseThrow();
            String path = REPORTS + location.substring(location.lastIndexOf('/'));
            JsonNode report = Json.own(get(path, "TT").body());
            assertThat(report.path("format").asText()).startsWith("iodef-");
            JsonNode bundle = Json.own(get(path + "/bundle", "TT").body());
            assertThat(schemas.judgeAll(bundle.path("objects"))).isEmpty();
            if (name.startsWith("several")) {
                assertThat(report.path("flaws"))
                        .extracting(flaw -> flaw.path("pointer").asText())
                        .containsExactly("/Incident/1/Contact", "/Incident/3");
            }
        }
    }

    @Test
    void whatIsHostileIsQuarantinedWithItsReason() throws Exception {
        for (String name : List.of("xml/billion-laughs", "xml/entity-file", "xml/xinclude", "iodef-json/no-number")) {
            JsonNode vector = Json.own(Files.readAllBytes(Path.of("tests/vectors/payloads", name + ".json")));
            byte[] payload = vector.path("payload").asText().getBytes(StandardCharsets.UTF_8);
            HttpResponse<byte[]> answer = post(payload, "JM");
            assertThat(answer.statusCode()).as(name).isEqualTo(422);
            JsonNode problem = Json.own(answer.body());
            assertThat(problem.path("type").asText())
                    .endsWith(vector.path("problem").asText());
            assertThat(problem.path("flaws"))
                    .extracting(flaw -> flaw.path("code").asText())
                    .containsExactly(vector.path("flaw").asText());
        }
    }

    private static String member(int number) {
        return MEMBERS.get(number % MEMBERS.size());
    }

    /// The identifier of the report, or nothing when it was not filed: what a refusal says is about real people.
    private static String file(int number) throws Exception {
        HttpResponse<byte[]> answer = post(incidents.get(number).getBytes(StandardCharsets.UTF_8), member(number));
        String location = answer.headers().firstValue("Location").orElse("");
        return answer.statusCode() == 201 ? location.substring(location.lastIndexOf('/') + 1) : "";
    }

    private static Set<String> listed(String member) throws Exception {
        Set<String> ids = new HashSet<>();
        String next = "";
        do {
            JsonNode page = Json.own(
                    get(REPORTS + "?limit=500&state=filed" + next, member).body());
            page.path("items").forEach(item -> {
                if (item.path("format").asText().equals("veris")) {
                    ids.add(item.path("id").asText());
                }
            });
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!next.isEmpty());
        return ids;
    }

    private static HttpResponse<byte[]> post(byte[] payload, String member) throws Exception {
        JwsSigner signer = SIGNERS.get(member);
        byte[] message = signer.compact(signer.header("conch-report+jws", null, Instant.now(), null, null), payload)
                .getBytes(StandardCharsets.US_ASCII);
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + REPORTS))
                        .header("Content-Type", "application/jose")
                        .POST(BodyPublishers.ofByteArray(message))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String path, String member) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + TOKENS.get(member))
                        .build(),
                BodyHandlers.ofByteArray());
    }
}
