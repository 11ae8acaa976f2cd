package org.caricom.conch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.FactsExample.facts;
import static org.caricom.conch.cases.CasesFixture.COORDINATOR;
import static org.caricom.conch.cases.CasesFixture.JM;
import static org.caricom.conch.cases.CasesFixture.PARTNER;
import static org.caricom.conch.cases.CasesFixture.TT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static CasesFixture hub;
    private static CaseId late;
    private static CaseId soon;
    private static CaseId later;
    private static CaseId done;
    private static CaseId jamaican;

    @BeforeAll
    static void open() {
        hub = new CasesFixture(QueueTest.class);
        late = hub.filed(
                "TT",
                "2026-07-10T10:00:00Z",
                facts().title("Port terminal locked").classes(Rsit.DDOS));
        soon = hub.filed(
                "TT",
                "2026-07-10T16:00:00Z",
                facts().title("Card terminals skimmed").classes(Rsit.PHISHING));
        later = hub.filed(
                "TT",
                "2026-07-13T10:00:00Z",
                facts().title("Étude: town page replaced")
                        .classes(Rsit.C2_SERVER)
                        .saw(ObservableType.IPV4_ADDR, "203.0.113.77"));
        done = hub.filed(
                "TT",
                "2026-07-13T11:00:00Z",
                facts().title("Lottery spam").classes(Rsit.SPAM).stage(ReportStage.FINAL));
        jamaican = hub.filed(
                "JM",
                "2026-07-13T12:00:00Z",
                facts().title("Student records").classes(Rsit.C2_SERVER).saw(ObservableType.IPV4_ADDR, "203.0.113.77"));
        CaseId closed = hub.filed("TT", "2026-07-13T13:00:00Z", facts().title("Nothing in it"));
        hub.cases.change(TT, closed, 1, CaseChange.state(CaseState.CLOSED, Outcome.FALSE_POSITIVE));
        hub.cases.change(TT, soon, 1, CaseChange.assign("analyst-TT"));
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void theDeskShowsOpenCasesByTheirNextClock() {
        assertThat(ids(TT, CaseQuery.DESK)).containsExactly(late, soon, later, done);
        List<CaseRow> rows = hub.cases.list(TT, CaseQuery.DESK, null, 10).items();
        assertThat(rows)
                .extracting(row -> DueGroup.of(row.clock(), hub.clock.instant()))
                .containsExactly(DueGroup.LATE, DueGroup.SOON, DueGroup.LATER, DueGroup.NONE);
    }

    @Test
    void theListShowsTheNewestFirstAndOnlyWhatTheCallerMaySee() {
        assertThat(ids(JM, CaseQuery.ALL)).containsExactly(jamaican);
        assertThat(ids(COORDINATOR, CaseQuery.ALL)).hasSize(6).containsSubsequence(jamaican, done, later, soon, late);
    }

    @Test
    void pagesFollowOnEachOtherInBothOrders() {
        for (CaseQuery query : List.of(CaseQuery.ALL, CaseQuery.DESK)) {
            List<CaseId> paged = new ArrayList<>();
            String next = null;
            do {
                Page<CaseRow> page = hub.cases.list(COORDINATOR, query, next, 2);
                page.items().forEach(row -> paged.add(row.id()));
                next = page.next();
            } while (next != null);
            assertThat(paged).isEqualTo(ids(COORDINATOR, query)).doesNotHaveDuplicates();
        }
    }

    @Test
    void eachFilterNarrows() {
        assertThat(ids(COORDINATOR, filter("term lock", null, null, null, null, null)))
                .containsExactly(late);
        assertThat(ids(COORDINATOR, filter("étude", null, null, null, null, null)))
                .containsExactly(later);
        assertThat(ids(COORDINATOR, filter(late.toString(), null, null, null, null, null)))
                .containsExactly(late);
        assertThat(ids(COORDINATOR, filter("203.0.113.77", null, null, null, null, null)))
                .containsExactly(jamaican, later);
        assertThat(ids(COORDINATOR, filter("' & | ! :*", null, null, null, null, null)))
                .isEmpty();
        assertThat(ids(COORDINATOR, filter(null, new MemberCode("JM"), null, null, null, null)))
                .containsExactly(jamaican);
        assertThat(ids(COORDINATOR, filter(null, null, Priority.NORMAL, null, null, null)))
                .containsExactly(late);
        assertThat(ids(COORDINATOR, filter(null, null, null, "malicious-code", null, null)))
                .containsExactly(jamaican, later);
        assertThat(ids(COORDINATOR, filter(null, null, null, "fraud:phishing", null, null)))
                .containsExactly(soon);
        assertThat(ids(COORDINATOR, filter(null, null, null, null, "analyst-TT", null)))
                .containsExactly(soon);
        assertThat(ids(COORDINATOR, filter(null, null, null, null, CaseQuery.NOBODY, null)))
                .doesNotContain(soon)
                .hasSize(5);
        assertThat(ids(COORDINATOR, filter(null, null, null, null, null, DueGroup.LATE)))
                .containsExactly(late);
        assertThat(ids(COORDINATOR, filter(null, null, null, null, null, DueGroup.SOON)))
                .containsExactly(soon);
        assertThat(ids(COORDINATOR, filter(null, null, null, null, null, DueGroup.LATER)))
                .containsExactly(jamaican, later);
        CaseQuery states =
                new CaseQuery(null, Set.of(CaseState.CLOSED), null, null, null, null, null, CaseQuery.Order.NEWEST);
        assertThat(ids(COORDINATOR, states)).hasSize(1);
        assertThat(hub.cases.count(COORDINATOR, states)).isEqualTo(1);
    }

    @Test
    void theViewsAreCounted() {
        assertThat(hub.cases.counts(TT)).isEqualTo(new QueueCounts(4, 4, 1, 3, 1, 1, 0, 1));
        assertThat(hub.cases.counts(COORDINATOR).open()).isEqualTo(5);
        assertThat(hub.cases.counts(JM).closed()).isZero();
    }

    @Test
    void aRowSaysInHowManyStatesItIsSeen() {
        assertThat(hub.view(later).row().seenIn()).isEqualTo(2);
        assertThat(hub.view(late).row().seenIn()).isEqualTo(1);
    }

    private static List<CaseId> ids(Caller caller, CaseQuery query) {
        return hub.cases.list(caller, query, null, 100).items().stream()
                .map(CaseRow::id)
                .toList();
    }

    private static CaseQuery filter(
            @Nullable String text,
            @Nullable MemberCode member,
            @Nullable Priority priority,
            @Nullable String rsit,
            @Nullable String assignee,
            @Nullable DueGroup due) {
        return new CaseQuery(text, Set.of(), member, priority, rsit, assignee, due, CaseQuery.Order.NEWEST);
    }

    @Test
    void whoHasNoCasesSeesNone() {
        assertThat(hub.cases.find(PARTNER, late)).isNull();
    }
}
