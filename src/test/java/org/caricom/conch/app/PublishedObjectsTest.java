package org.caricom.conch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.caricom.conch.Corpora;
import org.caricom.conch.access.Caller;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every object that leaves the hub by a door, TAXII's or the API's, is valid STIX 2.1 by the schemas of OASIS and by
/// our rules: of every kind that is published, in every version, from every format of report.
class PublishedObjectsTest {
    private static final String COLLECTIONS = "/taxii2/caricom/collections/";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final MemberCode TT = new MemberCode("TT");

    /// Of every kind of value that the policy lets leave, one, and with what it indicates.
    private static final String NATIVE = """
            {"format": "conch-report/1", "reference": "TT-1", "title": "Encryptor in an office", "tlp": "TLP:AMBER",
             "awareAt": "2026-07-13T11:23:17Z", "beganAt": "2026-07-12T22:41:09Z", "summary": "Seen in one office.",
             "victim": {"name": "Palmview Traders", "domains": ["palmview.example"]}, "peopleAffected": 12,
             "indicators": [
               {"value": "203.0.113.77", "confidence": 90, "indicatorTypes": ["malicious-activity"],
                "killChainPhases": ["command-and-control"],
                "firstSeen": "2026-07-12T22:47:09Z", "lastSeen": "2026-07-13T01:00:00Z"},
               {"value": "2001:db8::77"}, {"value": "login.nightfall.example"},
               {"value": "hxxps://files.nightfall[.]example/drop/a.exe?x='y'"}, {"value": "payroll@nightfall.example"},
               {"value": "9e107d9d372bb6826bd81d3542a419d6"}, {"value": "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"},
               {"value": "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"},
               {"value": "%s"},
               {"type": "ssdeep", "value": "3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C"},
               {"value": "read-me-now.hta"}, {"type": "mutex", "value": "Global\\\\lock-7731"},
               {"value": "HKEY_CURRENT_USER\\\\Software\\\\Nightfall"},
               {"type": "x509-sha1", "value": "adc83b19e793491b1c6ea0fd8b46cd9f32e592fc"},
               {"value": "vpn.palmview.example", "role": "victim"}],
             "techniques": ["T1071.001", "T1486"], "malware": ["LockBit"], "vulnerabilities": ["CVE-2025-10035"],
             "actionsTaken": ["Network cut"], "consent": {"sharing": "ask", "limit": "TLP:CLEAR"}}
            """.formatted("9f2c".repeat(32));

    private static final String MISP = """
            {"Event": {"uuid": "15ebb496-c51c-4f88-b60b-aba5f806db5f", "info": "Lures by mail", "date": "2026-03-04",
              "timestamp": "1772668800", "analysis": "2", "distribution": "3",
              "Tag": [{"name": "tlp:green"}, {"name": "misp-galaxy:malpedia=\\"Emotet\\""}],
              "Attribute": [
                {"type": "domain", "category": "Network activity", "to_ids": true, "value": "mail.lure.example"},
                {"type": "filename|sha256", "category": "Payload delivery", "to_ids": true,
                 "value": "invoice.doc|1f2c%s"}]}}""".formatted("9f2c".repeat(15));

    private static final String STIX = """
            {"type": "bundle", "id": "bundle--44af6c39-c09b-49c5-9de2-394224b04982", "objects": [
              {"type": "indicator", "spec_version": "2.1", "id": "indicator--33fe3b22-0201-47cf-85d0-97c02164528d",
               "created": "2026-03-01T09:00:00.000Z", "modified": "2026-03-01T09:00:00.000Z",
               "name": "Known C2 channel", "indicator_types": ["malicious-activity"],
               "pattern": "[ipv4-addr:value = '203.0.113.7' OR ipv4-addr:value = '203.0.113.8']",
               "pattern_type": "stix", "valid_from": "2026-03-01T09:00:00Z",
               "object_marking_refs": ["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"]},
              {"type": "attack-pattern", "spec_version": "2.1",
               "id": "attack-pattern--33fe3b22-0201-47cf-85d0-97c02164528e",
               "created": "2026-03-01T09:00:00.000Z", "modified": "2026-03-01T09:00:00.000Z",
               "name": "Remote Access Tools",
               "external_references": [{"source_name": "mitre-attack", "external_id": "T1219"}],
               "object_marking_refs": ["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"]},
              {"type": "relationship", "spec_version": "2.1",
               "id": "relationship--33fe3b22-0201-47cf-85d0-97c02164528f", "relationship_type": "indicates",
               "created": "2026-03-01T09:00:00.000Z", "modified": "2026-03-01T09:00:00.000Z",
               "source_ref": "indicator--33fe3b22-0201-47cf-85d0-97c02164528d",
               "target_ref": "attack-pattern--33fe3b22-0201-47cf-85d0-97c02164528e",
               "object_marking_refs": ["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"]}]}""";

