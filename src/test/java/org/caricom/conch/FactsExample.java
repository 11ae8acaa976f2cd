package org.caricom.conch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.jspecify.annotations.Nullable;

/// Facts for tests: little is said until a test says it. The times are in UTC.
public final class FactsExample {
    private @Nullable String reference;
    private ReportStage stage = ReportStage.ALERT;
    private String title = "Something happened";
    private @Nullable String summary;
    private @Nullable Instant awareAt;
    private @Nullable Instant noticedAt;
    private @Nullable Instant writtenAt;
    private List<Rsit> classes = List.of();
    private @Nullable Sector sector;
    private Impact impact = Impact.UNSTATED;
    private final List<ReportedIndicator> indicators = new ArrayList<>();
    private List<String> techniques = List.of();
    private List<String> malware = List.of();
    private List<String> vulnerabilities = List.of();
    private Tlp tlp = Tlp.AMBER;
    private PersonalData personalData = PersonalData.UNKNOWN;
    private @Nullable Outcome outcome;
    private Consent consent = new Consent(SharingConsent.ASK, Tlp.GREEN);

    public static FactsExample facts() {
        return new FactsExample();
    }

    public FactsExample reference(String value) {
        reference = value;
        return this;
    }

    public FactsExample stage(ReportStage value) {
        stage = value;
        return this;
    }

    public FactsExample title(String value) {
        title = value;
        return this;
    }

    public FactsExample summary(String value) {
        summary = value;
        return this;
    }

    public FactsExample awareAt(String value) {
        awareAt = Instant.parse(value);
        return this;
    }

    public FactsExample noticedAt(String value) {
        noticedAt = Instant.parse(value);
        return this;
    }

    public FactsExample writtenAt(String value) {
        writtenAt = Instant.parse(value);
        return this;
    }

    public FactsExample classes(Rsit... values) {
        classes = List.of(values);
        return this;
    }

    public FactsExample sector(Sector value) {
        sector = value;
        return this;
    }

    public FactsExample impact(Impact value) {
        impact = value;
        return this;
    }

    public FactsExample techniques(String... values) {
        techniques = List.of(values);
        return this;
    }

    public FactsExample malware(String... values) {
        malware = List.of(values);
        return this;
    }

    public FactsExample vulnerabilities(String... values) {
        vulnerabilities = List.of(values);
        return this;
    }

    public FactsExample tlp(Tlp value) {
        tlp = value;
        return this;
    }

    public FactsExample consent(Consent value) {
        consent = value;
        return this;
    }

    public FactsExample outcome(Outcome value) {
        outcome = value;
        return this;
    }

    public FactsExample personalData(PersonalData.Involved involved) {
        return personalData(involved, null);
    }

    public FactsExample personalData(PersonalData.Involved involved, @Nullable Instant notifiedAt) {
        personalData = new PersonalData(involved, List.of(), null, null, notifiedAt, null, null, null);
        return this;
    }

    /// An attacker's value.
    public FactsExample saw(ObservableType type, String value) {
        return saw(type, value, ReportedIndicator.Role.ATTACKER);
    }

    public FactsExample saw(ObservableType type, String value, ReportedIndicator.Role role) {
        indicators.add(new ReportedIndicator(
                new Observable(type, value), true, role, List.of(), List.of(), null, null, null, null));
        return this;
    }

    public FactsExample tagged(String indicatorType) {
        indicators.add(new ReportedIndicator(
                new Observable(ObservableType.IPV4_ADDR, "192.0.2.1"),
                true,
                ReportedIndicator.Role.ATTACKER,
                List.of(indicatorType),
                List.of(),
                null,
                null,
                null,
                null));
        return this;
    }

    public Facts build() {
        return new Facts(
                reference,
                stage,
                title,
                summary,
                null,
                noticedAt,
                awareAt,
                writtenAt,
                classes,
                sector,
                Victim.UNTOLD,
                List.of(),
                null,
                null,
                impact,
                indicators,
                techniques,
                malware,
                vulnerabilities,
                List.of(),
                null,
                tlp,
                consent,
                personalData,
                outcome,
                null,
                "en");
    }
}
