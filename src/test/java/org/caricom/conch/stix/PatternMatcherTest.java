package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.PatternMatcher.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What patterns say about one observation: a download of a file from an address.
class PatternMatcherTest {
    private static final StixObject ADDRESS = Sco.ipv4("198.51.100.3");
    private static final StixObject NAME = Sco.domainName("a.example");
    private static final StixObject TRAFFIC = Sco.networkTraffic(ADDRESS.id(), 443, List.of("ipv4", "tcp", "tls"));
    private static final StixObject FILE = Sco.of("file", file());
    private static final StixObject NETWORK = Sco.ipv6("2001:db8::/64");

    private final PatternMatcher matcher = new PatternMatcher(List.of(ADDRESS, NAME, TRAFFIC, FILE, NETWORK));

    private static ObjectNode file() {
        ObjectNode file = Json.object().put("name", "Re\u0301sume\u0301.exe").put("size", 5);
        file.putObject("hashes").put("SHA-256", "ab");
        file.put("magic_number_hex", "4D5a");
        file.put("ctime", "2026-01-31T09:30:00.5Z");
        file.putObject("extensions")
                .putObject("windows-pebinary-ext")
                .put("pe_type", "exe")
                .putArray("sections")
                .add(Json.object().put("name", ".a").put("entropy", 7.5))
                .add(Json.object().put("name", ".b").put("entropy", 2));
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ipv4-addr:value = '198.51.100.3']",
                "[network-traffic:dst_ref.value = '198.51.100.3' AND network-traffic:dst_port = 443]",
                "[network-traffic:dst_ref.type = 'ipv4-addr']",
                "[network-traffic:protocols[*] = 'tcp']",
                "[network-traffic:protocols[2] = 'tls']",
                "[file:hashes.'SHA-256' = 'ab' OR mutex:name = 'a']",
                "[file:size > 4 AND file:size <= 5.0]",
                "[file:size NOT > 5]",
                "[file:size IN (4, 5)]",
                "[file:size NOT IN (6)]",
                "[file:name LIKE 'R_sum_.exe']",
                "[file:name LIKE '%.e%e']",
                "[file:name MATCHES '\\\\.exe$']",
                "[file:name MATCHES '(?i)RÉS']",
                "[file:magic_number_hex = h'4d5a']",
                "[file:ctime = t'2026-01-31T09:30:00.500Z']",
                "[file:ctime > t'2026-01-31T09:30:00Z']",
                "[file:extensions.'windows-pebinary-ext'.sections[*].entropy > 7.0]",
                "[EXISTS file:hashes]",
                "[NOT EXISTS file:mtime]",
                "[ipv4-addr:value ISSUBSET '198.51.100.0/24']",
                "[ipv6-addr:value ISSUPERSET '2001:db8::1']",
                "[file:size != 'five']",
                "[file:name = 'nothing'] OR [ipv4-addr:value = '198.51.100.3']",
                "[file:name = 'nothing'] REPEATS 5 TIMES OR [file:size = 5]"
            })
    void holds(String pattern) {
        assertThat(matcher.verdict(StixPattern.of(pattern))).isEqualTo(Verdict.MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ipv4-addr:value = '198.51.100.3/32']",
                "[domain-name:value = 'a.example' AND ipv4-addr:value = '198.51.100.3']",
                "[network-traffic:protocols = 'tcp']",
                "[network-traffic:protocols[3] = 'tls']",
                "[network-traffic:src_ref.value = '198.51.100.3']",
                "[network-traffic:src_port != 80]",
                "[network-traffic:src_port NOT = 80]",
                "[network-traffic:src_port NOT IN (80)]",
                "[file:size = 'five']",
                "[file:size > 'five']",
                "[file:size = '5']",
                "[file:name = 'Résumé.exe']",
                "[file:name LIKE 'exe']",
                "[file:name MATCHES '(?=exe)']",
                "[file:name NOT MATCHES '(?=exe)']",
                "[file:name MATCHES '(unclosed']",
                "[mutex:name NOT = 'a']",
                "[NOT EXISTS mutex:name]",
                "[domain-name:value ISSUBSET '198.51.100.0/24']",
                "[domain-name:value NOT ISSUBSET '198.51.100.0/24']",
                "[ipv4-addr:value ISSUBSET '203.0.113.0/24']",
                "[file:extensions.'windows-pebinary-ext'.sections[*].entropy > 8]"
            })
    void doesNotHold(String pattern) {
        assertThat(matcher.verdict(StixPattern.of(pattern))).isEqualTo(Verdict.NO_MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[file:size = 5] AND [ipv4-addr:value = '198.51.100.3']",
                "[file:size = 5] FOLLOWEDBY [ipv4-addr:value = '198.51.100.3']",
                "[file:size = 5] REPEATS 2 TIMES",
                "[file:size = 6] OR [file:size = 5] WITHIN 5 SECONDS"
            })
    void oneObservationCannotTell(String pattern) {
        assertThat(matcher.verdict(StixPattern.of(pattern))).isEqualTo(Verdict.BEYOND);
    }

    /// A regular expression that takes others for ever.
    @Test
    void noExpressionTakesLong() {
        var one = new PatternMatcher(List.of(Sco.mutex("a".repeat(50_000) + "b")));

        assertThat(one.verdict(StixPattern.of("[mutex:name MATCHES '^(a+)+$']")))
                .isEqualTo(Verdict.NO_MATCH);
        assertThat(one.verdict(StixPattern.of("[mutex:name MATCHES '(a|aa)+$']")))
                .isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void observedDataIsWhatItRefersTo() {
        StixTimestamp time = StixTimestamp.of("2026-01-31T09:30:00.000Z");
        StixObject observed = Sdo.observedData(
                        StixId.of("observed-data--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f"),
                        time,
                        time,
                        time,
                        1,
                        List.of(TRAFFIC.id()))
                .build();
        PatternMatcher about = PatternMatcher.of(observed, Bundle.of(List.of(observed, TRAFFIC, ADDRESS, FILE)));

        assertThat(about.verdict(StixPattern.of("[network-traffic:dst_ref.value = '198.51.100.3']")))
                .isEqualTo(Verdict.MATCH);
        assertThat(about.verdict(StixPattern.of("[file:size = 5]"))).isEqualTo(Verdict.NO_MATCH);
    }

    @Test
    void observedDataOfTheOldFormIsReadToo() {
        ObjectNode old = Json.object();
        old.putObject("0").put("type", "ipv4-addr").put("value", "198.51.100.3");
        old.putObject("1")
                .put("type", "network-traffic")
                .put("dst_ref", "0")
                .putArray("protocols")
                .add("tcp");
        StixTimestamp time = StixTimestamp.of("2026-01-31T09:30:00.000Z");
        StixObject observed = StixObject.build(StixId.of("observed-data--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f"))
                .created(time)
                .set("first_observed", time)
                .set("last_observed", time)
                .set("number_observed", 1L)
                .set("objects", old)
                .build();

        assertThat(StixRules.check(observed)).isEmpty();
        assertThat(PatternMatcher.of(observed, Bundle.of(List.of(observed)))
                        .verdict(StixPattern.of("[network-traffic:dst_ref.value = '198.51.100.3']")))
                .isEqualTo(Verdict.MATCH);
    }

    @Test
    void hashesOfOurBuildersAreFound() {
        var file = new PatternMatcher(List.of(Sco.file(Map.of("MD5", "d41d8cd98f00b204e9800998ecf8427e"), null)));

        assertThat(file.verdict(StixPattern.of("[file:hashes.'MD5' = 'd41d8cd98f00b204e9800998ecf8427e']")))
                .isEqualTo(Verdict.MATCH);
    }
}