    private static TestDatabase database;
    private static Conch conch;
    private static String url;
    private static JwsSigner signer;
    private static OasisSchemas schemas;
    private static final Map<Role, String> TOKENS = new HashMap<>();
    private static final List<String> REPORTS = new ArrayList<>();
    private static final Set<String> CASES = new HashSet<>();

    @BeforeAll
    static void release() throws Exception {
        Corpora.folder("oasis-stix21-schemas");
        schemas = new OasisSchemas();
        database = TestDatabase.create(PublishedObjectsTest.class);
        Config config = Config.of(
                Map.of("CONCH_DATABASE_URL", database.url(), "CONCH_HTTP_PORT", String.valueOf(ConchTest.freePort())));
        conch = Conch.start(config, Clock.systemUTC());
        url = config.localUrl();
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        var before = conch.features().clock().instant().minus(Duration.ofDays(1));
        conch.features().keys().add(TT, key.toPublicJWK().toJSONString(), before, null, "alice");
        conch.features().keys().approve(key.getKeyID(), "bob");
        signer = new JwsSigner(key);
        for (Role role : List.of(Role.ANALYST, Role.COORDINATOR)) {
            TOKENS.put(
                    role,
                    conch.features()
                            .tokens()
                            .issue(role.word(), role, role == Role.ANALYST ? TT : null, Duration.ofDays(1))
                            .secret());
        }
        String first = caseOf(file(NATIVE));
        // Wider and wider: three versions of everything in it.
        for (String tlp : List.of("TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")) {
            release(first, tlp);
        }
        release(caseOf(file(MISP)), "TLP:AMBER");
        String withdrawn = release(caseOf(file(STIX)), "TLP:AMBER");
        conch.features()
                .releases()
                .withdraw(new Caller("coordinator", Role.COORDINATOR, null), UUID.fromString(withdrawn), "a mistake");
    }

    @AfterAll
    static void stop() {
        if (conch != null) {
            conch.stop();
            database.close();
        }
    }

    @Test
    void everyObjectOfEveryTaxiiAnswerIsValid() throws Exception {
        Set<String> kinds = new HashSet<>();
        for (String collection : List.of("clear", "green", "amber")) {
            String objects = COLLECTIONS + collection + "/objects/";
            List<JsonNode> all = pages(objects + "?limit=7&match%5Bversion%5D=all");
            all.forEach(object -> {
                assertValid(object);
                kinds.add(object.path("type").asText());
            });
            List<JsonNode> current = pages(objects + "?limit=7");
            assertThat(dangling(current)).isEmpty();
            for (JsonNode object : current) {
                JsonNode single = get(objects + object.path("id").asText() + "/", Role.ANALYST)
                        .path("objects");
                assertThat(single).containsExactly(object);
            }
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "attack-pattern",
                        "identity",
                        "indicator",
                        "malware",
                        "marking-definition",
                        "relationship",
                        "vulnerability");
    }

    @Test
    void everyKindOfValueAndEveryStateIsAmongThem() throws Exception {
        List<JsonNode> all = pages(COLLECTIONS + "amber/objects/?limit=500&match%5Bversion%5D=all");
        assertThat(all.stream()
                        .filter(object -> object.path("type").asText().equals("indicator"))
                        .map(object -> object.path("name").asText()))
                .contains(
                        "IPv4 address indicator",
                        "IPv6 address indicator",
                        "Domain name indicator",
                        "URL indicator",
                        "E-mail address indicator",
                        "MD5 indicator",
                        "SHA-1 indicator",
                        "SHA-256 indicator",
                        "SHA-512 indicator",
                        "SSDEEP indicator",
                        "File name indicator",
                        "Mutex indicator",
                        "Registry key indicator",
                        "Certificate SHA-1 indicator");
        assertThat(all).anyMatch(object -> object.path("revoked").asBoolean());
        assertThat(all)
                .anyMatch(object -> !object.path("revoked").asBoolean()
                        && !object.path("modified").equals(object.path("created")));
    }

