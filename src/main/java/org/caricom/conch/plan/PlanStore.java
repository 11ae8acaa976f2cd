package org.caricom.conch.plan;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// Counts the cases that are evidence, and keeps what people state about actions.
final class PlanStore {
    /// Figures of an action, of an area (no action) or of a plan (no area).
    record Count(
            String plan,
            @Nullable String area,
            @Nullable String action,
            int cases,
            int members,
            @Nullable Instant last) {}

    /// What a person stated, with the action it is about.
    record Stated(String action, Statement statement) {}

    /// Every case with the marks that rules may need. `$1` are the rules, `$2` one case, or null for all.
    private static final String EVIDENCE = """
            with rule as (
                select *
                from jsonb_to_recordset($1::text::jsonb)
                     as r (plan text, area text, action text, sectors text[], members text[], needs text[])
            ), crossing as (
                select distinct m.case_id
                from case_observables m
                where m.listed is null and m.counts and ($2::text is null or m.case_id = $2)
                  and exists (select
                              from case_observables o
                              where o.digest = m.digest and o.type = m.type and o.member <> m.member
                                and o.listed is null and o.counts and not o.discreet)
            ), met as (
                select k.case_id,
                       bool_or(k.kind = 'early-warning' and k.met_at <= k.due_at) as warned_in_time,
                       bool_or(k.kind = 'notification' and k.met_at is not null)  as notified,
                       bool_or(k.kind = 'notification' and k.met_at <= k.due_at)  as notified_in_time,
                       bool_or(k.kind = 'final-report' and k.met_at is not null)  as final_report,
                       bool_or(k.kind = 'data-notice' and k.met_at is not null)   as authority_told
                from case_clocks k
                where $2::text is null or k.case_id = $2
                group by k.case_id
            ), fact as (
                select c.id, c.member, c.sector, c.opened_at,
                       array_remove(array[
                           case when m.warned_in_time then 'early-warning-in-time' end,
                           case when m.notified then 'notified' end,
                           case when m.notified_in_time then 'notification-in-time' end,
                           case when m.final_report then 'final-report' end,
                           case when m.authority_told then 'authority-told' end,
                           case when x.case_id is not null then 'seen-in-several-states' end,
                           case when not c.incomplete then 'scored' end,
                           case when c.personal_data in ('yes', 'suspected') then 'personal-data' end,
                           case when c.state in ('contained', 'resolved')
                                  or c.outcome in ('confirmed', 'failed-attempt') then 'contained' end
                       ], null) as marks
                from cases c
                left join met m on m.case_id = c.id
                left join crossing x on x.case_id = c.id
                where not c.test
                  and c.outcome is distinct from 'test'
                  and c.outcome is distinct from 'false-positive'
                  and c.outcome is distinct from 'duplicate'
                  and ($2::text is null or c.id = $2)
            ), evidence as (
                select r.plan, r.area, r.action, f.id, f.member, f.opened_at
                from rule r
                join fact f
                  on (r.sectors is null or f.sector = any (r.sectors))
                 and (r.members is null or f.member = any (r.members))
                 and (r.needs is null or r.needs <@ f.marks)
            )
            """;

    List<Count> counts(Transaction tx, String rules) {
        return Rows.list(
                tx.query(EVIDENCE + """
                        select plan, area, action, count(distinct id) as cases, count(distinct member) as members,
                               max(opened_at) as last
                        from evidence
                        group by grouping sets ((plan), (plan, area), (plan, area, action))
                        """, rules, null),
                row -> new Count(
                        Rows.text(row, "plan"),
                        row.getString("area"),
                        row.getString("action"),
                        row.getInteger("cases"),
                        row.getInteger("members"),
                        Rows.instantOrNull(row, "last")));
    }

    /// The actions that one case is evidence for.
    List<String> actionsOf(Transaction tx, String rules, CaseId id) {
        return Rows.list(
                tx.query(EVIDENCE + "select distinct action from evidence order by action", rules, id.toString()),
                row -> Rows.text(row, "action"));
    }

    /// How many of these members had a case since then.
    int membersWithCases(Transaction tx, List<MemberCode> members, Instant since) {
        return Rows.only(
                tx.query("""
                        select count(distinct member) as members
                        from cases
                        where member = any ($1)
                          and opened_at >= $2
                          and not test
                        """, members.stream().map(MemberCode::value).toArray(String[]::new), since),
                row -> row.getInteger("members"));
    }

    /// The newest statement on each action and member.
    List<Stated> statements(Transaction tx) {
        return Rows.list(tx.query("""
                        select distinct on (action, member) action, member, status, note, by, at
                        from plan_statements
                        order by action, member nulls first, number desc
                        """), PlanStore::stated);
    }

    void state(Transaction tx, String action, Statement statement) {
        tx.query(
                """
                insert into plan_statements (action, member, status, note, by, at)
                values ($1, $2, $3, $4, $5, $6)
                """,
                action,
                statement.member() == null ? null : statement.member().value(),
                statement.status().word(),
                statement.note(),
                statement.by(),
                statement.at());
    }

    private static Stated stated(Row row) {
        String member = row.getString("member");
        return new Stated(
                Rows.text(row, "action"),
                new Statement(
                        member == null ? null : new MemberCode(member),
                        Objects.requireNonNull(Statement.Status.parse(Rows.text(row, "status"))),
                        row.getString("note"),
                        Rows.text(row, "by"),
                        Rows.instant(row, "at")));
    }
}
