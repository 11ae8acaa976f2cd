package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of indicators, as people paste them out of mails and tables.
class IndicatorListTest {
    @Test
    void aListIsOneValueALineDefangedOrNot() {
        Facts facts = facts("""
                # from a colleague, TLP:GREEN
                hxxps://evil[.]example/x
                203.0.113[.]7
                bad[@]evil.example   # the sender

                d41d8cd98f00b204e9800998ecf8427e
                """);
        assertThat(values(facts))
                .containsExactly(
                        "https://evil.example/x",
                        "203.0.113.7",
                        "bad@evil.example",
                        "d41d8cd98f00b204e9800998ecf8427e");
        assertThat(facts.tlp()).isEqualTo(Tlp.GREEN);
        assertThat(facts.title()).isEqualTo("List of 4 indicators");
        assertThat(facts.indicators().get(2).context()).isEqualTo("the sender");
        assertThat(facts.indicators())
                .allSatisfy(indicator -> assertThat(indicator.role()).isEqualTo(Role.ATTACKER));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void aTableNamesItsColumnsWhateverSeparatesThem(String separator) {
        Facts facts = facts("""
                Indicator,Type,First Seen,Last-Seen,Confidence,TLP,Comment,port
                evil.example,domain,2026-03-01,2026-03-02T10:00:00Z,80,TLP:AMBER,second stage,8443
                198.51.100.7,ipv4-addr,2026-03-01 08:00:00,,high,GREEN,,
                """.replace(",", separator));
        assertThat(facts.indicators())
                .extracting(
                        i -> i.observable().value(),
                        ReportedIndicator::confidence,
                        i -> String.valueOf(i.firstSeen()),
                        ReportedIndicator::context)
                .containsExactly(
                        tuple("evil.example", 80, "2026-03-01T00:00:00Z", "second stage"),
                        tuple("198.51.100.7", 85, "2026-03-01T08:00:00Z", null));
        assertThat(facts.tlp()).isEqualTo(Tlp.AMBER);
    }

    @Test
    void aRowCanHoldSeveralValues() {
        Facts facts = facts("""
                filename,md5,sha256,family
                a.exe,d41d8cd98f00b204e9800998ecf8427e,,ExampleLocker
                """);
        assertThat(values(facts)).containsExactly("a.exe", "d41d8cd98f00b204e9800998ecf8427e");
        assertThat(facts.malware()).containsExactly("ExampleLocker");
    }

    @Test
    void aTableWithoutNamesIsReadWhenOneColumnHoldsTheValues() {
        assertThat(values(facts("2026-03-01,evil.example,high\n2026-03-02,worse.example,low\n")))
                .containsExactly("evil.example", "worse.example");
    }

    @Test
    void twoColumnsOfValuesWithoutNamesAreNotGuessedAt() {
        assertThat(Readings.flaws("evil.example,203.0.113.7\nworse.example,203.0.113.8\n"))
                .extracting(Flaw::code)
                .containsExactly("no-header");
    }

    @Test
    void whatIsNothingIsToldWithItsLineAndStaysReadable() {
        Reading.Content content = Readings.content("indicator,comment\nevil.example,\nnot a value,why\n");
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(tuple("/3/indicator", "no-such-value"));
        assertThat(content.report().bundle().objects().stream().map(object -> String.valueOf(object.text("content"))))
                .anyMatch(text -> text.contains("line 3, indicator: not a value"));
    }

    @Test
    void cellsWithoutAPlaceStayReadable() {
        Reading.Content content = Readings.content("domain,asn_owner\nevil.example,Example Hosting\n");
        assertThat(content.report().bundle().objects().stream().map(object -> String.valueOf(object.text("content"))))
                .contains("evil.example › asn_owner: Example Hosting");
    }

    @Test
    void aRowWithAMarkingOfNobodysIsSetAside() {
        Reading.Content content = Readings.content("domain,tlp\nevil.example,PURPLE\nworse.example,GREEN\n");
        assertThat(values(content.report().facts())).containsExactly("worse.example");
        assertThat(content.setAside()).extracting(Flaw::code).containsExactly("wrong-value");
    }

    @Test
    void aVictimsValueDetectsNothing() {
        Facts facts = facts("value,role\n198.51.100.9,victim\nevil.example,attacker\n");
        assertThat(facts.indicators())
                .extracting(ReportedIndicator::role, ReportedIndicator::detects)
                .containsExactly(tuple(Role.VICTIM, false), tuple(Role.ATTACKER, true));
        assertThat(facts.victim().networks()).containsExactly("198.51.100.9");
    }

    @Test
    void proseIsNoList() {
        assertThat(Readings.flaws("Dear colleagues,\nplease look at evil.example, it is bad.\n"))
                .extracting(Flaw::code)
                .containsExactly("unknown-format");
    }

    @Test
    void aDeclaredListNeedsOneGoodLine() {
        String text = "one two three\nfour five\nsix seven\nevil.example\n";
        assertThat(Readings.of(text)).isInstanceOf(Reading.Unusable.class);
        assertThat(Readings.of(text, "text/csv; charset=utf-8")).isInstanceOf(Reading.Content.class);
    }

    @Test
    void moreRowsThanAReportCanHoldAreRefused() {
        byte[] many = "192.0.2.1\n".repeat(50_001).getBytes(StandardCharsets.UTF_8);
        assertThat(((Reading.Unusable) Formats.read(many, null, Readings.ORIGIN)).flaws())
                .extracting(Flaw::code)
                .containsExactly("too-many");
    }

    private static List<String> values(Facts facts) {
        return facts.indicators().stream().map(i -> i.observable().value()).toList();
    }

    private static Facts facts(String text) {
        return Readings.content(text).report().facts();
    }
}
