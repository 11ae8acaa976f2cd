package org.caricom.conch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.FactsExample.facts;
import static org.caricom.conch.cases.CasesFixture.AUDITOR;
import static org.caricom.conch.cases.CasesFixture.COORDINATOR;
import static org.caricom.conch.cases.CasesFixture.TT;

import java.util.List;
import java.util.Objects;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.CaseChange;
import org.caricom.conch.cases.CasesFixture;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlansTest {
    private CasesFixture hub;
    private Plans plans;

    @BeforeEach
    void open() {
        hub = new CasesFixture(PlansTest.class);
        plans = new Plans(hub.database.database(), hub.clock);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void theFourPlansAreThereWithTheirAreasAndDoubts() {
        List<PlanView> all = plans.list(COORDINATOR);
        assertThat(all).extracting(plan -> plan.text().id()).containsExactly("CCSCAP", "CCSCAP25", "IWP", "CARDTP");
        assertThat(all).allMatch(plan -> !plan.text().completenessNote().isBlank());
        assertThat(plans.find(COORDINATOR, "CCSCAP25")).isNotNull();
        assertThat(plans.find(COORDINATOR, "NO-SUCH")).isNull();
        PlanView.ActionView row = action(COORDINATOR, "IWP", "IWP-6.3");
        assertThat(row.text().due()).isEqualTo("2019-12");
        assertThat(row.text().statusReported()).isEqualTo("Trinidad and Tobago (T&T)");
        assertThat(row.current()).as("a passed date is not done").isNull();
        assertThat(action(COORDINATOR, "IWP", "IWP-9.3").live())
                .as("no case can show it")
                .isNull();
    }

    @Test
    void aCaseCountsTowardWhatItIsEvidenceForAndItsPageSaysWhy() {
        CaseId id = hub.filed(
                "DM",
                "2026-07-13T10:00:00Z",
                facts().reference("1")
                        .awareAt("2026-07-12T11:00:00Z")
                        .sector(Sector.WATER)
                        .saw(ObservableType.IPV4_ADDR, "203.0.113.77"));
        assertThat(plans.evidenceOf(id))
                .extracting(Evidence::action)
                .contains("CCSCAP-3.2", "CCSCAP-5.1", "CCSCAP25-6.2", "CARDTP-1.3b", "IWP-6.3")
                .doesNotContain("CCSCAP25-6.1", "CCSCAP-5.4", "CCSCAP-0.2");
        assertThat(plans.evidenceOf(id)).allMatch(evidence -> evidence.why().endsWith("."));

        hub.filed("TT", "2026-07-13T11:00:00Z", facts().saw(ObservableType.IPV4_ADDR, "203.0.113.77"));
        hub.filed(
                "DM",
                "2026-07-13T12:00:00Z",
                facts().reference("1").stage(ReportStage.FINAL).sector(Sector.WATER));
        assertThat(plans.evidenceOf(id))
                .extracting(Evidence::action)
                .contains("CCSCAP25-6.1", "CCSCAP-5.4", "CCSCAP-0.2");
        Live live = Objects.requireNonNull(
                action(COORDINATOR, "CCSCAP", "CCSCAP-5.4").live());
        assertThat(live.cases()).isEqualTo(new Figure.Exact(2));
        assertThat(live.members()).isEqualTo(new Figure.Exact(2));
    }

    @Test
    void testsAndFalseAlarmsAreNoEvidence() {
        hub.filed("TT", "2026-07-13T10:00:00Z", facts().classes(Rsit.TEST));
        CaseId alarm = hub.filed("TT", "2026-07-13T10:00:00Z", facts());
        hub.cases.change(TT, alarm, 1, CaseChange.state(CaseState.CLOSED, Outcome.FALSE_POSITIVE));
        assertThat(Objects.requireNonNull(
                                action(COORDINATOR, "CCSCAP", "CCSCAP-5.1").live())
                        .cases())
                .isEqualTo(new Figure.Exact(0));
        assertThat(plans.evidenceOf(alarm)).isEmpty();
    }

    @Test
    void smallCountsAreProtectedAndTotalsGiveThemNotAway() {
        for (int i = 0; i < 13; i++) {
            hub.filed(List.of("TT", "JM", "BB", "GY").get(i % 4), "2026-07-13T10:00:00Z", facts());
        }
        hub.filed("SR", "2026-07-13T10:00:00Z", facts().sector(Sector.WATER));

        PlanView seen = Objects.requireNonNull(plans.find(TT, "CCSCAP25"));
        assertThat(live(seen, "CCSCAP25-6.2").cases()).isEqualTo(new Figure.FewerThan(3));
        assertThat(live(seen, "CCSCAP25-6.2").lastEvidence()).isNull();
        PlanView known = Objects.requireNonNull(plans.find(AUDITOR, "CCSCAP25"));
        assertThat(live(known, "CCSCAP25-6.2").cases()).isEqualTo(new Figure.Exact(1));

        PlanView old = Objects.requireNonNull(plans.find(TT, "CCSCAP"));
        assertThat(live(old, "CCSCAP-5.1").cases()).isEqualTo(new Figure.Exact(14));
        assertThat(live(old, "CCSCAP-5.4").cases()).isEqualTo(new Figure.FewerThan(3));
        assertThat(Objects.requireNonNull(old.live()).cases()).isEqualTo(new Figure.About(10));
    }

    @Test
    void manyCasesOfFewMembersAreAsTellingAsFewCases() {
        for (int i = 0; i < 5; i++) {
            hub.filed("DM", "2026-07-13T10:00:00Z", facts());
        }
        Live seen = live(Objects.requireNonNull(plans.find(TT, "CARDTP")), "CARDTP-1.3b");
        assertThat(seen.cases()).isEqualTo(new Figure.FewerThan(10));
        assertThat(seen.members()).isEqualTo(new Figure.FewerThan(3));
        assertThat(seen.lastEvidence()).isNull();
        PlanView plan = Objects.requireNonNull(plans.find(TT, "CARDTP"));
        assertThat(Objects.requireNonNull(plan.live()).cases()).isEqualTo(new Figure.FewerThan(10));

        hub.filed("GD", "2026-07-13T10:00:00Z", facts());
        hub.filed("LC", "2026-07-13T13:41:12Z", facts());
        Live told = live(Objects.requireNonNull(plans.find(TT, "CARDTP")), "CARDTP-1.3b");
        assertThat(told.cases()).isEqualTo(new Figure.Exact(7));
        assertThat(told.lastEvidence()).as("the day alone").isEqualTo("2026-07-13T12:00:00Z");
    }

    @Test
    void theMeasureOfThePlanShowsWhichOfItsMembersReport() {
        for (String member : List.of("DM", "GD", "LC", "TT")) {
            hub.filed(member, "2026-07-13T10:00:00Z", facts());
        }
        hub.filed("VC", "2025-07-13T10:00:00Z", facts());
        PlanView.IndicatorView measure =
                Objects.requireNonNull(plans.find(TT, "CARDTP")).indicators().getFirst();
        assertThat(measure.text().endTarget()).isEqualTo(4);
        assertThat(measure.live()).isEqualTo(new Figure.Exact(3));
    }

    @Test
    void whatPeopleStateStandsBesideWhatTheDocumentSays() {
        assertThat(plans.state(TT, "IWP-6.3", null, Statement.Status.DONE, null))
                .isFalse();
        assertThat(plans.state(COORDINATOR, "NO-SUCH", null, Statement.Status.DONE, null))
                .isFalse();
        plans.state(COORDINATOR, "IWP-6.3", null, Statement.Status.NOT_BEGUN, null);
        plans.state(COORDINATOR, "IWP-6.3", null, Statement.Status.UNDER_WAY, "eight teams work");
        plans.state(COORDINATOR, "IWP-6.3", new MemberCode("TT"), Statement.Status.DONE, null);
        PlanView.ActionView action = action(TT, "IWP", "IWP-6.3");
        assertThat(Objects.requireNonNull(action.current()).status()).isEqualTo(Statement.Status.UNDER_WAY);
        assertThat(action.statements()).hasSize(2);
        assertThat(action.text().statusReported()).isEqualTo("Trinidad and Tobago (T&T)");
    }

    private PlanView.ActionView action(Caller caller, String plan, String action) {
        return inPlan(Objects.requireNonNull(plans.find(caller, plan)), action);
    }

    private static Live live(PlanView plan, String action) {
        return Objects.requireNonNull(inPlan(plan, action).live());
    }

    private static PlanView.ActionView inPlan(PlanView plan, String action) {
        return plan.areas().stream()
                .flatMap(area -> area.actions().stream())
                .filter(view -> view.text().id().equals(action))
                .findFirst()
                .orElseThrow();
    }
}
