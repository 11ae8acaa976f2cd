package org.caricom.conch.cases;

import static java.util.Objects.requireNonNull;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.db.Args;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.ClockKind;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// The cases' rows, their reports, keys and clocks.
final class CaseStore {
    /// A case's head, as work on it needs it.
    record Head(
            CaseId id,
            int version,
            MemberCode member,
            CaseState state,
            @Nullable Outcome outcome,
            @Nullable String assignee,
            @Nullable Integer chosenPriority,
            int priority,
            boolean test,
            String assessment,
            ReportId current,
            Instant openedAt) {}

    /// A report of a case.
    record ReportRow(
            ReportId id,
            ReportStage stage,
            Instant receivedAt,
            @Nullable Instant writtenAt,
            @Nullable Instant awareAt) {}

    /// Cases of one member are opened and joined one after the other, so that two versions of one report that arrive
    /// together do not open two cases.
    void lockMember(Transaction tx, MemberCode member) {
        tx.query("select pg_advisory_xact_lock(hashtextextended('cases of ' || $1, 0))", member.value());
    }

    @Nullable CaseId caseOfReport(Transaction tx, ReportId report) {
        return Rows.one(
                tx.query("select case_id from case_reports where report = $1", report.value()),
                row -> caseId(row, "case_id"));
    }

    /// The case that has one of these keys; the reporter's own number comes first.
    @Nullable Match caseByKeys(Transaction tx, MemberCode member, @Nullable String reference, Sha256 payload) {
        return Rows.one(
                tx.query("""
                        select case_id, kind
                        from case_keys
                        where member = $1
                          and ((kind = 'reference' and value = $2) or (kind = 'payload' and value = $3))
                        order by kind desc
                        limit 1
                        """, member.value(), reference == null ? null : keyOf(reference), payload.toString()),
                row -> new Match(caseId(row, "case_id"), Rows.text(row, "kind")));
    }

    /// The case found, and by which kind of key.
    record Match(CaseId id, String because) {}

    void addKeys(Transaction tx, CaseId id, MemberCode member, @Nullable String reference, Sha256 payload) {
        tx.update("""
                insert into case_keys (member, kind, value, case_id)
                select $1, kind, value, $4
                from (values ('reference', $2::text), ('payload', $3::text)) as keys (kind, value)
                where value is not null
                on conflict do nothing
                """, member.value(), reference == null ? null : keyOf(reference), payload.toString(), id.toString());
    }

