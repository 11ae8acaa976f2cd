package org.caricom.conch.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.intake.FiledReport;
import org.caricom.conch.jobs.OutboxMessage;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.triage.Priority;
import org.caricom.conch.triage.Triage;
import org.jspecify.annotations.Nullable;

/// The cases: opened by reports, worked on by people, found in the queue.
///
/// Every method that takes a [Caller] shows and changes only what that caller may; another's case is as if
/// it were not there.
public final class Cases {
    /// The outbox topic that tells of a changed case; its payload is `{"case": ID, "change": WORD}`.
    public static final String CHANGED = "case.changed";

    /// The outbox topic that tells of a filed report; its payload is `{"report": ID}`.
    public static final String FILED = "report.filed";

    /// Who did what the hub does by itself.
    public static final String HUB = "conch";

    /// Entries of a timeline that leave with a case.
    private static final int MOST_ENTRIES = 10_000;

    private static final int CLOSEST = 50;

    private final Database database;
    private final ReportSource reports;
    private final Clock clock;
    private final Triage triage;
    private final CaseStore cases = new CaseStore();
    private final QueueStore queue = new QueueStore();
    private final TimelineStore timeline = new TimelineStore();
    private final ObservableStore observables = new ObservableStore();
    private final PartnerIndicatorStore partners = new PartnerIndicatorStore();
    private final CorrelationRules correlation = CorrelationRules.standard();
    private final Opening opening;
    private final CaseWork work;

    /// Cases with warning lists that nobody else asks.
    public Cases(Database database, ReportSource reports, LawBook laws, Clock clock) {
        this(database, reports, laws, clock, new WarningBook());
    }

    public Cases(Database database, ReportSource reports, LawBook laws, Clock clock, WarningBook lists) {
        this.database = database;
        this.reports = reports;
        this.clock = clock;
        this.triage = Triage.standard();
        this.opening = new Opening(cases, timeline, observables, lists, reports, laws, triage, clock);
        this.work = new CaseWork(cases, timeline, opening, clock);
    }

    /// Opens a case for a filed report or joins it to one. Taking the same report again changes nothing.
    public void take(Transaction tx, ReportId report) {
        opening.take(tx, report);
    }

    /// Handles a message of [#FILED].
    public void takeFiled(Transaction tx, OutboxMessage message) {
        ReportId report = ReportId.parse(message.payload().path("report").asText());
        if (report == null) {
            throw new IllegalArgumentException("a message about no report");
        }
        take(tx, report);
    }

    /// The rules of triage in use, for pages that explain a score.
    public Triage triage() {
        return triage;
    }

    /// One page of the queue.
    ///
    /// @param after what [Page#next] said, null at the beginning
    /// @throws IllegalArgumentException when `after` is no place of a list
    public Page<CaseRow> list(Caller caller, CaseQuery query, @Nullable String after, int limit) {
        Instant now = clock.instant();
        QueueStore.Place place = after == null ? null : Places.read(after);
        List<CaseRow> rows = database.read(tx -> queue.list(tx, caller, query, place, limit + 1, now));
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<CaseRow> page = rows.subList(0, limit);
        return new Page<>(page, Places.write(page.getLast()));
    }

    /// How many cases a filter finds.
    public int count(Caller caller, CaseQuery query) {
        return database.read(tx -> queue.count(tx, caller, query, clock.instant()));
    }

    /// How many cases each view of the desk holds.
    public QueueCounts counts(Caller caller) {
        return database.read(tx -> queue.counts(tx, caller, clock.instant()));
    }

    /// One case; null when there is none for this caller.
    public @Nullable CaseView find(Caller caller, CaseId id) {
        return database.read(tx -> view(tx, caller, id));
    }

    /// The case that a report opened or joined; null until the outbox has come to it, or for another's report.
    public @Nullable CaseId caseOf(Caller caller, ReportId report) {
        return database.read(tx -> {
            CaseId id = cases.caseOfReport(tx, report);
            return id == null || readable(tx, caller, id) == null ? null : id;
        });
    }

