package org.caricom.conch.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The promise that sharing stands on: an analyst of Jamaica gets what Trinidad and Tobago released, and in none of the
/// bytes is anything that tells who reported it, who was hit, or what they wrote.
class NothingOfTheReportLeavesTest {
    /// As filed. Every word in it that is not an attacker's value, a technique, a family or a CVE is a secret.
    private static final String REPORT = """
            {"format": "conch-report/1", "reference": "TT-2026-0031", "stage": "final", "member": "TT",
             "title": "Encryptor at Palmview Hospital on Frederick Street",
             "summary": "Matron Josephine Moreaux noticed locked radiology files. Entry by 203.0.113.77, payload from hxxps://files.nightfall[.]example/drop/a.exe, LockBit notes everywhere.",
             "awareAt": "2026-07-13T11:23:17Z", "beganAt": "2026-07-12T22:41:09Z", "noticedAt": "2026-07-13T05:11:43Z",
             "writtenAt": "2026-07-13T12:02:51Z", "tlp": "TLP:AMBER", "language": "en",
             "reporter": {"name": "Rafiq Alimoore", "contact": "rafiq.alimoore@ttcsirt.example, +1 868 555 0142"},
             "classes": ["information-content-security:unauthorised-information-modification"],
             "sector": "healthcare",
             "victim": {"name": "Palmview Hospital Group", "contact": "it-helpdesk@palmview.example",
                        "names": ["PHG", "Sante Palmiste"], "domains": ["palmview.example", "palmcare.example"],
                        "networks": ["198.51.100.128/25", "10.20.0.0/16"]},
             "services": ["Radiology", "Dialysis ward"],
             "peopleAffected": 2417, "systemsAffected": 237,
             "impact": {"functional": "significant-critical", "activity": "effect", "location": "critical-systems",
                        "actor": "criminal", "information": "privacy-data", "recoverability": "supplemented",
                        "potential": "moderate"},
             "indicators": [
               {"value": "203.0.113.77", "confidence": 90, "indicatorTypes": ["malicious-activity"],
                "killChainPhases": ["command-and-control"], "firstSeen": "2026-07-12T22:47:09Z",
                "context": "beacon of the radiology file server"},
               {"value": "hxxps://files.nightfall[.]example/drop/a.exe"},
               {"value": "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"},
               {"value": "10.20.4.17", "context": "Moreaux's desktop"},
               {"value": "198.51.100.200", "role": "victim"},
               {"value": "pay-portal.palmcare.example"},
               {"value": "vpn1.palmview.example", "role": "victim"},
               {"value": "josephine.moreaux@palmview.example"},
               {"value": "palmview-invoice.exe"}, {"value": "HKEY_USERS\\\\S-1-5-21-7\\\\Software\\\\jmoreaux"},
               {"value": "https://files.nightfall.example/t?id=am9zZXBoaW5lLm1vcmVhdXhAcGFsbXZpZXcuZXhhbXBsZQ"}
             ],
             "techniques": ["T1486", "T1133"], "malware": ["LockBit"], "vulnerabilities": ["CVE-2025-10035"],
             "actionsTaken": ["Radiology cut off", "Nuit blanche for the dialysis team"],
             "helpWanted": "Forensics on the radiology archive",
             "consent": {"sharing": "ask", "limit": "TLP:GREEN"},
             "personalData": {"involved": "yes", "categories": ["health"], "subjects": 2417, "records": 5103,
                              "consequences": "Dialysis schedules could be published.", "officer": "dpo@palmview.example"},
             "outcome": "confirmed"}
            """;

    /// What must not be there, in any letter case: names, places, people, contacts, the member, free text, times,
    /// counts.
    private static final List<String> SECRETS = List.of(
            "palmview",
            "palmcare",
            "palmiste",
            "phg",
            "hospital",
            "frederick",
            "josephine",
            "moreaux",
            "matron",
            "rafiq",
            "alimoore",
            "ttcsirt",
            "tt-csirt",
            "helpdesk",
            "868 555",
            "8685550142",
            "trinidad",
            "tobago",
            "tto",
            "tt-2026-0031",
            "healthcare",
            "health",
            "radiology",
            "dialysis",
            "nuit blanche",
            "schedules",
            "forensics",
            "198.51.100.",
            "10.20.",
            "am9zzxboaw5l",
            "jmoreaux",
            "2417",
            "5103",
            "237,",
            "22:47:09",
            "11:23:17",
            "05:11:43",
            "22:41:09",
            "12:02:51",
            "analyst-tt");

    private static SharingFixture hub;
    private static CaseId caseId;
    private static List<HttpResponse<String>> everything;

