package org.caricom.conch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.cases.WarningList.Kind.CIDR;
import static org.caricom.conch.cases.WarningList.Kind.HOSTNAME;
import static org.caricom.conch.cases.WarningList.Kind.REGEX;
import static org.caricom.conch.cases.WarningList.Kind.STRING;
import static org.caricom.conch.cases.WarningList.Kind.SUBSTRING;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.caricom.conch.cases.WarningList.Kind;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.junit.jupiter.api.Test;

class WarningMatcherTest {
    @Test
    void wholeValuesAreComparedWhateverTheirCaseAndSpelling() {
        WarningMatcher list =
                WarningMatcher.of(STRING, List.of("D41D8CD98F00B204E9800998ECF8427E", "2001:DB8:0:0::53"));
        assertThat(list.matches(of(ObservableType.MD5, "d41d8cd98f00b204e9800998ecf8427e")))
                .isTrue();
        assertThat(list.matches(of(ObservableType.IPV6_ADDR, "2001:db8::53"))).isTrue();
        assertThat(list.matches(of(ObservableType.IPV6_ADDR, "2001:db8::54"))).isFalse();
    }

    @Test
    void aHostIsOnAListWithAllBelowItAndNothingBeside() {
        WarningMatcher list = WarningMatcher.of(HOSTNAME, List.of(".Good.example", "*.cdn.example."));
        for (String host : List.of("good.example", "a.b.good.example", "x.cdn.example")) {
            assertThat(list.matches(of(ObservableType.DOMAIN_NAME, host)))
                    .as(host)
                    .isTrue();
        }
        for (String host : List.of("verygood.example", "good.example.evil.example", "example")) {
            assertThat(list.matches(of(ObservableType.DOMAIN_NAME, host)))
                    .as(host)
                    .isFalse();
        }
        assertThat(list.matches(of(ObservableType.URL, "https://user:good@A.good.example:8443/x?y=z")))
                .isTrue();
        assertThat(list.matches(of(ObservableType.URL, "https://good.example@evil.example/")))
                .isFalse();
        assertThat(list.matches(of(ObservableType.URL, "https://evil.example/good.example")))
                .isFalse();
        assertThat(list.matches(of(ObservableType.EMAIL_ADDR, "x@mail.good.example")))
                .isTrue();
    }

    @Test
    void rangesHoldTheirFirstAndLastAddressAndNoOther() {
        WarningMatcher list = WarningMatcher.of(
                CIDR, List.of("203.0.113.64/26", "203.0.113.96/27", "198.51.100.7", "2001:db8:1::/48"));
        for (String in : List.of("203.0.113.64", "203.0.113.127", "198.51.100.7")) {
            assertThat(list.matches(of(ObservableType.IPV4_ADDR, in))).as(in).isTrue();
        }
        for (String out : List.of("203.0.113.63", "203.0.113.128", "198.51.100.8", "198.51.100.6", "0.0.0.0")) {
            assertThat(list.matches(of(ObservableType.IPV4_ADDR, out))).as(out).isFalse();
        }
        assertThat(list.matches(of(ObservableType.IPV6_ADDR, "2001:db8:1:ffff:ffff:ffff:ffff:ffff")))
                .isTrue();
        assertThat(list.matches(of(ObservableType.IPV6_ADDR, "2001:db8:2::"))).isFalse();
        assertThat(list.matches(of(ObservableType.URL, "http://203.0.113.70:8080/a")))
                .isTrue();
        assertThat(list.matches(of(ObservableType.URL, "http://[2001:db8:1::5]/a")))
                .isTrue();
        assertThat(list.matches(of(ObservableType.DOMAIN_NAME, "203.0.113.70.example")))
                .isFalse();
    }

    @Test
    void rangesAgreeWithAPlainSearch() {
        Random random = new Random(5);
        List<long[]> ranges = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int length = 12 + random.nextInt(21);
            long size = 1L << (32 - length);
            long first = (random.nextLong(1L << 32) / size) * size;
            ranges.add(new long[] {first, first + size - 1});
            entries.add(address(first) + "/" + length);
        }
        WarningMatcher list = WarningMatcher.of(CIDR, entries);
        int hits = 0;
        for (int i = 0; i < 20_000; i++) {
            long[] some = ranges.get(random.nextInt(ranges.size()));
            long asked = i % 2 == 0 ? random.nextLong(1L << 32) : some[random.nextInt(2)] + random.nextInt(3) - 1;
            long bounded = Math.floorMod(asked, 1L << 32);
            boolean expected = ranges.stream().anyMatch(range -> range[0] <= bounded && bounded <= range[1]);
            hits += expected ? 1 : 0;
            assertThat(list.matches(of(ObservableType.IPV4_ADDR, address(bounded))))
                    .as(address(bounded))
                    .isEqualTo(expected);
        }
        assertThat(hits).isBetween(1_000, 19_000);
    }

    @Test
    void partsAgreeWithAPlainSearch() {
        Random random = new Random(7);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            parts.add(letters(random, 3 + random.nextInt(3)));
        }
        WarningMatcher list = WarningMatcher.of(SUBSTRING, parts);
        int hits = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = letters(random, 1 + random.nextInt(14));
            boolean expected = parts.stream().anyMatch(text::contains);
            hits += expected ? 1 : 0;
            assertThat(list.matches(of(ObservableType.FILE_NAME, text.toUpperCase(Locale.ROOT))))
                    .as(text)
                    .isEqualTo(expected);
        }
        assertThat(hits).isBetween(500, 4_500);
    }

    @Test
    void setsOfManyTextsHoldTheseAndNoOthers() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            texts.add("host-" + i + ".example");
        }
        DigestSet set = DigestSet.of(texts);
        assertThat(texts).allMatch(set::contains);
        for (int i = 0; i < 200_000; i++) {
            assertThat(set.contains("host-" + i + ".test")).isFalse();
        }
        assertThat(DigestSet.of(List.of()).contains("")).isFalse();
    }

    /// A matcher that tries one alternative after the other would take longer than the world lasts.
    @Test
    void noExpressionTakesTimeBeyondTheLengthOfTheValue() {
        WarningMatcher list = WarningMatcher.of(REGEX, List.of("^(a+)+$", "/^(a|aa)+b$/i", "(.*)*(.*)*x$"));
        assertThat(list.matches(of(ObservableType.FILE_NAME, "a".repeat(4_000) + "!")))
                .isFalse();
        assertThat(list.matches(of(ObservableType.FILE_NAME, "AAAAB"))).isTrue();
    }

    @Test
    void entriesThatWouldHoldBackEverythingOrNothingAreRefused() {
        assertRefused(SUBSTRING, "ab");
        assertRefused(CIDR, "0.0.0.0/0");
        assertRefused(CIDR, "::/0");
        assertRefused(CIDR, "203.0.113.0/33");
        assertRefused(CIDR, "nowhere.example");
        assertRefused(HOSTNAME, "*.");
        assertRefused(REGEX, "x*");
        assertRefused(REGEX, "(?=look)ahead");
        assertRefused(REGEX, "(a)\\1");
        assertRefused(REGEX, "/a/q");
        assertRefused(STRING, "x".repeat(2_049));
    }

    private static void assertRefused(Kind kind, String entry) {
        assertThat(WarningMatcher.wrong(kind, entry)).as("%s %s", kind, entry).isNotNull();
    }

    private static Observable of(ObservableType type, String value) {
        return new Observable(type, value);
    }

    private static String address(long number) {
        return (number >> 24) + "." + ((number >> 16) & 255) + "." + ((number >> 8) & 255) + "." + (number & 255);
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(4)));
        }
        return text.toString();
    }
}
