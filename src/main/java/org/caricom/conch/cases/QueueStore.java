package org.caricom.conch.cases;

import static java.util.Objects.requireNonNull;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.access.Caller;
import org.caricom.conch.db.Args;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.Level;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// Reads the queue: pages of cases by filter, and the counts of its views.
final class QueueStore {
    /// PostgreSQL refuses words of more than 2046 bytes; no title has one of this many letters.
    private static final int LONGEST_WORD = 200;

    /// A place in a list: the sort keys of the last case shown.
    record Place(Instant due, Instant openedAt, String id) {}

    /// What is read of every case in a list; `$1` is now.
    private static final String COLUMNS = """
            c.id, c.version, c.member, c.title, c.language, c.state, c.outcome, c.test, c.classes, c.sector, c.tlp,
            c.score, c.level, c.incomplete, c.assignee, c.opened_at, c.changed_at, c.clock_kind,
            coalesce(c.chosen_priority,
                     greatest(c.priority - case when c.next_due < $1 then 1 else 0 end, 1)) as priority,
            coalesce(c.next_due, timestamptz '9999-01-01T00:00:00Z') as due
            """;

    /// How far a page of cases is seen, as far as the caller may learn, their clocks and how many reports they hold.
    /// `$2`
    /// is the caller's member.
    private static final String AROUND = """
            , seen as (
                select p.id, count(distinct o.member) as members
                from page p
                join case_observables m on m.case_id = p.id and m.listed is null and m.counts
                join case_observables o on o.digest = m.digest and o.type = m.type and o.listed is null and o.counts
                                       and ($2::text is null or not o.discreet or o.member = $2)
                group by p.id
            ), held as (
                select p.id, count(*) as reports
                from page p
                join case_reports r on r.case_id = p.id
                group by p.id
            )
            select p.*, greatest(coalesce(seen.members, 1), 1) as seen_in, coalesce(held.reports, 0) as reports,
                   k.kind as k_kind, k.started_at as k_started_at, k.due_at as k_due_at, k.met_at as k_met_at,
                   k.stopped as k_stopped, k.basis as k_basis
            from page p
            left join seen on seen.id = p.id
            left join held on held.id = p.id
            left join case_clocks k on k.case_id = p.id and k.kind = p.clock_kind
            """;

    private static final String FILTER = """
              and ($3::text[] is null or c.state = any ($3))
              and ($4::text is null or c.member = $4)
              and ($5::smallint is null
                   or coalesce(c.chosen_priority,
                               greatest(c.priority - case when c.next_due < $1 then 1 else 0 end, 1)) = $5)
              and ($6::text is null
                   or c.classes @> array[$6]
                   or exists (select from unnest(c.classes) as code where starts_with(code, $6 || ':')))
              and ($7::text is null or ($7 = '' and c.assignee is null) or c.assignee = $7)
              and ($8::text is null or case $8
                   when 'late' then c.next_due < $1
                   when 'soon' then c.next_due >= $1 and c.next_due < $1 + interval '4 hours'
                   when 'later' then c.next_due >= $1 + interval '4 hours'
                   when 'none' then c.next_due is null
                   end)
              and ($11::text is null
                   or c.words @@ to_tsquery('simple', $9::text)
                   or c.id = $11
                   or c.id in (select o.case_id from case_observables o where o.digest = $10))
            """;

    /// What an index can answer stands as a plain condition, since a prepared statement is planned for any value.
    private static String from(Caller caller, CaseQuery query) {
        String member = caller.member() == null ? "$2::text is null" : "c.member = $2";
        String open = query.states().equals(CaseQuery.OPEN) ? " and c.state <> 'closed'" : "";
        return "from cases c\nwhere " + member + open + "\n" + FILTER;
    }

    /// One page, in one statement.
    List<CaseRow> list(Transaction tx, Caller caller, CaseQuery query, @Nullable Place after, int limit, Instant now) {
        String page = switch (query.order()) {
            case NEWEST -> """
                          and ($12::timestamptz is null or (c.opened_at, c.id) < ($13, $14))
                        order by c.opened_at desc, c.id desc
                        limit $15
                        """;
            case NEXT_CLOCK -> """
                          and ($12::timestamptz is null
                               or coalesce(c.next_due, timestamptz '9999-01-01T00:00:00Z') > $12
                               or (coalesce(c.next_due, timestamptz '9999-01-01T00:00:00Z') = $12
                                   and (c.opened_at, c.id) < ($13, $14)))
                        order by coalesce(c.next_due, timestamptz '9999-01-01T00:00:00Z'), c.opened_at desc, c.id desc
                        limit $15
                        """;
        };
        String order = switch (query.order()) {
            case NEWEST -> "order by p.opened_at desc, p.id desc";
            case NEXT_CLOCK -> "order by p.due, p.opened_at desc, p.id desc";
        };
        List<@Nullable Object> args = filter(caller, query, now);
        args.add(after == null ? null : after.due());
        args.add(after == null ? null : after.openedAt());
        args.add(after == null ? null : after.id());
        args.add(limit);
        return Rows.list(
                tx.query(
                        "with page as (select " + COLUMNS + from(caller, query) + page + ")" + AROUND + order,
                        Args.of(args.toArray())),
                QueueStore::row);
    }