    @BeforeAll
    static void releaseAndPull() throws Exception {
        hub = new SharingFixture(NothingOfTheReportLeavesTest.class);
        caseId = hub.file("TT", REPORT);
        assertThat(hub.release(caseId, Tlp.GREEN)).isInstanceOf(ReleaseAnswer.Released.class);
        everything = everythingThatJamaicaCanGet();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void jamaicaFindsTheReleasedIndicators() {
        assertThat(everything)
                .allSatisfy(answer -> assertThat(answer.statusCode())
                        .as(answer.uri().toString())
                        .isEqualTo(200));
        for (String shared : List.of(
                "203.0.113.77",
                "https://files.nightfall.example/drop/a.exe",
                "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
                "T1486",
                "LockBit")) {
            assertThat(body("/taxii2/caricom/collections/green/objects/")).contains(shared);
        }
        assertThat(body("/feeds/indicators.csv")).contains("203.0.113.77", "TLP:GREEN");
        assertThat(body("/api/v1/indicators?value=203%5B.%5D0.113.77")).contains("IPv4 address indicator");
    }

    @Test
    void nothingThatTellsWhoOrWhereOrWhatWasWrittenIsInAnyByte() {
        for (HttpResponse<String> answer : everything) {
            String bytes = (answer.headers().map() + answer.body()).toLowerCase(Locale.ROOT);
            assertThat(SECRETS)
                    .as("in what " + answer.uri().getPath() + " gives")
                    .noneMatch(bytes::contains);
        }
    }

    @Test
    void nothingIsThereInAnotherFormEither() {
        List<String> forms = Stream.of(
                        "palmview", "Palmview Hospital Group", "palmview.example", "josephine.moreaux@palmview.example")
                .flatMap(secret -> Stream.of(
                        new StringBuilder(secret).reverse().toString(),
                        HexFormat.of().formatHex(secret.getBytes(UTF_8)),
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(secret.getBytes(UTF_8))
                                .substring(0, 10),
                        Sha256.of(secret.getBytes(UTF_8)).toString()))
                .toList();
        for (HttpResponse<String> answer : everything) {
            assertThat(forms).noneMatch(answer.body()::contains);
        }
    }

    @Test
    void onlyWhatThePolicyListsIsThere() {
        List<String> types = new ArrayList<>();
        for (JsonNode object :
                json("/taxii2/caricom/collections/green/objects/").path("objects")) {
            types.add(object.path("type").asText());
            assertThat(object.path("created_by_ref")
                            .asText(ExchangeIdentity.id().toString()))
                    .isEqualTo(ExchangeIdentity.id().toString());
        }
        assertThat(types)
                .contains("indicator", "malware", "attack-pattern", "vulnerability", "identity", "marking-definition")
                .isSubsetOf(
                        "indicator",
                        "malware",
                        "attack-pattern",
                        "vulnerability",
                        "relationship",
                        "identity",
                        "marking-definition");
    }

    @Test
    void noIdentifierOfTheReportIsSharedAndNoneIsDerivedFromIt() {
        JsonNode bundle = hub.cases.bundle(COORDINATOR, caseId).toJson();
        List<String> source = bundle.path("objects").findValuesAsText("id");
        assertThat(source).isNotEmpty();
        for (JsonNode object :
                json("/taxii2/caricom/collections/green/objects/").path("objects")) {
            String id = object.path("id").asText();
            if (!id.startsWith("identity--") && !id.startsWith("marking-definition--")) {
                assertThat(source).doesNotContain(id);
                assertThat(id).matches("[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            }
        }
    }

    @Test
    void theCaseItselfAndItsReleasesDoNotExistForJamaica() throws Exception {
        assertThat(hub.get(JM, "/api/v1/cases/" + caseId + "/releases").statusCode())
                .isEqualTo(404);
        HttpResponse<String> look =
                hub.post(JM, "/api/v1/cases/" + caseId + "/releases?dryRun=true", "{\"tlp\": \"green\"}");
        assertThat(look.statusCode()).isEqualTo(404);
        assertThat(look.body().toLowerCase(Locale.ROOT)).doesNotContain("palmview");
    }

    private static List<HttpResponse<String>> everythingThatJamaicaCanGet() throws Exception {
        List<String> paths = new ArrayList<>(List.of(
                "/taxii2/",
                "/taxii2/caricom/",
                "/taxii2/caricom/collections/",
                "/api/v1/indicators",
                "/api/v1/indicators?value=203%5B.%5D0.113.77",
                "/api/v1/indicators?type=url",
                "/feeds/indicators.csv",
                "/feeds/indicators.txt?type=ipv4-addr",
                "/feeds/indicators.txt?type=url"));
        for (String collection : List.of("clear", "green", "amber")) {
            String base = "/taxii2/caricom/collections/" + collection + "/";
            paths.add(base);
            paths.add(base + "objects/");
            paths.add(base + "objects/?match[version]=all".replace("[", "%5B").replace("]", "%5D"));
            paths.add(base + "manifest/");
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String path : paths) {
            answers.add(hub.get(JM, path));
        }
        JsonNode objects = Json.own(
                hub.get(JM, "/taxii2/caricom/collections/green/objects/").body());
        for (JsonNode object : objects.path("objects")) {
            String one = "/taxii2/caricom/collections/green/objects/"
                    + object.path("id").asText() + "/";
            answers.add(hub.get(JM, one));
            answers.add(hub.get(JM, one + "versions/"));
        }
        answers.add(
                hub.post(
                        JM,
                        "/api/v1/indicators/lookup",
                        "{\"values\": [\"203.0.113.77\", \"files.nightfall.example\", \"https://files.nightfall.example/drop/a.exe\"]}"));
        return answers;
    }

    private static String body(String path) {
        return everything.stream()
                .filter(answer -> answer.uri().toString().endsWith(path))
                .findFirst()
                .orElseThrow()
                .body();
    }

    private static JsonNode json(String path) {
        return Json.own(body(path));
    }
}
