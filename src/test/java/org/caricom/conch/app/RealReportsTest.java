package org.caricom.conch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Stream;
import org.caricom.conch.Corpora;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Tokens;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.stix.OasisSchemas;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Real MISP events, STIX bundles and abuse reports, signed and filed with the whole hub as a CERT would:
/// nothing ends in a server error, nothing is lost, and what goes into quarantine goes there for a reason
/// that stands here.
class RealReportsTest {
    private static final String REPORTS = "/api/v1/reports";
    private static final String CASES = "/api/v1/cases";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> MEMBERS = List.of("TT", "JM", "BB");
    private static final String COORDINATOR = "coordinator";
    private static final Map<String, JwsSigner> SIGNERS = new HashMap<>();
    private static final Map<String, String> TOKENS = new HashMap<>();

    /// Why a file goes into quarantine.
    ///
    /// @param code     the flaw that says so; null for any
    /// @param argument what a person should be told who asks why
    private record Refusal(@Nullable String code, String argument) {}

    private static final Map<String, Refusal> REFUSALS = Map.of(
            "malicious_pypi_packages.misp-event.json",
            new Refusal(
                    "json-syntax",
                    "A list ends in a comma, twelve lines before the end: by the grammar of JSON this is none, and"
                            + " a reader that guesses is one that an attacker can make guess wrong."));

    /// What the makers of XARF broke on purpose; `XarfFormatTest` says for each what.
    private static final Refusal INVALID_XARF = new Refusal(null, "It is meant to be refused.");

