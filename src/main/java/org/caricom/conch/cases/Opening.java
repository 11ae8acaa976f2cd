package org.caricom.conch.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.intake.FiledReport;
import org.caricom.conch.triage.Assessment;
import org.caricom.conch.triage.History;
import org.caricom.conch.triage.NcissScore;
import org.caricom.conch.triage.Triage;

/// Opens a case for a filed report, or joins the report to the one it belongs to.
///
/// It belongs to a case of the same member that has the same number of the reporter's, or the same payload. All else
/// that looks alike is only suggested. The newest version's facts hold, by the report's own time; an old version that
/// arrives late, written offline, changes no facts but may still meet a clock.
final class Opening {
    private final CaseStore cases;
    private final TimelineStore timeline;
    private final ObservableStore observables;
    private final WarningBook lists;
    private final ReportSource reports;
    private final LawBook laws;
    private final Triage triage;
    private final Clock clock;

    Opening(
            CaseStore cases,
            TimelineStore timeline,
            ObservableStore observables,
            WarningBook lists,
            ReportSource reports,
            LawBook laws,
            Triage triage,
            Clock clock) {
        this.cases = cases;
        this.timeline = timeline;
        this.observables = observables;
        this.lists = lists;
        this.reports = reports;
        this.laws = laws;
        this.triage = triage;
        this.clock = clock;
    }

    /// Takes a report once; taking it again changes nothing.
    void take(Transaction tx, ReportId id) {
        FiledReport report = reports.report(tx, id);
        if (report == null) {
            return;
        }
        cases.lockMember(tx, report.member());
        if (cases.caseOfReport(tx, id) != null) {
            return;
        }
        CaseStore.Match match =
                cases.caseByKeys(tx, report.member(), report.facts().reference(), report.payloadSha256());
        if (match == null) {
            open(tx, report);
        } else {
            join(tx, report, match);
        }
    }

    private void open(Transaction tx, FiledReport report) {
        Instant now = clock.instant();
        CaseId id =
                cases.nextId(tx, report.receivedAt().atOffset(ZoneOffset.UTC).getYear());
        CaseStore.ReportRow row = row(report);
        CaseRecord record = CaseRecord.of(
                id,
                report.member(),
                CaseState.NEW,
                report.id(),
                report.facts(),
                assess(report.facts(), List.of(row), report.member()),
                report.receivedAt());
        cases.insert(tx, record, now);
        hang(tx, record, report, row, now);
        note(
                tx,
                id,
                report.receivedAt(),
                report.member().value(),
                TimelineEntry.Kind.OPENED,
                Map.of("report", report.id().toString(), "stage", row.stage().word()));
        noteClocksMet(tx, record, List.of(), report);
        CaseEvents.changed(tx, id, CaseEvents.Change.OPENED);
    }

    private void join(Transaction tx, FiledReport report, CaseStore.Match match) {
        Instant now = clock.instant();
        CaseStore.Head head = Objects.requireNonNull(cases.lock(tx, match.id()));
        CaseStore.ReportRow row = row(report);
        List<CaseStore.ReportRow> all = new ArrayList<>(cases.reports(tx, head.id()));
        all.add(row);
        ReportId current = newest(all);
        Facts facts = current.equals(report.id())
                ? report.facts()
                : Reading.of(reports, tx, current).facts();
        CaseRecord record = CaseRecord.of(
                head.id(),
                head.member(),
                head.state(),
                current,
                facts,
                assess(facts, all, head.member()),
                head.openedAt());
        List<org.caricom.conch.triage.Clock> before = cases.clocks(tx, head.id());
        cases.update(tx, record, now);
        hang(tx, record, report, row, now);
        if (record.test() != head.test()) {
            observables.setTest(tx, head.id(), record.test());
        }
        note(
                tx,
                head.id(),
                report.receivedAt(),
                report.member().value(),
                TimelineEntry.Kind.JOINED,
                Map.of(
                        "report", report.id().toString(),
                        "stage", row.stage().word(),
                        "because", match.because()));
        noteClocksMet(tx, record, before, report);
        noteAssessment(tx, record, AssessmentJson.read(head.assessment()), now);
        CaseEvents.changed(tx, head.id(), CaseEvents.Change.JOINED);
    }