    /// Changes a case.
    ///
    /// @param version the version the caller has read
    public ChangeAnswer change(Caller caller, CaseId id, int version, CaseChange change) {
        return database.inTransaction(tx -> {
            ChangeAnswer refused = work.change(tx, caller, id, version, change);
            return refused != null ? refused : new ChangeAnswer.Changed(Objects.requireNonNull(view(tx, caller, id)));
        });
    }

    /// Adds a comment; only coordinators may write for coordinators alone.
    ///
    /// @return whether there is such a case for this caller
    /// @throws IllegalArgumentException when the text is empty or too long, or when an analyst chooses coordinators
    public boolean comment(Caller caller, CaseId id, String text, TimelineEntry.Audience audience) {
        if (text.isBlank() || text.length() > CaseWork.LONGEST_COMMENT) {
            throw new IllegalArgumentException("A comment has 1 to " + CaseWork.LONGEST_COMMENT + " characters.");
        }
        if (audience == TimelineEntry.Audience.COORDINATORS && caller.role() != Role.COORDINATOR) {
            throw new IllegalArgumentException("Only a coordinator can write for coordinators alone.");
        }
        return database.inTransaction(tx -> work.comment(tx, caller, id, text, audience));
    }

    /// Adds an entry for what another room did with the case, in that room's transaction.
    public void note(Transaction tx, CaseId id, String actor, TimelineEntry.Kind kind, Map<String, String> details) {
        timeline.add(tx, id, clock.instant(), actor, kind, details, null, TimelineEntry.Audience.CASE);
    }

    /// What happened, newest first; null when there is no such case for this caller.
    ///
    /// @param after what [Page#next] said, null at the beginning
    public @Nullable Page<TimelineEntry> timeline(Caller caller, CaseId id, @Nullable String after, int limit) {
        long before = after == null ? Long.MAX_VALUE : Long.parseLong(after);
        return database.read(tx -> {
            if (readable(tx, caller, id) == null) {
                return null;
            }
            List<TimelineEntry> entries = timeline.list(tx, id, caller.role() != Role.ANALYST, before, limit + 1);
            return entries.size() <= limit
                    ? new Page<>(entries, null)
                    : new Page<>(
                            entries.subList(0, limit),
                            Long.toString(entries.get(limit - 1).number()));
        });
    }

    /// Other cases and partners' feeds that share values with this one, the closest first; null when there
    /// is no such case for this caller.
    public @Nullable List<Correlation> correlations(Caller caller, CaseId id) {
        return database.read(tx -> {
            CaseStore.Head head = readable(tx, caller, id);
            if (head == null) {
                return null;
            }
            List<String> classes = AssessmentJson.read(head.assessment()).findings().stream()
                    .map(finding -> finding.type().code())
                    .toList();
            Map<CaseId, List<ObservableStore.Match>> byCase = new LinkedHashMap<>();
            for (ObservableStore.Match match : observables.matches(tx, caller, id, CLOSEST)) {
                byCase.computeIfAbsent(match.other(), _ -> new ArrayList<>()).add(match);
            }
            Map<String, List<PartnerIndicatorStore.Match>> bySource = new LinkedHashMap<>();
            for (PartnerIndicatorStore.Match match : partners.matches(
                    tx, id, PartnerIndicators.limit(caller), QueueStore.scope(caller), clock.instant())) {
                bySource.computeIfAbsent(match.source(), _ -> new ArrayList<>()).add(match);
            }
            return Stream.concat(
                            byCase.values().stream()
                                    .map(matches -> correlation.judge(
                                            head.member(),
                                            head.openedAt(),
                                            classes,
                                            matches,
                                            Rights.mayReadCase(
                                                    caller, matches.getFirst().member()))),
                            bySource.values().stream().map(correlation::judgePartner))
                    .sorted(Comparator.comparingInt(Correlation::score).reversed())
                    .toList();
        });
    }

