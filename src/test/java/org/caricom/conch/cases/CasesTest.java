package org.caricom.conch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.caricom.conch.FactsExample.facts;
import static org.caricom.conch.cases.CasesFixture.AUDITOR;
import static org.caricom.conch.cases.CasesFixture.COORDINATOR;
import static org.caricom.conch.cases.CasesFixture.JM;
import static org.caricom.conch.cases.CasesFixture.PARTNER;
import static org.caricom.conch.cases.CasesFixture.TT;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caricom.conch.db.Rows;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.jobs.OutboxMessage;
import org.caricom.conch.json.Json;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.ClockKind;
import org.caricom.conch.triage.ClockStatus;
import org.caricom.conch.triage.Priority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CasesTest {
    private static CasesFixture hub;

    @BeforeAll
    static void open() {
        hub = new CasesFixture(CasesTest.class);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void aReportOpensACaseWithClassScoreAndClocks() {
        CaseId id = hub.filed(
                "TT",
                "2026-07-13T13:33:00Z",
                facts().title("Ransomware at a hospital").awareAt("2026-07-13T11:23:00Z"));

        CaseView view = hub.view(id);
        assertThat(id.year()).isEqualTo(2026);
        assertThat(view.row().state()).isEqualTo(CaseState.NEW);
        assertThat(view.row().classes())
                .containsExactly(Rsit.UNAUTHORISED_INFORMATION_MODIFICATION, Rsit.INFECTED_SYSTEM);
        assertThat(view.score().incomplete()).isTrue();
        assertThat(view.row().clock()).isNotNull();
        assertThat(Objects.requireNonNull(view.row().clock()).kind()).isEqualTo(ClockKind.NOTIFICATION);
        assertThat(view.clocks())
                .extracting(clock -> clock.at(hub.clock.instant()).status())
                .containsExactly(ClockStatus.MET, ClockStatus.RUNNING, ClockStatus.STOPPED, ClockStatus.UNKNOWN);
        assertThat(kinds(COORDINATOR, id)).containsExactly(TimelineEntry.Kind.CLOCK_MET, TimelineEntry.Kind.OPENED);
    }

    @Test
    void aMessageOfTheOutboxOpensTheCaseAndTellsOfItInTurn() {
        ReportId report = hub.reports.file("GY", "2026-07-13T13:33:00Z", facts());
        OutboxMessage message = new OutboxMessage(
                1, Cases.FILED, "GY", Json.object().put("report", report.toString()), hub.clock.instant(), 0);
        hub.database.database().doInTransaction(tx -> hub.cases.takeFiled(tx, message));
        CaseId id = Objects.requireNonNull(hub.cases.caseOf(COORDINATOR, report));
        List<String> told = hub.database
                .database()
                .read(tx -> Rows.list(
                        tx.query(
                                "select payload::text as payload from outbox where topic = $1 and key = $2",
                                Cases.CHANGED,
                                id.toString()),
                        row -> Rows.text(row, "payload")));
        assertThat(told).singleElement().asString().contains("opened").contains(id.toString());
    }

    @Test
    void takingAReportTwiceChangesNothing() {
        ReportId report = hub.reports.file("TT", "2026-07-13T13:33:00Z", facts());
        hub.take(report);
        CaseId id = Objects.requireNonNull(hub.cases.caseOf(TT, report));
        CaseView before = hub.view(id);
        hub.take(report);
        assertThat(hub.view(id)).isEqualTo(before);
    }

    @Test
    void aNewVersionJoinsItsCaseMeetsItsClockAndItsFactsHold() {
        CaseId id = hub.filed(
                "JM", "2026-07-13T13:33:00Z", facts().reference("JM-1").title("First words"));
        CaseId joined = hub.filed(
                "JM",
                "2026-07-14T13:33:00Z",
                facts().reference("JM-1")
                        .stage(ReportStage.UPDATE)
                        .title("Known by now")
                        .tlp(Tlp.GREEN));

        assertThat(joined).isEqualTo(id);
        CaseView view = hub.view(id);
        assertThat(view.row().title()).isEqualTo("Known by now");
        assertThat(view.row().tlp()).isEqualTo(Tlp.GREEN);
        assertThat(view.reports()).hasSize(2);
        assertThat(view.reports().getFirst().current()).isTrue();
        assertThat(clock(view, ClockKind.NOTIFICATION).metAt()).isEqualTo("2026-07-14T13:33:00Z");
        assertThat(clock(view, ClockKind.FINAL_REPORT).due()).isEqualTo("2026-08-14T13:33:00Z");
        assertThat(view.row().version()).isEqualTo(2);
    }

    @Test
    void anOldVersionThatArrivesLateChangesNoFacts() {
        CaseId id = hub.filed(
                "JM",
                "2026-07-14T13:00:00Z",
                facts().reference("JM-2").stage(ReportStage.UPDATE).title("New").writtenAt("2026-07-14T12:00:00Z"));
        hub.filed(
                "JM",
                "2026-07-15T13:00:00Z",
                facts().reference("JM-2").title("Old").writtenAt("2026-07-13T12:00:00Z"));
        assertThat(hub.view(id).row().title()).isEqualTo("New");
        assertThat(hub.view(id).reports()).hasSize(2);
    }

    @Test
    void theSamePayloadSignedAnewIsTheSameCaseAndAnotherMembersIsNot() {
        ReportId one = hub.reports.file("TT", "2026-07-13T13:33:00Z", facts(), "same bytes");
        ReportId two = hub.reports.file("TT", "2026-07-13T13:34:00Z", facts(), "same bytes");
        ReportId three = hub.reports.file("JM", "2026-07-13T13:35:00Z", facts(), "same bytes");
        List.of(one, two, three).forEach(hub::take);
        assertThat(hub.cases.caseOf(TT, two)).isEqualTo(hub.cases.caseOf(TT, one));
        assertThat(hub.cases.caseOf(COORDINATOR, three)).isNotEqualTo(hub.cases.caseOf(COORDINATOR, one));
        assertThat(hub.cases.caseOf(TT, three)).isNull();
    }

    @Test
    void versionsThatArriveTogetherOpenOneCase() throws InterruptedException, ExecutionException {
        List<ReportId> reports = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            reports.add(hub.reports.file("BB", "2026-07-13T13:33:00Z", facts().reference("BB-" + i % 3)));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<CaseId>> tasks = reports.stream()
                    .<Callable<CaseId>>map(report -> () -> {
                        hub.take(report);
                        return Objects.requireNonNull(hub.cases.caseOf(COORDINATOR, report));
                    })
                    .toList();
            List<CaseId> ids = new ArrayList<>();
            for (Future<CaseId> future : threads.invokeAll(tasks)) {
                ids.add(future.get());
            }
            assertThat(ids.stream().distinct()).hasSize(3);
        }
    }

    @Test
    void aCaseIsHiddenFromAnotherMember() {
        CaseId id = hub.filed("TT", "2026-07-13T13:33:00Z", facts());
        assertThat(hub.cases.find(JM, id)).isNull();
        assertThat(hub.cases.find(PARTNER, id)).isNull();
        assertThat(hub.cases.timeline(JM, id, null, 10)).isNull();
        assertThat(hub.cases.correlations(JM, id)).isNull();
        assertThat(hub.cases.bundle(JM, id)).isNull();
        assertThat(hub.cases.comment(JM, id, "Hello", TimelineEntry.Audience.CASE))
                .isFalse();
        assertThat(hub.cases.change(JM, id, 1, CaseChange.assign("me"))).isInstanceOf(ChangeAnswer.NoSuchCase.class);
        assertThat(hub.cases.change(AUDITOR, id, 1, CaseChange.assign("me")))
                .isInstanceOf(ChangeAnswer.NoSuchCase.class);
        assertThat(hub.cases.find(AUDITOR, id)).isNotNull();
        assertThat(hub.cases.find(TT, id)).isNotNull();
    }

    @Test
    void aCaseIsClosedWithAnOutcomeWhichStopsItsClocksAndReopenedWithout() {
        CaseId id = hub.filed("TT", "2026-07-13T13:33:00Z", facts());
        assertThat(hub.cases.change(TT, id, 1, CaseChange.state(CaseState.CLOSED, null)))
                .isInstanceOfSatisfying(
                        ChangeAnswer.NotAllowed.class,
                        refused -> assertThat(refused.pointer()).isEqualTo("/outcome"));

        CaseView closed =
                changed(hub.cases.change(TT, id, 1, CaseChange.state(CaseState.CLOSED, Outcome.FALSE_POSITIVE)));
        assertThat(closed.row().outcome()).isEqualTo(Outcome.FALSE_POSITIVE);
        assertThat(clock(closed, ClockKind.NOTIFICATION).stopped()).isEqualTo(Clock.Stopped.CASE_CLOSED);
        assertThat(closed.next()).containsExactly(CaseState.IN_PROGRESS);

        assertThat(hub.cases.change(TT, id, closed.row().version(), CaseChange.state(CaseState.NEW, null)))
                .isInstanceOf(ChangeAnswer.NotAllowed.class);
        CaseView again = changed(
                hub.cases.change(TT, id, closed.row().version(), CaseChange.state(CaseState.IN_PROGRESS, null)));
        assertThat(again.row().outcome()).isNull();
        assertThat(clock(again, ClockKind.NOTIFICATION).open()).isTrue();
    }

    @Test
    void aChangeToAVersionThatIsNoMoreIsRefused() {
        CaseId id = hub.filed("TT", "2026-07-13T13:33:00Z", facts());
        changed(hub.cases.change(TT, id, 1, CaseChange.assign("analyst-TT")));
        assertThat(hub.cases.change(COORDINATOR, id, 1, CaseChange.assign("coordinator")))
                .isEqualTo(new ChangeAnswer.Stale(2));
        assertThat(hub.view(id).row().assignee()).isEqualTo("analyst-TT");
    }

    @Test
    void aPersonMayChooseThePriorityAndSaysWhy() {
        CaseId id = hub.filed("TT", "2026-07-13T13:33:00Z", facts());
        CaseView view = changed(hub.cases.change(
                COORDINATOR,
                id,
                1,
                new CaseChange(null, null, null, new CaseChange.PriorityChoice(Priority.URGENT, "the port is shut"))));
        assertThat(view.row().priority()).isEqualTo(Priority.URGENT);
        assertThat(view.byTriage()).isEqualTo(Priority.LOW);
        assertThat(Objects.requireNonNull(view.override()).reason()).isEqualTo("the port is shut");
        CaseView back = changed(hub.cases.change(
                COORDINATOR,
                id,
                2,
                new CaseChange(null, null, null, new CaseChange.PriorityChoice(null, "open again"))));
        assertThat(back.row().priority()).isEqualTo(Priority.LOW);
        assertThat(back.override()).isNull();
        assertThat(kinds(TT, id)).startsWith(TimelineEntry.Kind.PRIORITY, TimelineEntry.Kind.PRIORITY);
    }

    @Test
    void aCommentForCoordinatorsIsNotSeenByTheMember() {
        CaseId id = hub.filed("TT", "2026-07-13T13:33:00Z", facts());
        hub.cases.comment(COORDINATOR, id, "We saw this elsewhere", TimelineEntry.Audience.COORDINATORS);
        hub.cases.comment(TT, id, "Logs are here", TimelineEntry.Audience.CASE);
        assertThat(texts(COORDINATOR, id)).contains("We saw this elsewhere", "Logs are here");
        assertThat(texts(AUDITOR, id)).contains("We saw this elsewhere", "Logs are here");
        assertThat(texts(TT, id)).contains("Logs are here").doesNotContain("We saw this elsewhere");
        assertThatThrownBy(() -> hub.cases.comment(TT, id, "psst", TimelineEntry.Audience.COORDINATORS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTimelineIsPagedAndNeverRewritten() {
        CaseId id = hub.filed("TT", "2026-07-13T13:33:00Z", facts());
        for (int i = 0; i < 5; i++) {
            hub.cases.comment(TT, id, "note " + i, TimelineEntry.Audience.CASE);
        }
        Page<TimelineEntry> first = Objects.requireNonNull(hub.cases.timeline(TT, id, null, 4));
        Page<TimelineEntry> rest = Objects.requireNonNull(hub.cases.timeline(TT, id, first.next(), 4));
        assertThat(first.items()).extracting(TimelineEntry::text).startsWith("note 4", "note 3");
        assertThat(rest.items()).hasSize(3);
        assertThat(rest.next()).isNull();
        assertThatThrownBy(() -> hub.database
                        .database()
                        .doInTransaction(tx -> tx.query("update case_timeline set actor = 'nobody'")))
                .isInstanceOf(org.caricom.conch.db.DatabaseException.class);
    }

    @Test
    void theLawOfTheMemberSetsItsClockOnceDataIsTouched() {
        CaseId id = hub.filed(
                "JM",
                "2026-07-10T13:00:00Z",
                facts().awareAt("2026-07-10T12:00:00Z").personalData(PersonalData.Involved.YES));
        Clock notice = clock(hub.view(id), ClockKind.DATA_NOTICE);
        assertThat(notice.due()).isEqualTo("2026-07-13T12:00:00Z");
        assertThat(notice.at(hub.clock.instant()).status()).isEqualTo(ClockStatus.LATE);
        assertThat(hub.view(id).row().priority()).as("late raises low").isEqualTo(Priority.NORMAL);
        assertThat(hub.view(id).byTriage()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void aTestIsMarked() {
        CaseId id = hub.filed("TT", "2026-07-13T13:33:00Z", facts().classes(Rsit.TEST));
        assertThat(hub.view(id).row().test()).isTrue();
    }

    private static Clock clock(CaseView view, ClockKind kind) {
        return view.clocks().stream()
                .filter(clock -> clock.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static CaseView changed(ChangeAnswer answer) {
        assertThat(answer).isInstanceOf(ChangeAnswer.Changed.class);
        return ((ChangeAnswer.Changed) answer).view();
    }

    private static List<TimelineEntry.Kind> kinds(org.caricom.conch.access.Caller caller, CaseId id) {
        return Objects.requireNonNull(hub.cases.timeline(caller, id, null, 50)).items().stream()
                .map(TimelineEntry::kind)
                .toList();
    }

    private static List<String> texts(org.caricom.conch.access.Caller caller, CaseId id) {
        return Objects.requireNonNull(hub.cases.timeline(caller, id, null, 50)).items().stream()
                .map(entry -> entry.text() == null ? "" : entry.text())
                .toList();
    }
}