    @Test
    void everyObjectOfABundleIsValid() throws Exception {
        List<String> bundles = new ArrayList<>();
        REPORTS.forEach(report -> bundles.add("/api/v1/reports/" + report + "/bundle"));
        CASES.forEach(id -> bundles.add("/api/v1/cases/" + id + "/bundle"));
        assertThat(bundles).hasSize(6);
        for (String path : bundles) {
            JsonNode bundle = get(path, Role.ANALYST);
            assertThat(bundle.path("type").asText()).isEqualTo("bundle");
            assertThat(bundle.path("objects")).isNotEmpty().allSatisfy(PublishedObjectsTest::assertValid);
        }
    }

    private static void assertValid(JsonNode object) {
        assertThat(schemas.judge(object)).as(object.toString()).isEmpty();
        assertThat(StixRules.check(StixObject.of(object))).as(object.toString()).isEmpty();
    }

    /// References to what a reader of the collection does not get.
    private static List<String> dangling(List<JsonNode> objects) {
        Set<String> ids = new HashSet<>();
        objects.forEach(object -> ids.add(object.path("id").asText()));
        List<String> dangling = new ArrayList<>();
        for (JsonNode object : objects) {
            for (String name : List.of("created_by_ref", "source_ref", "target_ref")) {
                if (object.has(name) && !ids.contains(object.path(name).asText())) {
                    dangling.add(object.path("id").asText() + " " + name);
                }
            }
            for (JsonNode marking : object.path("object_marking_refs")) {
                if (!ids.contains(marking.asText())) {
                    dangling.add(object.path("id").asText() + " object_marking_refs");
                }
            }
        }
        return dangling;
    }

    private static List<JsonNode> pages(String path) throws Exception {
        List<JsonNode> objects = new ArrayList<>();
        JsonNode page = get(path, Role.ANALYST);
        page.path("objects").forEach(objects::add);
        while (page.path("more").asBoolean()) {
            String next = URLEncoder.encode(page.path("next").asText(), UTF_8);
            page = get(path + "&next=" + next, Role.ANALYST);
            page.path("objects").forEach(objects::add);
        }
        return objects;
    }

    private static String file(String report) throws Exception {
        String message =
                signer.compact(signer.header("conch-report+jws", null, null, null, null), report.getBytes(UTF_8));
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/reports"))
                        .header("Content-Type", "application/jose")
                        .POST(BodyPublishers.ofString(message))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String location = answer.headers().firstValue("Location").orElseThrow();
        String id = location.substring(location.lastIndexOf('/') + 1);
        REPORTS.add(id);
        return id;
    }

    /// The outbox works beside the filing, so the case comes a moment later.
    private static String caseOf(String report) throws Exception {
        for (int i = 0; i < 300; i++) {
            for (JsonNode item : get("/api/v1/cases", Role.COORDINATOR).path("items")) {
                if (CASES.add(item.path("id").asText())) {
                    return item.path("id").asText();
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no case came of report " + report);
    }

    /// Looks and decides; what the second look found stays back. Gives the release.
    private static String release(String id, String tlp) throws Exception {
        String path = "/api/v1/cases/" + id + "/releases";
        ObjectNode wish = Json.object().put("tlp", tlp);
        JsonNode look = post(path + "?dryRun=true", wish, 200);
        wish.set("preview", look.path("preview"));
        ArrayNode answers = wish.putArray("answers");
        for (JsonNode finding : look.path("findings")) {
            answers.addObject().put("answer", "remove").set("finding", finding.path("id"));
        }
        return post(path, wish, 201).path("id").asText();
    }

    private static JsonNode post(String path, ObjectNode body, int status) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                request(path, Role.COORDINATOR)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(body)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.own(answer.body());
    }

    private static JsonNode get(String path, Role role) throws Exception {
        HttpResponse<String> answer = CLIENT.send(request(path, role).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return Json.own(answer.body());
    }

    private static HttpRequest.Builder request(String path, Role role) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + TOKENS.get(role));
    }
}
