package org.caricom.conch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.FactsExample;
import org.caricom.conch.domain.ActivityLocation;
import org.caricom.conch.domain.Actor;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.FunctionalImpact;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.InformationImpact;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ObservedActivity;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.PotentialImpact;
import org.caricom.conch.domain.Recoverability;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.Test;

class StoredFactsTest {
    private static final Facts EVERYTHING = new Facts(
            "INC-2026-17",
            ReportStage.FINAL,
            "Files encrypted at a utility",
            "Billing was down for two days.",
            Instant.parse("2026-10-01T02:03:04.567891Z"),
            Instant.parse("2026-10-01T06:00:00Z"),
            Instant.parse("2026-10-01T06:30:00Z"),
            Instant.parse("2026-10-30T12:00:00Z"),
            List.of(Rsit.INFECTED_SYSTEM, Rsit.DATA_LEAK),
            Sector.UTILITIES,
            new Victim(
                    "Example Water",
                    "desk@water.example",
                    List.of("EW"),
                    List.of("water.example"),
                    List.of("192.0.2.0/24")),
            List.of("billing"),
            12_000L,
            340L,
            new Impact(
                    FunctionalImpact.DENIAL_NON_CRITICAL,
                    ObservedActivity.EFFECT,
                    ActivityLocation.BUSINESS_NETWORK,
                    Actor.CRIMINAL,
                    InformationImpact.PRIVACY_DATA,
                    Recoverability.SUPPLEMENTED,
                    PotentialImpact.HIGH),
            List.of(
                    new ReportedIndicator(
                            new Observable(ObservableType.IPV4_ADDR, "198.51.100.7"),
                            true,
                            ReportedIndicator.Role.ATTACKER,
                            List.of("malicious-activity"),
                            List.of("command-and-control"),
                            80,
                            Instant.parse("2026-10-01T00:00:00Z"),
                            Instant.parse("2026-10-02T00:00:00Z"),
                            "seen in the proxy's log"),
                    new ReportedIndicator(
                            new Observable(ObservableType.DOMAIN_NAME, "evil.example"),
                            false,
                            ReportedIndicator.Role.UNKNOWN,
                            List.of(),
                            List.of(),
                            null,
                            null,
                            null,
                            null)),
            List.of("T1486"),
            List.of("ExampleLocker"),
            List.of("CVE-2026-0001"),
            List.of("isolated"),
            "forensics",
            Tlp.AMBER_STRICT,
            new Consent(SharingConsent.AUTOMATIC, Tlp.GREEN),
            new PersonalData(
                    PersonalData.Involved.YES,
                    List.of("contact"),
                    11_000L,
                    20_000L,
                    Instant.parse("2026-10-03T00:00:00Z"),
                    Instant.parse("2026-10-09T00:00:00Z"),
                    "letters from strangers",
                    "officer@water.example"),
            Outcome.CONFIRMED,
            "A. Officer",
            "en-TT");

    @Test
    void whatIsStoredReadsBackTheSame() {
        Facts little = FactsExample.facts().build();
        assertThat(throughTheDatabase(EVERYTHING)).isEqualTo(EVERYTHING);
        assertThat(throughTheDatabase(little)).isEqualTo(little);
    }

    @Test
    void whatALaterReleaseNoLongerKnowsReadsAsNotToldAndNeverAsWider() {
        ObjectNode stored = FactsJson.write(EVERYTHING);
        stored.put("sector", "moon-bases");
        stored.put("tlp", "mauve");
        stored.putObject("consent").put("sharing", "sometimes");
        stored.put("somethingNew", true);
        stored.putArray("classes").add("test:test").add("gone:gone");
        stored.putArray("indicators").addObject().put("type", "smell").put("value", "x");
        Facts facts = StoredFacts.readBack(stored);
        assertThat(facts.sector()).isNull();
        assertThat(facts.tlp()).isEqualTo(Tlp.RED);
        assertThat(facts.consent()).isEqualTo(new Consent(SharingConsent.NONE, Tlp.RED));
        assertThat(facts.classes()).containsExactly(Rsit.TEST);
        assertThat(facts.indicators()).isEmpty();
    }

    private static Facts throughTheDatabase(Facts facts) {
        return StoredFacts.readBack(Json.own(Json.text(FactsJson.write(facts))));
    }
}