    /// A reporter's number may be of any length; an index entry may not.
    private static String keyOf(String reference) {
        return reference.length() <= 200
                ? reference
                : "sha256:" + Sha256.of(reference.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    CaseId nextId(Transaction tx, int year) {
        int number = Rows.only(tx.query("""
                        insert into case_numbers as n (year, last)
                        values ($1, 1)
                        on conflict (year) do update set last = n.last + 1
                        returning last
                        """, year), row -> row.getInteger("last"));
        return new CaseId(year, number);
    }

    @Nullable Head find(Transaction tx, CaseId id) {
        return head(tx, id, "");
    }

    /// The same, held against others until the transaction ends.
    @Nullable Head lock(Transaction tx, CaseId id) {
        return head(tx, id, "for update");
    }

    private static @Nullable Head head(Transaction tx, CaseId id, String lock) {
        return Rows.one(tx.query("""
                        select id, version, member, state, outcome, assignee, chosen_priority, priority, test,
                               assessment, current_report, opened_at
                        from cases
                        where id = $1
                        """ + lock, id.toString()), CaseStore::head);
    }

    void insert(Transaction tx, CaseRecord record, Instant now) {
        tx.query("""
                insert into cases (id, member, state, title, language, test, classes, sector, tlp, score, level,
                                   incomplete, assessment, priority, current_report, clock_kind, next_due,
                                   personal_data, aware_at, opened_at, changed_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                        $12, $13, $14, $15, $16, $17,
                        $18, $19, $20, $21)
                """, recordArgs(record, now));
    }

    void update(Transaction tx, CaseRecord record, Instant now) {
        tx.query("""
                update cases
                set version = version + 1,
                    member = $2, state = $3, title = $4, language = $5, test = $6, classes = $7, sector = $8,
                    tlp = $9, score = $10, level = $11, incomplete = $12, assessment = $13, priority = $14,
                    current_report = $15, clock_kind = $16, next_due = $17, personal_data = $18, aware_at = $19,
                    opened_at = $20, changed_at = $21
                where id = $1
                """, recordArgs(record, now));
    }

    private static Tuple recordArgs(CaseRecord record, Instant now) {
        Clock lead = record.lead();
        var facts = record.facts();
        var score = record.assessment().score();
        return Args.of(
                record.id().toString(),
                record.member().value(),
                record.state().word(),
                facts.title(),
                facts.language(),
                record.test(),
                record.classCodes().toArray(String[]::new),
                facts.sector() == null ? null : facts.sector().word(),
                facts.tlp().word(),
                score.value(),
                score.level().word(),
                score.incomplete(),
                AssessmentJson.write(record.assessment().findings(), score),
                record.assessment().priority().rank(),
                record.current().value(),
                lead == null ? null : lead.kind().word(),
                lead == null || !lead.open() ? null : lead.due(),
                facts.personalData().involved().name().toLowerCase(Locale.ROOT),
                record.awareAt(),
                record.openedAt(),
                now);
    }

    void addReport(Transaction tx, CaseId id, ReportRow report, Sha256 payload, Instant now) {
        tx.query(
                """
                insert into case_reports (report, case_id, stage, received_at, written_at, aware_at, payload_sha256,
                                          joined_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                report.id().value(),
                id.toString(),
                report.stage().word(),
                report.receivedAt(),
                report.writtenAt(),
                report.awareAt(),
                payload.toBytes(),
                now);
    }

    /// The reports of a case, the first received first.
    List<ReportRow> reports(Transaction tx, CaseId id) {
        return Rows.list(
                tx.query("""
                        select report, stage, received_at, written_at, aware_at
                        from case_reports
                        where case_id = $1
                        order by received_at, report
                        """, id.toString()),
                row -> new ReportRow(
                        new ReportId(row.getUUID("report")),
                        ReportStage.valueOf(Rows.text(row, "stage").toUpperCase(Locale.ROOT)),
                        Rows.instant(row, "received_at"),
                        Rows.instantOrNull(row, "written_at"),
                        Rows.instantOrNull(row, "aware_at")));
    }

    List<Clock> clocks(Transaction tx, CaseId id) {
        return Rows.list(tx.query("""
                        select kind, started_at, due_at, met_at, stopped, basis
                        from case_clocks
                        where case_id = $1
                        """, id.toString()), row -> clock(row, ""));
    }

    /// Writes the clocks of a case as they are now.
    void putClocks(Transaction tx, CaseId id, List<Clock> clocks) {
        tx.update(
                "delete from case_clocks where case_id = $1 and kind <> all ($2)",
                id.toString(),
                clocks.stream().map(clock -> clock.kind().word()).toArray(String[]::new));
        List<Tuple> rows = new ArrayList<>();
        for (Clock clock : clocks) {
            rows.add(Args.of(
                    id.toString(),
                    clock.kind().word(),
                    clock.start(),
                    clock.due(),
                    clock.metAt(),
                    clock.stopped() == null ? null : clock.stopped().word(),
                    clock.basis()));
        }
        tx.batch("""
                insert into case_clocks (case_id, kind, started_at, due_at, met_at, stopped, basis)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (case_id, kind) do update
                set started_at = excluded.started_at, due_at = excluded.due_at, met_at = excluded.met_at,
                    stopped = excluded.stopped, basis = excluded.basis
                """, rows);
    }

    void setOutcome(Transaction tx, CaseId id, CaseState state, @Nullable Outcome outcome, Instant now) {
        tx.query("""
                update cases
                set state = $2, outcome = $3, closed_at = case when $2 = 'closed' then $4::timestamptz end
                where id = $1
                """, id.toString(), state.word(), outcome == null ? null : outcome.word(), now);
    }

    void setAssignee(Transaction tx, CaseId id, @Nullable String assignee) {
        tx.query("update cases set assignee = $2 where id = $1", id.toString(), assignee);
    }

    void setChosenPriority(
            Transaction tx, CaseId id, @Nullable Integer rank, @Nullable String reason, String by, Instant now) {
        tx.query("""
                update cases
                set chosen_priority = $2, chosen_reason = $3,
                    chosen_by = case when $2::smallint is not null then $4 end,
                    chosen_at = case when $2::smallint is not null then $5::timestamptz end
                where id = $1
                """, id.toString(), rank == null ? null : rank.shortValue(), reason, by, now);
    }

    CaseView.@Nullable PriorityOverride override(Transaction tx, CaseId id) {
        return Rows.one(
                tx.query("""
                        select chosen_priority, chosen_reason, chosen_by, chosen_at
                        from cases
                        where id = $1
                          and chosen_priority is not null
                        """, id.toString()),
                row -> new CaseView.PriorityOverride(
                        Priority.ofRank(row.getInteger("chosen_priority")),
                        Rows.text(row, "chosen_reason"),
                        Rows.text(row, "chosen_by"),
                        Rows.instant(row, "chosen_at")));
    }

    void touch(Transaction tx, CaseId id, Instant now) {
        tx.query("update cases set version = version + 1, changed_at = $2 where id = $1", id.toString(), now);
    }

    static CaseId caseId(Row row, String column) {
        return requireNonNull(CaseId.parse(Rows.text(row, column)), column);
    }

    /// A clock from columns whose names begin with `prefix`.
    static Clock clock(Row row, String prefix) {
        String stopped = row.getString(prefix + "stopped");
        return new Clock(
                requireNonNull(ClockKind.parse(Rows.text(row, prefix + "kind"))),
                Rows.instantOrNull(row, prefix + "started_at"),
                Rows.instantOrNull(row, prefix + "due_at"),
                Rows.instantOrNull(row, prefix + "met_at"),
                stopped == null
                        ? null
                        : Clock.Stopped.valueOf(stopped.toUpperCase(Locale.ROOT).replace('-', '_')),
                Rows.text(row, prefix + "basis"));
    }

    private static Head head(Row row) {
        String outcome = row.getString("outcome");
        return new Head(
                caseId(row, "id"),
                row.getInteger("version"),
                new MemberCode(Rows.text(row, "member")),
                requireNonNull(CaseState.parse(Rows.text(row, "state"))),
                outcome == null ? null : Outcome.parse(outcome),
                row.getString("assignee"),
                row.getInteger("chosen_priority"),
                row.getInteger("priority"),
                row.getBoolean("test"),
                Rows.text(row, "assessment"),
                new ReportId(row.getUUID("current_report")),
                Rows.instant(row, "opened_at"));
    }
}