    /// The case whole as STIX: its reports' objects, the newest version of each, and what was done about
    /// it; null when there is no such case for this caller.
    public @Nullable Bundle bundle(Caller caller, CaseId id) {
        return database.read(tx -> {
            CaseStore.Head head = readable(tx, caller, id);
            return head == null
                    ? null
                    : CaseBundle.of(
                            Objects.requireNonNull(file(tx, id)),
                            head.state(),
                            head.outcome(),
                            AssessmentJson.read(head.assessment()).score(),
                            head.openedAt(),
                            timeline.list(tx, id, false, Long.MAX_VALUE, MOST_ENTRIES));
        });
    }

    /// A case with its reports whole, for the rooms that work on it; null when there is none.
    public @Nullable CaseFile file(Transaction tx, CaseId id) {
        CaseStore.Head head = cases.find(tx, id);
        if (head == null) {
            return null;
        }
        List<FiledReport> all = new ArrayList<>();
        all.add(Reading.of(reports, tx, head.current()));
        for (CaseStore.ReportRow row : cases.reports(tx, id).reversed()) {
            if (!row.id().equals(head.current())) {
                all.add(Reading.of(reports, tx, row.id()));
            }
        }
        List<Rsit> classes = AssessmentJson.read(head.assessment()).findings().stream()
                .map(finding -> finding.type())
                .toList();
        boolean test = head.test() || head.outcome() == Outcome.TEST;
        return new CaseFile(id, head.member(), test, classes, all);
    }

    /// Whether any case, whosever it is, holds one of these values as its victim's: a server that was
    /// broken into attacks others next.
    public boolean anyVictims(Transaction tx, Collection<Observable> values) {
        return observables.anyVictims(tx, values);
    }

    /// Whether the case of a report that was taken is a test or an exercise.
    public boolean isTest(Transaction tx, ReportId report) {
        CaseId id = cases.caseOfReport(tx, report);
        CaseStore.Head head = id == null ? null : cases.find(tx, id);
        return head != null && (head.test() || head.outcome() == Outcome.TEST);
    }

    /// Tells coordinators, on the open cases that name these values, that somebody else has seen them.
    ///
    /// @param member whose sight it is; null for a partner's
    /// @param by     who told
    public void sighted(Transaction tx, @Nullable MemberCode member, String by, Collection<Observable> values) {
        if (values.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (ObservableStore.Holder holder : observables.holders(tx, member, values)) {
            timeline.add(
                    tx,
                    holder.id(),
                    now,
                    HUB,
                    TimelineEntry.Kind.SIGHTED,
                    Map.of(
                            "by",
                            member == null ? by : member.value(),
                            "type",
                            holder.value().type().word(),
                            "value",
                            holder.value().value()),
                    null,
                    TimelineEntry.Audience.COORDINATORS);
        }
    }

    private CaseStore.@Nullable Head readable(Transaction tx, Caller caller, CaseId id) {
        CaseStore.Head head = cases.find(tx, id);
        return head == null || !Rights.mayReadCase(caller, head.member()) ? null : head;
    }

    private @Nullable CaseView view(Transaction tx, Caller caller, CaseId id) {
        CaseStore.Head head = readable(tx, caller, id);
        if (head == null) {
            return null;
        }
        Instant now = clock.instant();
        CaseRow row = Objects.requireNonNull(queue.find(tx, caller, id, now));
        AssessmentJson.Kept kept = AssessmentJson.read(head.assessment());
        List<CaseView.FiledVersion> versions = cases.reports(tx, id).reversed().stream()
                .map(report -> new CaseView.FiledVersion(
                        report.id(),
                        report.stage(),
                        report.receivedAt(),
                        report.id().equals(head.current())))
                .toList();
        Priority base = Priority.ofRank(head.priority());
        boolean late = DueGroup.of(row.clock(), now) == DueGroup.LATE;
        return new CaseView(
                row,
                Reading.of(reports, tx, head.current()).facts(),
                kept.findings(),
                kept.score(),
                late ? base.raised() : base,
                cases.override(tx, id),
                cases.clocks(tx, id).stream()
                        .sorted(Comparator.comparing(org.caricom.conch.triage.Clock::kind))
                        .toList(),
                versions,
                observables.seen(tx, caller, id),
                CaseStates.after(head.state()));
    }
}
