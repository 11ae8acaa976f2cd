package org.caricom.conch.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.BB;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.LC;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;
import static org.caricom.conch.sharing.SharingFixture.TT;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sightings renew, and others learn of them in a crowd and by the hour only.
class SightingsTest {
    private static SharingFixture hub;

    @BeforeAll
    static void open() {
        hub = new SharingFixture(SightingsTest.class);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void aSightingRenewsAfterTheHourAndTellsNoTime() throws Exception {
        hub.released("TT", "198.51.100.21", Tlp.CLEAR);
        JsonNode before = stix("198.51.100.21");
        hub.clock.advance(Duration.ofDays(3).plusMinutes(7));
        assertThat(see(JM, "ipv4-addr", "198.51.100.21").statusCode()).isEqualTo(201);
        assertThat(stix("198.51.100.21")).as("not at once").isEqualTo(before);
        assertThat(hub.renewal.round()).as("nor within the hour").isZero();

        hub.clock.advance(Duration.ofHours(1));
        assertThat(hub.renewal.round()).isEqualTo(1);
        JsonNode after = stix("198.51.100.21");
        assertThat(after.path("id")).isEqualTo(before.path("id"));
        assertThat(after.path("created")).isEqualTo(before.path("created"));
        Instant hour = hub.clock.instant().truncatedTo(ChronoUnit.HOURS);
        assertThat(Instant.parse(after.path("modified").asText())).isEqualTo(hour);
        Instant end = Instant.parse(after.path("valid_until").asText());
        assertThat(end).isAfter(Instant.parse(before.path("valid_until").asText()));
        assertThat(Duration.between(hub.clock.instant().truncatedTo(ChronoUnit.DAYS), end)
                        .toHours())
                .as("a full day later by the curve of addresses, whatever the time of the sighting")
                .isEqualTo(24 + 282);
        assertThat(hub.renewal.round()).as("once").isZero();
    }

    @Test
    void whatExpiredComesBackWhenItIsSeenAndAnOldSightShortensNothing() throws Exception {
        hub.released("TT", "198.51.100.22", Tlp.CLEAR);
        Instant end = Instant.parse(stix("198.51.100.22").path("valid_until").asText());
        tell(JM, """
                {"type": "ipv4-addr", "value": "198.51.100.22", "lastSeen": "%s"}""".formatted(hub.clock.instant().minus(Duration.ofDays(100))));
        hub.clock.advance(Duration.ofHours(1));
        hub.renewal.round();
        assertThat(stix("198.51.100.22").path("valid_until").asText())
                .isEqualTo(end.toString().replace("Z", ".000Z"));

        hub.clock.set(end.plus(Duration.ofDays(1)));
        assertThat(feed("/feeds/indicators.txt?type=ipv4-addr")).doesNotContain("198.51.100.22");
        see(JM, "ipv4-addr", "198.51.100.22");
        hub.clock.advance(Duration.ofHours(1));
        hub.renewal.round();
        assertThat(feed("/feeds/indicators.txt?type=ipv4-addr")).contains("198.51.100.22");
        hub.clock.advance(Duration.ofSeconds(1));
        assertThat(feed("/feeds/rpz.zone")).contains("32.22.100.51.198.rpz-ip");
    }

    @Test
    void othersLearnHowManyOnlyInACrowd() throws Exception {
        hub.released("TT", "crowd.example", Tlp.GREEN);
        String id = stix("crowd.example").path("id").asText();
        int expected = 0;
        for (Caller caller : List.of(JM, BB, PARTNER, LC)) {
            assertThat(see(caller, "domain-name", "crowd.example").statusCode()).isEqualTo(201);
            hub.clock.advance(Duration.ofHours(1));
            hub.renewal.round();
            expected += caller.equals(PARTNER) ? 0 : 1;
            String band = expected < 3 ? "<3" : "3-5";
            assertThat(item("crowd.example").path("sightings").asText())
                    .as(caller.name())
                    .isEqualTo(band);
            assertThat(Json.own(hub.post(JM, "/api/v1/indicators/lookup", "{\"values\": [\"crowd.example\"]}")
                                    .body())
                            .at("/items/0/indicators/0/sightings")
                            .asText())
                    .isEqualTo(band);
            List<JsonNode> sightings = sightingsOf(id);
            assertThat(sightings).hasSize(expected < 3 ? 0 : 1);
        }
        JsonNode sighting = sightingsOf(id).getFirst();
        assertThat(sighting.path("count").asInt()).isEqualTo(3);
        assertThat(sighting.path("first_seen").asText()).endsWith("T00:00:00.000Z");
        assertThat(sighting.path("last_seen").asText()).endsWith("T00:00:00.000Z");
        assertThat(sighting.path("where_sighted_refs")).hasSize(1);
        assertThat(sighting.path("object_marking_refs"))
                .isEqualTo(stix("crowd.example").path("object_marking_refs"));
        assertThat(taxii("match[id]=" + sighting.at("/where_sighted_refs/0").asText()))
                .singleElement()
                .satisfies(region -> assertThat(region.path("region").asText()).isEqualTo("caribbean"));
        assertThat(StixRules.check(StixObject.of(sighting))).isEmpty();
        assertThat(StixRules.check(StixObject.of(taxii("match[id]="
                                + sighting.at("/where_sighted_refs/0").asText())
                        .getFirst())))
                .isEmpty();
        assertThat(sighting.toString())
                .doesNotContain("JM")
                .doesNotContain("BB")
                .doesNotContain("member");

        Votes.Answer decided = hold("crowd.example", id);
        assertThat(decided).isEqualTo(Votes.Answer.DONE);
        assertThat(sightingsOf(id))
                .singleElement()
                .satisfies(gone -> assertThat(gone.path("revoked").asBoolean()).isTrue());
    }

    @Test
    void sayingItAgainChangesNothing() throws Exception {
        String told = """
                {"sightings": [
                  {"type": "domain-name", "value": "Again[.]example", "count": 3, "firstSeen": "%s"},
                  {"type": "domain-name", "value": "again.example"},
                  {"type": "sha256", "value": "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08"}
                ]}""".formatted(hub.clock.instant().minusSeconds(60));
        HttpResponse<String> first = hub.post(JM, "/api/v1/sightings", told);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(Json.own(first.body()).path("items"))
                .extracting(item -> item.path("state").asText())
                .containsExactly("recorded", "known", "recorded");
        HttpResponse<String> second = hub.post(JM, "/api/v1/sightings", told);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(Json.own(second.body()).path("items"))
                .allSatisfy(item -> assertThat(item.path("state").asText()).isEqualTo("known"));
        assertThat(hub.post(BB, "/api/v1/sightings", told).statusCode())
                .as("another's is another")
                .isEqualTo(201);
    }

    @Test
    void whatCannotBeTakenSaysWhereAndTakesNothing() throws Exception {
        HttpResponse<String> answer = hub.post(JM, "/api/v1/sightings", """
                {"sightings": [
                  {"type": "domain-name", "value": "taken-with-bad.example"},
                  {"type": "colour", "value": "red"},
                  {"type": "ipv4-addr", "value": "300.1.1.1"},
                  {"id": "indicator--5a9e6a3c-1f53-4c0a-9d0e-6f2b8a7c1d01"},
                  {"type": "url", "value": "https://a.example/", "count": 0, "kind": "maybe", "lastSeen": "yesterday"},
                  {"type": "url", "value": "https://a.example/", "lastSeen": "2999-01-01T00:00:00Z", "who": "me"},
                  7
                ]}""");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Json.own(answer.body()).path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .contains(
                        "/sightings/1/type",
                        "/sightings/2/value",
                        "/sightings/3/id",
                        "/sightings/4/count",
                        "/sightings/4/kind",
                        "/sightings/4/lastSeen",
                        "/sightings/5/lastSeen",
                        "/sightings/5/who",
                        "/sightings/6")
                .doesNotContain("/sightings/0/value");
        assertThat(see(JM, "domain-name", "taken-with-bad.example").body()).contains("recorded");
        assertThat(hub.post(JM, "/api/v1/sightings", "{\"sightings\": []}").statusCode())
                .isEqualTo(422);
        assertThat(see(COORDINATOR, "domain-name", "a.example").statusCode()).isEqualTo(403);
    }

    @Test
    void nobodyLearnsByASightingWhatIsSharedWithOthers() throws Exception {
        hub.released("TT", "members-only.example", Tlp.AMBER);
        String id = hub.indicators
                .search(JM, "members-only.example", null)
                .getFirst()
                .indicator()
                .id();
        assertThat(see(PARTNER, "domain-name", "members-only.example").body())
                .isEqualTo(see(PARTNER, "domain-name", "shared-with-nobody.example")
                        .body()
                        .replace("shared-with-nobody", "members-only"));
        assertThat(tell(PARTNER, "{\"id\": \"" + id + "\"}").statusCode()).isEqualTo(422);
        assertThat(tell(BB, "{\"id\": \"" + id + "\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void anothersSightIsALineForCoordinatorsOnTheCase() throws Exception {
        CaseId id = hub.file("TT", report("line.example", "[]"));
        see(TT, "domain-name", "line.example");
        assertThat(lines(id, COORDINATOR)).isEmpty();
        see(JM, "domain-name", "line.example");
        see(JM, "domain-name", "line.example");
        see(PARTNER, "domain-name", "line.example");
        assertThat(lines(id, COORDINATOR)).containsExactly("partner", "JM");
        assertThat(lines(id, TT)).isEmpty();
    }

    @Test
    void aReportThatNamesASharedIndicatorCountsAsItsMembersSighting() throws Exception {
        hub.released("TT", "named.example", Tlp.AMBER);
        String end = stixFor(TT, "named.example").path("valid_until").asText();
        hub.clock.advance(Duration.ofDays(2));
        hub.fileStix("JM", """
                {"type": "bundle", "id": "bundle--%s", "objects": [
                  {"type": "report", "spec_version": "2.1", "id": "report--%s", "created": "%s", "modified": "%s",
                   "name": "Seen", "published": "%s", "object_refs": ["%s"]},
                  {"type": "sighting", "spec_version": "2.1", "id": "sighting--%s", "created": "%s", "modified": "%s",
                   "sighting_of_ref": "%s", "count": 4, "last_seen": "%s"}]}
                """, stixFor(TT, "named.example").path("id").asText());
        hub.clock.advance(Duration.ofHours(1));
        assertThat(hub.renewal.round()).isPositive();
        assertThat(stixFor(TT, "named.example").path("valid_until").asText()).isGreaterThan(end);
    }

    @Test
    void whatMispCallsAFalsePositiveIsAVoteAndWhatItSawIsASighting() throws Exception {
        hub.released("TT", "misp-refuted.example", Tlp.CLEAR);
        hub.released("TT", "misp-seen.example", Tlp.CLEAR);
        String refuted = stix("misp-refuted.example").path("id").asText();
        String end = stix("misp-seen.example").path("valid_until").asText();
        hub.clock.advance(Duration.ofDays(2));
        String now = Long.toString(hub.clock.instant().getEpochSecond());
        hub.fileJson(
                "JM", """
                {"Event": {"uuid": "%s", "info": "Beacons", "date": "2026-07-15", "timestamp": "%s", "threat_level_id": "2",
                  "analysis": "2", "Orgc": {"name": "JaCIRT", "uuid": "5a9e6a3c-1f53-4c0a-9d0e-6f2b8a7c1d99"},
                  "Tag": [{"name": "tlp:amber"}],
                  "Attribute": [
                    {"uuid": "%s", "type": "domain", "category": "Network activity", "value": "misp-refuted.example",
                     "to_ids": true, "timestamp": "%s", "Sighting": [{"type": "1", "date_sighting": "%s"}]},
                    {"uuid": "%s", "type": "domain", "category": "Network activity", "value": "misp-seen.example",
                     "to_ids": true, "timestamp": "%s", "Sighting": [{"type": "0", "date_sighting": "%s"}]}]}}
                """.formatted(UUID.randomUUID(), now, UUID.randomUUID(), now, now, UUID.randomUUID(), now, now));
        assertThat(hub.votes.standing(COORDINATOR, refuted).votes())
                .singleElement()
                .satisfies(vote -> assertThat(vote.member().value()).isEqualTo("JM"));
        hub.clock.advance(Duration.ofHours(1));
        hub.renewal.round();
        assertThat(stix("misp-seen.example").path("valid_until").asText()).isGreaterThan(end);
    }

    @Test
    void exercisesAndReportsOfWhichNothingMayBeToldCountForNothing() throws Exception {
        hub.released("TT", "quiet.example", Tlp.CLEAR);
        String end = stix("quiet.example").path("valid_until").asText();
        hub.clock.advance(Duration.ofDays(2));
        String seen = """
                {"format": "conch-report/1", "reference": "%s", "title": "Seen", "awareAt": "2026-07-13T11:23:00Z",
                 "tlp": "%s", "classes": ["%s"], "consent": {"sharing": "%s", "limit": "TLP:CLEAR"},
                 "indicators": [{"value": "quiet.example", "firstSeen": "%s", "lastSeen": "%s"}]}
                """;
        Instant now = hub.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        hub.fileJson("JM", seen.formatted(UUID.randomUUID(), "TLP:RED", "malicious-code:c2-server", "ask", now, now));
        hub.fileJson(
                "JM", seen.formatted(UUID.randomUUID(), "TLP:AMBER", "malicious-code:c2-server", "none", now, now));
        hub.fileJson("JM", seen.formatted(UUID.randomUUID(), "TLP:AMBER", "test:test", "ask", now, now));
        hub.clock.advance(Duration.ofHours(1));
        hub.renewal.round();
        assertThat(stix("quiet.example").path("valid_until").asText()).isEqualTo(end);

        hub.fileJson("JM", seen.formatted(UUID.randomUUID(), "TLP:AMBER", "malicious-code:c2-server", "ask", now, now));
        hub.clock.advance(Duration.ofHours(1));
        hub.renewal.round();
        assertThat(stix("quiet.example").path("valid_until").asText()).isGreaterThan(end);
    }

    @Test
    void nobodyFillsTheHub() throws Exception {
        hub.clock.advance(Duration.ofHours(25));
        for (int from = 0; from < Sightings.MOST_A_DAY; from += Sightings.MOST) {
            assertThat(tell(LC, many(from)).statusCode()).isEqualTo(201);
        }
        HttpResponse<String> refused = tell(LC, many(Sightings.MOST_A_DAY));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(see(BB, "domain-name", "others-may.example").statusCode()).isEqualTo(201);
        hub.clock.advance(Duration.ofHours(25));
        assertThat(see(LC, "domain-name", "the-next-day.example").statusCode()).isEqualTo(201);
    }

    private static String many(int from) {
        var json = Json.object();
        var sightings = json.putArray("sightings");
        for (int i = from; i < from + Sightings.MOST; i++) {
            sightings.addObject().put("type", "domain-name").put("value", "host-" + i + ".many.example");
        }
        return Json.text(json);
    }

    private static Votes.Answer hold(String value, String id) {
        hub.votes.vote(JM, id, "our own proxy");
        hub.votes.vote(BB, id, "ours too");
        return hub.votes.decide(COORDINATOR, id, false, value + " is harmless");
    }

    private static List<String> lines(CaseId id, Caller caller) {
        return hub.cases.timeline(caller, id, null, 50).items().stream()
                .filter(entry -> entry.kind() == TimelineEntry.Kind.SIGHTED)
                .map(entry -> entry.details().get("by"))
                .toList();
    }

    private static HttpResponse<String> see(Caller caller, String type, String value) throws Exception {
        return tell(caller, "{\"type\": \"" + type + "\", \"value\": \"" + value + "\"}");
    }

    private static HttpResponse<String> tell(Caller caller, String json) throws Exception {
        return hub.post(caller, "/api/v1/sightings", json);
    }

    private static JsonNode stix(String value) throws Exception {
        return item(value).path("stix");
    }

    private static JsonNode stixFor(Caller caller, String value) throws Exception {
        return Json.own(hub.get(caller, "/api/v1/indicators?value=" + value).body())
                .at("/items/0/stix");
    }

    private static JsonNode item(String value) throws Exception {
        return Json.own(hub.get(PARTNER, "/api/v1/indicators?value=" + value).body())
                .at("/items/0");
    }

    private static List<JsonNode> sightingsOf(String id) throws Exception {
        return taxii("match[type]=sighting").stream()
                .filter(object -> object.path("sighting_of_ref").asText().equals(id))
                .toList();
    }

    private static List<JsonNode> taxii(String query) throws Exception {
        List<JsonNode> objects = new ArrayList<>();
        Json.own(hub.get(
                                PARTNER,
                                "/taxii2/caricom/collections/green/objects/?"
                                        + query.replace("[", "%5B").replace("]", "%5D"),
                                "Accept",
                                "application/taxii+json;version=2.1")
                        .body())
                .path("objects")
                .forEach(objects::add);
        return objects;
    }

    private static String feed(String path) throws Exception {
        return hub.get(PARTNER, path).body();
    }

    private static String report(String value, String malware) {
        return """
                {"format": "conch-report/1", "reference": "%s", "title": "Seen today",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER", "indicators": ["%s"], "malware": %s,
                 "consent": {"sharing": "ask", "limit": "TLP:CLEAR"}}
                """.formatted(UUID.randomUUID(), value, malware);
    }
}