    private static TestDatabase database;
    private static Conch conch;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        Corpora.folder("misp-events");
        database = TestDatabase.create(RealReportsTest.class);
        Config config = Config.of(
                Map.of("CONCH_DATABASE_URL", database.url(), "CONCH_HTTP_PORT", String.valueOf(ConchTest.freePort())));
        conch = Conch.start(config, Clock.systemUTC());
        url = config.localUrl();
        Keys keys = conch.features().keys();
        Tokens tokens = conch.features().tokens();
        TOKENS.put(
                COORDINATOR,
                tokens.issue(COORDINATOR, Role.COORDINATOR, null, Duration.ofDays(1))
                        .secret());
        for (String code : MEMBERS) {
            JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            keys.add(new MemberCode(code), key.toPublicJWK().toJSONString(), yesterday, null, "one person");
            keys.approve(key.getKeyID(), "another");
            SIGNERS.put(code, new JwsSigner(key));
            TOKENS.put(
                    code,
                    tokens.issue("analyst-" + code, Role.ANALYST, new MemberCode(code), Duration.ofDays(1))
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

    @TestFactory
    Stream<DynamicTest> everyFileIsFiledOrQuarantinedForItsReason() {
        var schemas = new OasisSchemas();
        List<Path> files = Stream.of("misp-events", "misp-stix", "stix21", "xarf", "xarf-spec")
                .flatMap(folder -> Corpora.jsonFiles(folder).stream())
                .toList();
        Map<String, Set<String>> filed = new HashMap<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            String member = MEMBERS.get(i % MEMBERS.size());
            tests.add(dynamicTest(
                    file.getFileName().toString(),
                    () -> filed.computeIfAbsent(member, _ -> new HashSet<>()).add(file(file, member, schemas))));
        }
        for (String member : MEMBERS) {
            tests.add(dynamicTest("all of " + member + " are there", () -> {
                JsonNode items = json(get(REPORTS + "?limit=500", member)).path("items");
                assertThat(items)
                        .extracting(item -> item.path("id").asText())
                        .containsExactlyInAnyOrderElementsOf(filed.get(member));
                awaitCases(member, schemas);
            }));
        }
        tests.add(dynamicTest("what may be released is", RealReportsTest::release));
        tests.add(dynamicTest("what TAXII gives is valid", () -> pull(schemas)));
        return tests.stream();
    }

    /// Every report that was filed is in a case of its member's, and whatever a case shows can be shown.
    private static void awaitCases(String member, OasisSchemas schemas) throws Exception {
        int expected = json(get(REPORTS + "?limit=500&state=filed", member))
                .path("items")
                .size();
        Instant patience = Instant.now().plusSeconds(60);
        JsonNode cases = json(get(CASES + "?limit=100", member)).path("items");
        while (reportsIn(cases) < expected && Instant.now().isBefore(patience)) {
            Thread.sleep(200);
            cases = json(get(CASES + "?limit=100", member)).path("items");
        }
        assertThat(reportsIn(cases)).isEqualTo(expected);
        for (JsonNode item : cases) {
            String path = CASES + "/" + item.path("id").asText();
            for (String part : List.of("", "/timeline", "/correlations", "/bundle")) {
                assertThat(get(path + part, member).statusCode())
                        .as(path + part)
                        .isEqualTo(200);
            }
            assertThat(schemas.judgeAll(json(get(path + "/bundle", member)).path("objects")))
                    .isEmpty();
        }
    }

    /// A coordinator releases what may be released, taking back whatever the second look finds.
    private static void release() throws Exception {
        int released = 0;
        for (JsonNode item : json(get(CASES + "?limit=100", COORDINATOR)).path("items")) {
            String path = CASES + "/" + item.path("id").asText() + "/releases";
            HttpResponse<byte[]> looked =
                    post(path + "?dryRun=true", Json.object().put("tlp", "TLP:AMBER"));
            assertThat(looked.statusCode()).as(() -> text(looked)).isEqualTo(200);
            JsonNode preview = json(looked);
            ObjectNode wish = Json.object().put("tlp", "TLP:AMBER");
            wish.set("preview", preview.path("preview"));
            for (JsonNode finding : preview.path("findings")) {
                ObjectNode answer = wish.withArray("/answers").addObject().put("answer", "remove");
                answer.set("finding", finding.path("id"));
            }
            HttpResponse<byte[]> answer = post(path, wish);
            assertThat(answer.statusCode())
                    .as(() -> text(answer))
                    .isIn(preview.path("bars").isEmpty() ? List.of(201, 409) : List.of(422));
            released += answer.statusCode() == 201 ? 1 : 0;
        }
        assertThat(released).isPositive();
    }

    /// Every object of every TAXII answer is valid.
    private static void pull(OasisSchemas schemas) throws Exception {
        String path = "/taxii2/caricom/collections/amber/objects/?limit=100";
        int pulled = 0;
        JsonNode page = json(get(path, "JM"));
        while (!page.path("objects").isEmpty()) {
            assertThat(schemas.judgeAll(page.path("objects"))).isEmpty();
            pulled += page.path("objects").size();
            page = page.path("more").asBoolean()
                    ? json(get(path + "&next=" + page.path("next").asText(), "JM"))
                    : Json.object();
        }
        assertThat(pulled).isGreaterThan(100);
    }

    private static int reportsIn(JsonNode cases) {
        int count = 0;
        for (JsonNode item : cases) {
            count += item.path("reportCount").asInt();
        }
        return count;
    }

    private static String file(Path file, String member, OasisSchemas schemas) throws Exception {
        Refusal refusal = file.toString().contains("/negative/")
                ? INVALID_XARF
                : REFUSALS.get(file.getFileName().toString());
        JwsSigner signer = SIGNERS.get(member);
        byte[] message = signer.compact(
                        signer.header("conch-report+jws", null, Instant.now(), null, null), Corpora.bytes(file))
                .getBytes(StandardCharsets.US_ASCII);

        HttpResponse<byte[]> answer = file(message);

        assertThat(answer.statusCode()).as(() -> text(answer)).isEqualTo(refusal == null ? 201 : 422);
        String location = answer.headers().firstValue("Location").orElseThrow();
        String id = REPORTS + location.substring(location.lastIndexOf('/'));
        HttpResponse<byte[]> raw = get(id + "/raw", member);
        assertThat(raw.body()).as("the bytes as filed").isEqualTo(message);
        assertThat(raw.headers().firstValue("Content-Type")).contains("application/jose");
        HttpResponse<byte[]> again = file(message);
        assertThat(again.statusCode()).isEqualTo(refusal == null ? 200 : 422);
        assertThat(again.body()).as("a repeat gets the first answer").isEqualTo(answer.body());
        HttpResponse<byte[]> bundle = get(id + "/bundle", member);
        if (refusal == null) {
            assertThat(get(id + "/receipt", member).body()).isEqualTo(answer.body());
            assertThat(bundle.statusCode()).isEqualTo(200);
            assertThat(schemas.judgeAll(json(bundle).path("objects"))).isEmpty();
        } else {
            assertThat(json(answer).path("flaws"))
                    .extracting(flaw -> flaw.path("code").asText())
                    .as(refusal.argument())
                    .anyMatch(code -> refusal.code() == null || refusal.code().equals(code));
            assertThat(json(get(id, member)).path("state").asText()).isEqualTo("quarantined");
        }
        for (String other : MEMBERS) {
            assertThat(get(id, other).statusCode()).isEqualTo(other.equals(member) ? 200 : 404);
        }
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static HttpResponse<byte[]> file(byte[] message) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + REPORTS))
                        .header("Content-Type", "application/jose")
                        .POST(BodyPublishers.ofByteArray(message))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String path, JsonNode body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + TOKENS.get(COORDINATOR))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(body)))
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

    private static JsonNode json(HttpResponse<byte[]> response) {
        return Json.own(response.body());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
