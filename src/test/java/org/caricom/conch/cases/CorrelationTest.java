package org.caricom.conch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.FactsExample.facts;
import static org.caricom.conch.cases.CasesFixture.COORDINATOR;
import static org.caricom.conch.cases.CasesFixture.JM;
import static org.caricom.conch.cases.CasesFixture.TT;

import java.util.List;
import java.util.Objects;
import org.caricom.conch.FactsExample;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CorrelationTest {
    private static final String FILE = Sha256.of(new byte[] {1}).toString();
    private CasesFixture hub;

    @BeforeEach
    void open() {
        hub = new CasesFixture(CorrelationTest.class);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aSharedServerAndFileAreFoundAcrossMembersAndTheOtherStaysUnnamedForAnAnalyst() {
        CaseId here = hub.filed(
                "TT",
                "2026-07-13T10:00:00Z",
                facts().saw(ObservableType.IPV4_ADDR, "203.0.113.77").saw(ObservableType.SHA256, FILE));
        CaseId there = hub.filed(
                "JM",
                "2026-07-11T10:00:00Z",
                facts().title("At our bank")
                        .saw(ObservableType.IPV4_ADDR, "203.0.113.77")
                        .saw(ObservableType.SHA256, FILE));

        Correlation seen = only(Objects.requireNonNull(hub.cases.correlations(COORDINATOR, here)));
        assertThat(Objects.requireNonNull(seen.known()).id()).isEqualTo(there);
        assertThat(seen.score()).isEqualTo(79);
        assertThat(seen.sameCampaign()).isTrue();
        assertThat(seen.duplicate()).isFalse();
        assertThat(seen.reasons()).contains("same file", "same address", "opened within a week");
        assertThat(seen.shared())
                .extracting(shared -> shared.observable().type())
                .containsExactly(ObservableType.SHA256, ObservableType.IPV4_ADDR);

        Correlation hidden = only(Objects.requireNonNull(hub.cases.correlations(TT, here)));
        assertThat(hidden.known()).isNull();
        assertThat(hidden.toString())
                .doesNotContain("JM")
                .doesNotContain("bank")
                .doesNotContain(there.toString());
        assertThat(hidden.score()).isEqualTo(seen.score());
        assertThat(hidden.reasons())
                .as("neither when the other was opened nor what it is")
                .containsExactlyInAnyOrder("same file", "same address");
        assertThat(hub.view(here).values()).allMatch(value -> value.seenIn() == 2);
    }

    @Test
    void whatEverybodySeesAndWhatIsTheVictimsOwnIsNotCompared() {
        for (String member : List.of("TT", "JM")) {
            hub.filed(
                    member,
                    "2026-07-13T10:00:00Z",
                    facts().saw(ObservableType.IPV4_ADDR, "8.8.8.8")
                            .saw(ObservableType.IPV4_ADDR, "192.168.1.10")
                            .saw(ObservableType.DOMAIN_NAME, "www.google.com")
                            .saw(ObservableType.MD5, "d41d8cd98f00b204e9800998ecf8427e")
                            .saw(ObservableType.DOMAIN_NAME, "palmcare.example", ReportedIndicator.Role.VICTIM));
        }
        for (CaseRow row : hub.cases.list(COORDINATOR, CaseQuery.ALL, null, 10).items()) {
            assertThat(hub.cases.correlations(COORDINATOR, row.id())).isEmpty();
            assertThat(row.seenIn()).isEqualTo(1);
            assertThat(hub.view(row.id()).values())
                    .hasSize(5)
                    .filteredOn(value -> value.listed() != null)
                    .hasSize(4);
        }
    }

    @Test
    void noOtherMemberLearnsThatARedReportOrOneWithoutConsentHoldsAValue() {
        FactsExample open =
                facts().saw(ObservableType.IPV4_ADDR, "203.0.113.77").saw(ObservableType.SHA256, FILE);
        CaseId asking = hub.filed("TT", "2026-07-13T10:00:00Z", open);
        CaseId red = hub.filed(
                "JM",
                "2026-07-13T10:00:00Z",
                facts().tlp(Tlp.RED).reference("red").saw(ObservableType.IPV4_ADDR, "203.0.113.77"));
        hub.filed(
                "JM",
                "2026-07-13T10:00:00Z",
                facts().consent(new Consent(SharingConsent.NONE, Tlp.AMBER)).saw(ObservableType.SHA256, FILE));

        assertThat(hub.cases.correlations(TT, asking)).isEmpty();
        CaseView seen = Objects.requireNonNull(hub.cases.find(TT, asking));
        assertThat(seen.row().seenIn()).isEqualTo(1);
        assertThat(seen.values()).allMatch(value -> value.seenIn() == 1);
        assertThat(hub.cases.list(TT, CaseQuery.ALL, null, 10).items()).allMatch(row -> row.seenIn() == 1);

        assertThat(hub.cases.correlations(COORDINATOR, asking)).hasSize(2);
        assertThat(hub.view(asking).values()).allMatch(value -> value.seenIn() == 2);
        assertThat(hub.cases.correlations(JM, red)).hasSize(1);

        hub.filed(
                "JM",
                "2026-07-13T11:00:00Z",
                facts().tlp(Tlp.AMBER)
                        .reference("red")
                        .writtenAt("2026-07-13T11:00:00Z")
                        .saw(ObservableType.IPV4_ADDR, "203.0.113.77"));
        assertThat(hub.cases.correlations(TT, asking)).as("it may be known now").hasSize(1);
    }

    @Test
    void aTestIsComparedWithNothing() {
        CaseId drill = hub.filed(
                "JM",
                "2026-07-13T10:00:00Z",
                facts().reference("drill").classes(Rsit.TEST).saw(ObservableType.IPV4_ADDR, "203.0.113.9"));
        CaseId real = hub.filed("TT", "2026-07-13T10:00:00Z", facts().saw(ObservableType.IPV4_ADDR, "203.0.113.9"));
        assertThat(hub.cases.correlations(COORDINATOR, real)).isEmpty();
        assertThat(hub.view(real).row().seenIn()).isEqualTo(1);

        hub.filed(
                "JM",
                "2026-07-13T11:00:00Z",
                facts().reference("drill").classes(Rsit.C2_SERVER).writtenAt("2026-07-13T11:00:00Z"));
        assertThat(hub.view(drill).row().test()).isFalse();
        assertThat(hub.cases.correlations(COORDINATOR, real)).hasSize(1);
    }

    @Test
    void theSameMembersSecondReportOfOneIncidentIsSuggestedAsADuplicate() {
        hub.filed(
                "TT",
                "2026-07-10T10:00:00Z",
                facts().saw(ObservableType.IPV4_ADDR, "203.0.113.5").saw(ObservableType.DOMAIN_NAME, "bad.example"));
        CaseId second = hub.filed(
                "TT",
                "2026-07-13T10:00:00Z",
                facts().saw(ObservableType.IPV4_ADDR, "203.0.113.5").saw(ObservableType.DOMAIN_NAME, "bad.example"));
        Correlation seen = only(Objects.requireNonNull(hub.cases.correlations(TT, second)));
        assertThat(seen.duplicate()).isTrue();
        assertThat(seen.sameCampaign()).isFalse();
        assertThat(seen.known()).isNotNull();
    }

    @Test
    void documentationRangesAreComparedSinceExercisesUseThem() {
        WarningLists lists = WarningLists.standard();
        for (String address : List.of("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1")) {
            ObservableType type = address.contains(":") ? ObservableType.IPV6_ADDR : ObservableType.IPV4_ADDR;
            assertThat(lists.reason(new Observable(type, address))).isNull();
        }
        assertThat(lists.reason(new Observable(ObservableType.IPV6_ADDR, "fe80::1")))
                .isNotNull();
        assertThat(lists.reason(new Observable(ObservableType.DOMAIN_NAME, "bad.example")))
                .isNull();
    }

    private static Correlation only(List<Correlation> correlations) {
        assertThat(correlations).hasSize(1);
        return correlations.getFirst();
    }
}
