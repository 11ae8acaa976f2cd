package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.Test;

class IntelMqFormatTest {
    private static final String SCAN = """
            {"classification.type": "brute-force", "classification.taxonomy": "intrusion-attempts",
             "feed.name": "Example Feed", "feed.provider": "Example", "feed.accuracy": 90, "tlp": "GREEN",
             "time.source": "2026-03-01T00:00:00+00:00", "time.observation": "2026-03-01T01:00:00+00:00",
             "source.ip": "203.0.113.7", "source.port": 4000, "destination.ip": "198.51.100.9",
             "destination.port": 22, "protocol.transport": "tcp", "malware.name": "examplebot",
             "raw": "cmF3IGxpbmU=", "extra.detail": "more"}""";

    private static final String INFECTED = """
            {"classification": {"type": "infected-system"}, "feed": {"name": "Other Feed"},
             "time": {"observation": "2026-03-02T00:00:00Z"}, "source": {"ip": "198.51.100.20"}}""";

    @Test
    void anEventIsAReport() {
        Reading.Content content = Readings.content(SCAN);
        Facts facts = content.report().facts();
        assertThat(content.report().format()).isEqualTo("intelmq");
        assertThat(facts.classes()).containsExactly(Rsit.BRUTE_FORCE);
        assertThat(facts.tlp()).isEqualTo(Tlp.GREEN);
        assertThat(facts.beganAt()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(facts.noticedAt()).isEqualTo("2026-03-01T01:00:00Z");
        assertThat(facts.malware()).containsExactly("examplebot");
        assertThat(facts.title()).isEqualTo("Login Attempts: 203[.]0[.]113[.]7");
        assertThat(facts.indicators())
                .extracting(
                        i -> i.observable().value(),
                        ReportedIndicator::role,
                        ReportedIndicator::detects,
                        ReportedIndicator::confidence)
                .containsExactly(
                        tuple("203.0.113.7", Role.ATTACKER, true, 90), tuple("198.51.100.9", Role.VICTIM, false, 90));
        assertThat(Json.text(content.report().bundle().toJson()))
                .contains("extra.detail: more", "\"dst_port\":22")
                .doesNotContain("cmF3IGxpbmU=");
    }

    @Test
    void aListIsOneReportAboutAllOfItsEvents() {
        Facts facts =
                Readings.content("[" + SCAN + "," + INFECTED + "]").report().facts();
        assertThat(facts.title()).isEqualTo("Login Attempts: 2 events of Example Feed (Example), Other Feed");
        assertThat(facts.classes()).containsExactly(Rsit.BRUTE_FORCE, Rsit.INFECTED_SYSTEM);
        assertThat(facts.victim().networks()).containsExactly("198.51.100.9", "198.51.100.20");
    }

    @Test
    void eventsMayStandOneALine() {
        String lines = SCAN.replace("\n", " ") + "\n" + INFECTED.replace("\n", " ") + "\n";
        assertThat(Readings.content(lines).report().facts())
                .isEqualTo(Readings.content("[" + SCAN + "," + INFECTED + "]")
                        .report()
                        .facts());
    }

    @Test
    void whatIsNoEventIsSetAsideAndTheRestIsRead() {
        Reading.Content content = Readings.content("[" + SCAN + ", 7, " + SCAN.replace("203.0.113.7", "nonsense") + ", "
                + SCAN.replace("brute-force", "nonsense") + "]");
        assertThat(content.report().facts().indicators()).hasSize(2);
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .contains(
                        tuple("/1", "no-event"),
                        tuple("/2/source.ip", "wrong-form"),
                        tuple("/3/classification.type", "wrong-value"));
    }

    @Test
    void aBrokenLineIsSetAsideLikeABrokenEvent() {
        String lines = SCAN.replace("\n", " ") + "\n{\"classification.type\": }\n";
        assertThat(Readings.content(lines).setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .contains(tuple("/1/classification.type", "json-syntax"));
    }

    @Test
    void aListWithoutAnyEventIsRefused() {
        assertThat(Readings.flaws("[" + SCAN.replace("brute-force", "nonsense") + "]"))
                .extracting(Flaw::code)
                .containsExactly("wrong-value");
    }
}