    /// Assesses a case again in another state: closing stops its clocks, reopening lets them run.
    void reassess(Transaction tx, CaseStore.Head head, CaseState state, Instant now) {
        Facts facts = Reading.of(reports, tx, head.current()).facts();
        CaseRecord record = CaseRecord.of(
                head.id(),
                head.member(),
                state,
                head.current(),
                facts,
                assess(facts, cases.reports(tx, head.id()), head.member()),
                head.openedAt());
        cases.update(tx, record, now);
        cases.putClocks(tx, head.id(), record.clocks());
    }

    private void hang(Transaction tx, CaseRecord record, FiledReport report, CaseStore.ReportRow row, Instant now) {
        cases.addReport(tx, record.id(), row, report.payloadSha256(), now);
        cases.addKeys(tx, record.id(), record.member(), report.facts().reference(), report.payloadSha256());
        cases.putClocks(tx, record.id(), record.clocks());
        observables.add(
                tx,
                record.id(),
                record.member(),
                record.test(),
                CaseRecord.discreet(report.facts()),
                report.facts().indicators(),
                lists.in(tx));
        if (CaseRecord.discreet(record.facts())) {
            observables.hide(tx, record.id());
        }
    }

    private Assessment assess(Facts facts, List<CaseStore.ReportRow> reports, MemberCode member) {
        History history = null;
        for (CaseStore.ReportRow report : reports.stream().sorted(VERSIONS).toList()) {
            history = history == null
                    ? History.begin(report.stage(), report.receivedAt(), report.awareAt())
                    : history.and(report.stage(), report.receivedAt(), report.awareAt());
        }
        return triage.assess(facts, Objects.requireNonNull(history), laws.lawOf(member));
    }

    /// Versions of one report, the oldest first.
    private static final Comparator<CaseStore.ReportRow> VERSIONS = Comparator.comparing((CaseStore.ReportRow report) ->
                    report.writtenAt() == null ? report.receivedAt() : report.writtenAt())
            .thenComparing(CaseStore.ReportRow::stage)
            .thenComparing(CaseStore.ReportRow::receivedAt);

    private static ReportId newest(List<CaseStore.ReportRow> reports) {
        return reports.stream().max(VERSIONS).orElseThrow().id();
    }

    private static CaseStore.ReportRow row(FiledReport report) {
        Facts facts = report.facts();
        return new CaseStore.ReportRow(
                report.id(), facts.stage(), report.receivedAt(), facts.writtenAt(), facts.awareAt());
    }

    private void noteClocksMet(
            Transaction tx, CaseRecord record, List<org.caricom.conch.triage.Clock> before, FiledReport report) {
        for (org.caricom.conch.triage.Clock met : record.clocks()) {
            boolean already = before.stream().anyMatch(old -> old.kind() == met.kind() && old.metAt() != null);
            if (met.metAt() == null || already) {
                continue;
            }
            Map<String, String> details = new LinkedHashMap<>();
            details.put("clock", met.kind().word());
            details.put("met", met.metAt().toString());
            if (met.due() != null) {
                details.put("due", met.due().toString());
            }
            note(tx, record.id(), report.receivedAt(), report.member().value(), TimelineEntry.Kind.CLOCK_MET, details);
        }
    }

    private void noteAssessment(Transaction tx, CaseRecord record, AssessmentJson.Kept before, Instant now) {
        NcissScore score = record.assessment().score();
        boolean sameScore = before.score().value().compareTo(score.value()) == 0
                && before.score().level() == score.level();
        String classes = String.join(", ", record.classCodes());
        String old = String.join(
                ", ",
                before.findings().stream().map(finding -> finding.type().code()).toList());
        if (sameScore && classes.equals(old)) {
            return;
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("from", before.score().value().toPlainString());
        details.put("to", score.value().toPlainString());
        details.put("level", score.level().word());
        if (!classes.equals(old)) {
            details.put("classesFrom", old);
            details.put("classes", classes);
        }
        note(tx, record.id(), now, Cases.HUB, TimelineEntry.Kind.ASSESSED, details);
    }

    private void note(
            Transaction tx, CaseId id, Instant at, String actor, TimelineEntry.Kind kind, Map<String, String> details) {
        timeline.add(tx, id, at, actor, kind, details, null, TimelineEntry.Audience.CASE);
    }
}
