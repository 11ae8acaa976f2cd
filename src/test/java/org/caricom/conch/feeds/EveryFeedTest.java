package org.caricom.conch.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.ReleaseAnswer;
import org.caricom.conch.sharing.SharingFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EveryFeedTest {
    private static final List<String> FEEDS = List.of(
            "/feeds/indicators.csv",
            "/feeds/indicators.txt?type=domain-name",
            "/feeds/stix.json",
            "/feeds/misp/manifest.json",
            "/feeds/misp/hashes.csv",
            "/feeds/suricata.rules",
            "/feeds/suricata/conch-domains.lst",
            "/feeds/rpz.zone",
            "/feeds/zeek.intel",
            "/feeds/sigma.zip");

    private SharingFixture hub;
    private ReleaseAnswer released;

    @BeforeEach
    void publish() {
        hub = new SharingFixture(EveryFeedTest.class);
        CaseId id = hub.file("TT", """
                {"format": "conch-report/1", "reference": "C-1", "title": "Seen today", "member": "TT",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER",
                 "indicators": ["203.0.113.7", "2001:db8::17", "lure.example", "https://files.example/a?b=1",
                                "0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b",
                                "0123456789abcdef0123456789abcdef"],
                 "malware": ["LockBit"], "consent": {"sharing": "ask", "limit": "TLP:CLEAR"}}""");
        released = hub.release(id, Tlp.CLEAR);
        assertThat(released).isInstanceOf(ReleaseAnswer.Released.class);
        hub.released("BB", "members.example", Tlp.AMBER);
        hub.clock.advance(Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void listsHoldWhatIsToBeLookedFor() throws Exception {
        assertThat(lines(PARTNER, "/feeds/indicators.txt?type=domain-name")).containsExactly("lure.example");
        assertThat(lines(JM, "/feeds/indicators.txt?type=domain-name"))
                .containsExactlyInAnyOrder("lure.example", "members.example");
        assertThat(lines(PARTNER, "/feeds/indicators.txt?type=sha256"))
                .containsExactly("0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b");
    }

    @Test
    void theBundleHoldsEverythingThatTheCollectionDoes() throws Exception {
        JsonNode bundle = Json.own(hub.get(PARTNER, "/feeds/stix.json").body());
        assertThat(bundle.path("type").asText()).isEqualTo("bundle");
        assertThat(bundle.path("id").asText()).matches("bundle--[0-9a-f-]{36}");
        List<String> types = bundle.path("objects").findValuesAsText("type");
        assertThat(types).contains("identity", "marking-definition", "malware", "relationship");
        assertThat(types.stream().filter("indicator"::equals)).hasSize(6);
    }

    @Test
    void theMispFeedIsFollowedAsMispDoesAndItsFilesAreSigned() throws Exception {
        JsonNode manifest =
                Json.own(hub.get(PARTNER, "/feeds/misp/manifest.json").body());
        assertThat(manifest.size()).isEqualTo(1);
        var entry = manifest.properties().iterator().next();
        assertThat(entry.getValue().path("date").asText()).isEqualTo("2026-07-15");
        assertThat(entry.getValue().path("Tag").path(0).path("name").asText()).isEqualTo("tlp:clear");
        String file = "/feeds/misp/" + entry.getKey() + ".json";
        HttpResponse<String> answer = hub.get(PARTNER, file);
        JsonNode event = Json.own(answer.body()).path("Event");
        assertThat(event.path("uuid").asText()).isEqualTo(entry.getKey());
        assertThat(event.path("timestamp")).isEqualTo(entry.getValue().path("timestamp"));
        List<String> values = new ArrayList<>();
        for (JsonNode attribute : event.path("Attribute")) {
            assertThat(attribute.path("to_ids").asBoolean()).isTrue();
            assertThat(attribute.path("deleted").asBoolean(true)).isFalse();
            values.add(attribute.path("type").asText() + " "
                    + attribute.path("value").asText());
        }
        assertThat(values)
                .containsExactlyInAnyOrder(
                        "ip-dst 203.0.113.7",
                        "ip-dst 2001:db8::17",
                        "domain lure.example",
                        "url https://files.example/a?b=1",
                        "sha256 0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b3f5a7c9e0d1b",
                        "md5 0123456789abcdef0123456789abcdef");
        String digest = md5("lure.example");
        assertThat(hub.get(PARTNER, "/feeds/misp/hashes.csv").body().lines())
                .hasSize(6)
                .allMatch(line -> line.endsWith("," + entry.getKey()))
                .anyMatch(line -> line.startsWith(digest));

        JWSObject statement = JWSObject.parse(hub.get(PARTNER, file + ".jws").body());
        assertThat(statement.verify(
                        new ECDSAVerifier(hub.keys.publicKeys().getFirst().toECKey())))
                .isTrue();
        assertThat(Json.own(statement.getPayload().toString()))
                .isEqualTo(Json.object()
                        .put("file", entry.getKey() + ".json")
                        .put("sha256", Sha256.of(answer.body().getBytes(UTF_8)).toString()));
        assertThat(Json.own(hub.get(JM, "/feeds/misp/manifest.json").body())
                        .path(entry.getKey())
                        .path("Tag")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("tlp:amber");
        assertThat(hub.get(PARTNER, "/feeds/misp/5a000000-0000-4000-8000-000000000001.json")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void eachRuleKeepsItsNumber() throws Exception {
        List<String> rules = lines(PARTNER, "/feeds/suricata.rules");
        assertThat(rules)
                .hasSize(4)
                .anyMatch(rule -> rule.startsWith("alert ip $HOME_NET any -> 203.0.113.7 any (msg:"))
                .anyMatch(rule -> rule.startsWith("alert ip $HOME_NET any -> [2001:db8::17] any (msg:"))
                .anyMatch(rule -> rule.contains("dotprefix; content:\".lure.example\"; nocase; endswith;"))
                .anyMatch(rule -> rule.contains("http.host; content:\"files.example\"; bsize:13; "
                        + "http.uri.raw; content:\"/a|3F|b|3D|1\"; startswith;"))
                .allMatch(rule -> rule.matches(".*sid:1\\d{6}; rev:[1-9]\\d*;\\)"));
        assertThat(rules.stream().map(rule -> rule.replaceAll(".*sid:(\\d+);.*", "$1")))
                .doesNotHaveDuplicates();
        assertThat(lines(PARTNER, "/feeds/suricata.rules")).isEqualTo(rules);
        assertThat(hub.get(PARTNER, "/feeds/suricata/datasets.rules").body()).contains("conch-domains.lst");
        assertThat(hub.get(PARTNER, "/feeds/suricata/conch-domains.lst").body()).isEqualTo("bHVyZS5leGFtcGxl\n");
        assertThat(hub.get(PARTNER, "/feeds/suricata/conch-addresses.lst")
                        .body()
                        .lines())
                .containsExactlyInAnyOrder("203.0.113.7", "2001:db8::17");
        assertThat(hub.get(PARTNER, "/feeds/suricata/conch-secrets.lst").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theZoneBlocksNamesAndAddressesAndItsSerialRisesWithEveryChange() throws Exception {
        String zone = hub.get(PARTNER, "/feeds/rpz.zone").body();
        assertThat(zone.lines())
                .contains(
                        "lure.example CNAME .",
                        "*.lure.example CNAME .",
                        "32.7.113.0.203.rpz-ip CNAME .",
                        "128.17.zz.db8.2001.rpz-ip CNAME .");
        assertThat(zone).doesNotContain("files.example");
        long serial = serial(zone);
        assertThat(serial(hub.get(PARTNER, "/feeds/rpz.zone").body())).isEqualTo(serial);
        hub.released("BB", "more.example", Tlp.CLEAR);
        assertThat(hub.get(PARTNER, "/feeds/rpz.zone").body())
                .as("what comes within an eighth of a second comes together")
                .isEqualTo(zone);
        hub.clock.advance(Duration.ofMillis(125));
        String next = hub.get(PARTNER, "/feeds/rpz.zone").body();
        assertThat(next).contains("more.example CNAME .");
        assertThat(serial(next)).isGreaterThan(serial);
        assertThat(hub.get(PARTNER, "/feeds/rpz.zone?since=2026-07-15T00:00:00Z")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void zeekGetsTabsAndTypes() throws Exception {
        assertThat(hub.get(PARTNER, "/feeds/zeek.intel").body().lines())
                .startsWith("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc")
                .contains(
                        "203.0.113.7\tIntel::ADDR\tCARICOM\tLockBit",
                        "lure.example\tIntel::DOMAIN\tCARICOM\tLockBit",
                        "files.example/a?b=1\tIntel::URL\tCARICOM\tLockBit");
    }

    @Test
    void sigmaRulesComeInOneArchive() throws Exception {
        byte[] archive = hub.askForBytes(PARTNER, "/feeds/sigma.zip");
        TreeMap<String, String> rules = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                rules.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        assertThat(rules).containsKeys("conch_dns_query.yml", "conch_firewall_ipv4.yml", "conch_file_sha256.yml");
        assertThat(rules.get("conch_proxy_url.yml"))
                .contains("c-uri|contains:\n            - 'https://files.example/a\\?b=1'\n    condition: selection");
        assertThat(hub.askForBytes(PARTNER, "/feeds/sigma.zip")).isEqualTo(archive);
    }

    @Test
    void aTagHoldsUntilSomethingChanges() throws Exception {
        for (String feed : FEEDS) {
            String tag = hub.get(JM, feed).headers().firstValue("ETag").orElseThrow(() -> new AssertionError(feed));
            assertThat(hub.get(JM, feed, "If-None-Match", tag).statusCode())
                    .as(feed)
                    .isEqualTo(304);
            assertThat(hub.get(PARTNER, feed, "If-None-Match", tag).statusCode())
                    .as(feed)
                    .isEqualTo(200);
        }
    }

    @Test
    void aTagChangesWhenMoreMembersTellOfAValueThoughNothingIsAdded() throws Exception {
        String tag = hub.get(PARTNER, "/feeds/indicators.csv")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        hub.released("JM", "lure.example", Tlp.CLEAR);
        hub.released("BB", "lure.example", Tlp.CLEAR);
        HttpResponse<String> answer = hub.get(PARTNER, "/feeds/indicators.csv", "If-None-Match", tag);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines().filter(line -> line.contains("lure.example")))
                .singleElement()
                .asString()
                .contains(",3-5,");
    }

    @Test
    void whatIsWithdrawnIsGoneAtOnceAndRevokedWhereReadersKeepIt() throws Exception {
        assertThat(hub.releases.withdraw(
                        COORDINATOR,
                        ((ReleaseAnswer.Released) released).release().id(),
                        "taken back by its member"))
                .isPositive();
        hub.clock.advance(Duration.ofSeconds(1));
        assertThat(lines(PARTNER, "/feeds/indicators.txt?type=domain-name")).isEmpty();
        assertThat(lines(PARTNER, "/feeds/suricata.rules")).isEmpty();
        assertThat(hub.get(PARTNER, "/feeds/rpz.zone").body()).doesNotContain("lure.example");
        assertThat(hub.get(PARTNER, "/feeds/zeek.intel").body()).doesNotContain("lure.example");
        assertThat(hub.get(PARTNER, "/feeds/sigma.zip").statusCode()).isEqualTo(404);
        JsonNode bundle = Json.own(hub.get(PARTNER, "/feeds/stix.json").body());
        for (JsonNode object : bundle.path("objects")) {
            if (object.path("type").asText().equals("indicator")) {
                assertThat(object.path("revoked").asBoolean()).isTrue();
            }
        }
        JsonNode manifest =
                Json.own(hub.get(PARTNER, "/feeds/misp/manifest.json").body());
        JsonNode event =
                Json.own(hub.get(PARTNER, "/feeds/misp/" + manifest.fieldNames().next() + ".json")
                        .body());
        assertThat(event.path("Event").path("Attribute"))
                .isNotEmpty()
                .allMatch(attribute -> attribute.path("deleted").asBoolean()
                        && !attribute.path("to_ids").asBoolean(true));
        assertThat(hub.get(PARTNER, "/feeds/misp/hashes.csv").body()).isEmpty();
    }

    @Test
    void whatHasExpiredIsNotLookedForAnyMore() throws Exception {
        hub.clock.advance(Duration.ofDays(400));
        assertThat(lines(JM, "/feeds/indicators.txt?type=domain-name")).isEmpty();
        assertThat(lines(JM, "/feeds/suricata.rules")).isEmpty();
        assertThat(hub.get(JM, "/feeds/rpz.zone").body()).doesNotContain(".example");
        assertThat(hub.get(JM, "/feeds/zeek.intel").body().lines()).hasSize(1);
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(hub.askForBytes(JM, "/feeds/sigma.zip")))) {
            assertThat(zip.getNextEntry()).as("an empty file is no rule").isNull();
        }
    }

    private List<String> lines(Caller caller, String feed) throws Exception {
        HttpResponse<String> answer = hub.get(caller, feed);
        assertThat(answer.statusCode()).as(feed).isEqualTo(200);
        return answer.body().lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static long serial(String zone) {
        return Long.parseLong(zone.lines()
                .filter(line -> line.contains(" SOA "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*\\( (\\d+) .*", "$1"));
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    }
}