    @Nullable CaseRow find(Transaction tx, Caller caller, CaseId id, Instant now) {
        return Rows.one(
                tx.query(
                        "with page as (select " + COLUMNS + " from cases c where c.id = $3)" + AROUND,
                        now,
                        scope(caller),
                        id.toString()),
                QueueStore::row);
    }

    QueueCounts counts(Transaction tx, Caller caller, Instant now) {
        return Rows.only(
                tx.query("""
                        select count(*) filter (where state <> 'closed')                                 as open,
                               count(*) filter (where state = 'new')                                     as fresh,
                               count(*) filter (where state <> 'closed' and assignee = $3)               as mine,
                               count(*) filter (where state <> 'closed' and assignee is null)            as nobodys,
                               count(*) filter (where state <> 'closed' and next_due < $1)               as late,
                               count(*) filter (where state <> 'closed' and next_due >= $1
                                                  and next_due < $1 + interval '4 hours')                as soon,
                               count(*) filter (where state = 'waiting')                                 as waiting,
                               count(*) filter (where state = 'closed')                                  as closed
                        from cases
                        where ($2::text is null or member = $2)
                        """, now, scope(caller), caller.name()),
                row -> new QueueCounts(
                        row.getInteger("open"),
                        row.getInteger("fresh"),
                        row.getInteger("mine"),
                        row.getInteger("nobodys"),
                        row.getInteger("late"),
                        row.getInteger("soon"),
                        row.getInteger("waiting"),
                        row.getInteger("closed")));
    }

    /// How many cases a filter finds.
    int count(Transaction tx, Caller caller, CaseQuery query, Instant now) {
        return Rows.only(
                tx.query(
                        "select count(*) as found " + from(caller, query),
                        Args.of(filter(caller, query, now).toArray())),
                row -> row.getInteger("found"));
    }

    /// The values of [#FILTER]'s placeholders.
    private static List<@Nullable Object> filter(Caller caller, CaseQuery query, Instant now) {
        String text = query.text();
        List<@Nullable Object> args = new ArrayList<>();
        args.add(now);
        args.add(scope(caller));
        args.add(
                query.states().isEmpty()
                        ? null
                        : query.states().stream().map(CaseState::word).toArray(String[]::new));
        args.add(query.member() == null ? null : query.member().value());
        args.add(
                query.priority() == null
                        ? null
                        : Integer.valueOf(query.priority().rank()));
        args.add(query.rsit());
        args.add(query.assignee());
        args.add(query.due() == null ? null : query.due().word());
        args.add(text == null ? null : words(text));
        args.add(text == null ? null : digest(text));
        args.add(text == null ? null : text.strip().toUpperCase(Locale.ROOT));
        return args;
    }

    /// The member whose cases alone the caller may see; null for those who see all.
    static @Nullable String scope(Caller caller) {
        return caller.member() == null ? null : caller.member().value();
    }

    /// Every word of what was typed must begin a word of the title. Nothing but letters and digits reaches the query
    /// language of PostgreSQL. Null when there is no word in it.
    private static @Nullable String words(String text) {
        StringBuilder query = new StringBuilder();
        for (String word : text.split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                int most = Math.min(word.codePointCount(0, word.length()), LONGEST_WORD);
                query.append(query.isEmpty() ? "" : " & ")
                        .append(word, 0, word.offsetByCodePoints(0, most))
                        .append(":*");
            }
        }
        return query.isEmpty() ? null : query.toString();
    }

    static byte[] digest(String value) {
        return Sha256.of(value.strip().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toBytes();
    }

    static CaseRow row(Row row) {
        String outcome = row.getString("outcome");
        String sector = row.getString("sector");
        Clock clock = row.getString("k_kind") == null ? null : CaseStore.clock(row, "k_");
        return new CaseRow(
                CaseStore.caseId(row, "id"),
                row.getInteger("version"),
                new MemberCode(Rows.text(row, "member")),
                Rows.text(row, "title"),
                Rows.text(row, "language"),
                requireNonNull(CaseState.parse(Rows.text(row, "state"))),
                outcome == null ? null : Outcome.parse(outcome),
                row.getBoolean("test"),
                Rows.texts(row, "classes").stream()
                        .map(code -> requireNonNull(Rsit.parse(code)))
                        .toList(),
                sector == null ? null : Sector.parse(sector),
                row.getBigDecimal("score"),
                requireNonNull(Level.parse(Rows.text(row, "level"))),
                row.getBoolean("incomplete"),
                Priority.ofRank(row.getInteger("priority")),
                row.getString("assignee"),
                requireNonNull(Tlp.parse(Rows.text(row, "tlp"))),
                clock,
                row.getInteger("seen_in"),
                row.getInteger("reports"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "changed_at"));
    }
}
