package org.caricom.conch.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.SharingFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What expires leaves every feed that is matched against traffic, on the hour it expires, though nothing else happens.
class ExpiryTest {
    private static final String ADDRESS = "203.0.113.77";
    private static final String DOMAIN = "panel.expiry.example";
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final List<String> ACTIVE = List.of(
            "/feeds/indicators.csv",
            "/feeds/indicators.txt?type=ipv4-addr",
            "/feeds/suricata.rules",
            "/feeds/suricata/conch-addresses.lst",
            "/feeds/zeek.intel");

    private static SharingFixture hub;
    private static Instant end;

    @BeforeAll
    static void share() throws Exception {
        hub = new SharingFixture(ExpiryTest.class);
        hub.released("TT", ADDRESS, Tlp.CLEAR);
        hub.released("TT", DOMAIN, Tlp.CLEAR);
        hub.released("TT", HASH, Tlp.CLEAR);
        end = Instant.parse(
                Json.own(hub.get(PARTNER, "/api/v1/indicators?value=" + ADDRESS).body())
                        .at("/items/0/stix/valid_until")
                        .asText());
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void itIsThereUntilTheEndAndGoneFromIt() throws Exception {
        hub.clock.set(end.minusSeconds(1));
        for (String feed : ACTIVE) {
            assertThat(get(feed)).as(feed).contains(ADDRESS);
        }
        String zone = get("/feeds/rpz.zone");
        assertThat(zone).contains("32.77.113.0.203.rpz-ip");
        String event = event();
        assertThat(toIds(event, ADDRESS)).isTrue();
        List<String> tags = ACTIVE.stream().map(ExpiryTest::tag).toList();
        String manifest = get("/feeds/misp/manifest.json");

        hub.clock.set(end);
        for (int i = 0; i < ACTIVE.size(); i++) {
            String feed = ACTIVE.get(i);
            assertThat(get(feed)).as(feed).doesNotContain(ADDRESS);
            assertThat(hub.get(PARTNER, feed, "If-None-Match", tags.get(i)).statusCode())
                    .as(feed)
                    .isEqualTo(200);
        }
        assertThat(get("/feeds/indicators.csv")).contains(DOMAIN).contains(HASH);
        String later = get("/feeds/rpz.zone");
        assertThat(later).doesNotContain("32.77.113.0.203.rpz-ip").contains(DOMAIN);
        assertThat(serial(later)).isGreaterThan(serial(zone));
        assertThat(toIds(event(), ADDRESS)).isFalse();
        assertThat(toIds(event(), HASH)).isTrue();
        assertThat(get("/feeds/misp/manifest.json"))
                .as("MISP fetches an event anew when its time is later")
                .isNotEqualTo(manifest);
        assertThat(get("/feeds/stix.json")).as("STIX keeps it, with its end").contains(ADDRESS);
        assertThat(get("/taxii2/caricom/collections/clear/objects/")).contains(ADDRESS);
        hub.clock.set(end.plus(Duration.ofDays(400)));
        assertThat(get("/feeds/indicators.csv")).hasLineCount(1);
    }

    private static String get(String path) throws Exception {
        var answer = path.startsWith("/taxii2/")
                ? hub.get(PARTNER, path, "Accept", "application/taxii+json;version=2.1")
                : hub.get(PARTNER, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static String tag(String path) {
        try {
            return hub.get(PARTNER, path).headers().firstValue("ETag").orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    private static String event() throws Exception {
        String uuid = Json.own(get("/feeds/misp/manifest.json")).fieldNames().next();
        return get("/feeds/misp/" + uuid + ".json");
    }

    private static boolean toIds(String event, String value) {
        for (var attribute : Json.own(event).at("/Event/Attribute")) {
            if (attribute.path("value").asText().equals(value)) {
                return attribute.path("to_ids").asBoolean();
            }
        }
        throw new AssertionError("no attribute " + value);
    }

    private static long serial(String zone) {
        String soa = zone.lines()
                .filter(line -> line.contains(" SOA ") || line.contains("\tSOA\t"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(soa.replaceFirst(".*SOA\\s+\\S+\\s+\\S+\\s+\\(?\\s*(\\d+).*", "$1"));
    }
}
