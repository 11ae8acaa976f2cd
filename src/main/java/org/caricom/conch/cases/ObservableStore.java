package org.caricom.conch.cases;

import static java.util.Objects.requireNonNull;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.caricom.conch.access.Caller;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// The values of cases, and which cases share them.
final class ObservableStore {
    /// A value shared with another case.
    record Match(
            CaseId other,
            MemberCode member,
            String title,
            Instant openedAt,
            List<String> classes,
            Observable observable,
            int seenIn,
            int cases) {}

    /// Adds the values of a report; one that the case holds already keeps the role that says most.
    ///
    /// @param discreet whether other members must not learn of them from this report
    void add(
            Transaction tx,
            CaseId id,
            MemberCode member,
            boolean test,
            boolean discreet,
            Collection<ReportedIndicator> indicators,
            WarningLists lists) {
        int size = indicators.size();
        String[] types = new String[size];
        byte[][] digests = new byte[size][];
        String[] values = new String[size];
        String[] roles = new String[size];
        @Nullable String[] listed = new @Nullable String[size];
        int at = 0;
        for (ReportedIndicator indicator : indicators) {
            Observable observable = indicator.observable();
            types[at] = observable.type().word();
            digests[at] = QueueStore.digest(observable.value());
            values[at] = observable.value();
            roles[at] = indicator.role().name().toLowerCase(Locale.ROOT);
            listed[at] = lists.reason(observable);
            at++;
        }
        if (size == 0) {
            return;
        }
        tx.update("""
                insert into case_observables as held (case_id, type, digest, value, role, listed, member, counts, discreet)
                select distinct on (type, digest)
                       $1, type, digest, value, role, listed, $2, not $3 and role <> 'victim', $9
                from unnest($4::text[], $5::bytea[], $6::text[], $7::text[], $8::text[])
                     as given (type, digest, value, role, listed)
                order by type, digest, array_position(array['victim', 'attacker', 'unknown'], role)
                on conflict (case_id, type, digest) do update
                set role = excluded.role, listed = excluded.listed, counts = excluded.counts,
                    discreet = held.discreet and excluded.discreet
                where held.role <> 'victim'
                """, id.toString(), member.value(), test, types, digests, values, roles, listed, discreet);
    }

    /// Where a value stands in the order of all values of all cases.
    record Place(String id, String type, Sha256 digest) {
        static final Place FIRST = new Place("", "", Sha256.fromBytes(new byte[32]));
    }

    /// A value of a case.
    ///
    /// @param listed why a warning list knows it; null when none does
    record Held(
            CaseId id,
            Place place,
            Observable observable,
            @Nullable String listed) {
        Held withListed(@Nullable String reason) {
            return new Held(id, place, observable, reason);
        }
    }

    /// Values of cases that are not closed, in a lasting order.
    List<Held> openOnes(Transaction tx, Place after, int limit) {
        return Rows.list(
                tx.query("""
                        select o.case_id, o.type, o.digest, o.value, o.listed
                        from case_observables o
                        join cases c on c.id = o.case_id
                        where (o.case_id, o.type, o.digest) > ($1, $2, $3)
                          and c.state <> 'closed'
                        order by o.case_id, o.type, o.digest
                        limit $4
                        """, after.id(), after.type(), after.digest().toBytes(), limit),
                row -> new Held(
                        CaseStore.caseId(row, "case_id"),
                        new Place(
                                Rows.text(row, "case_id"),
                                Rows.text(row, "type"),
                                Sha256.fromBytes(Rows.bytes(row, "digest"))),
                        observable(row),
                        row.getString("listed")));
    }

    /// Notes anew why warning lists know these values, or that none does.
    void list(Transaction tx, List<Held> values) {
        int size = values.size();
        String[] ids = new String[size];
        String[] types = new String[size];
        byte[][] digests = new byte[size][];
        @Nullable String[] listed = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            Held held = values.get(i);
            ids[i] = held.place().id();
            types[i] = held.place().type();
            digests[i] = held.place().digest().toBytes();
            listed[i] = held.listed();
        }
        if (size == 0) {
            return;
        }
        tx.update("""
                update case_observables o
                set listed = new.listed
                from unnest($1::text[], $2::text[], $3::bytea[], $4::text[]) as new (case_id, type, digest, listed)
                where o.case_id = new.case_id and o.type = new.type and o.digest = new.digest
                """, ids, types, digests, listed);
    }

    /// A case that names a value.
    record Holder(CaseId id, Observable value) {}

    /// Open cases of others that name any of these, the newest 20 for each.
    ///
    /// @param member whose cases are left out; null for none
    List<Holder> holders(Transaction tx, @Nullable MemberCode member, Collection<Observable> values) {
        return Rows.list(
                tx.query(
                        """
                        select o.case_id, o.type, o.value
                        from unnest($1::text[], $2::bytea[]) as asked (type, digest)
                        cross join lateral (
                            select o.case_id, o.type, o.value
                            from case_observables o
                            join cases c on c.id = o.case_id
                            where o.digest = asked.digest and o.type = asked.type
                              and o.listed is null and o.counts
                              and ($3::text is null or o.member <> $3)
                              and c.state <> 'closed'
                            order by o.case_id desc
                            limit 20
                        ) o
                        order by o.case_id, o.type, o.value
                        """,
                        values.stream().map(value -> value.type().word()).toArray(String[]::new),
                        values.stream()
                                .map(value -> QueueStore.digest(value.value()))
                                .toArray(byte[][]::new),
                        member == null ? null : member.value()),
                row -> new Holder(CaseStore.caseId(row, "case_id"), observable(row)));
    }

    /// The values of a case, said to be an attacker's, that warning lists know.
    List<CaseView.SeenValue> listed(Transaction tx, CaseId id) {
        return Rows.list(
                tx.query("""
                        select type, value, listed
                        from case_observables
                        where case_id = $1 and listed is not null and role = 'attacker'
                        order by type, value
                        limit 200
                        """, id.toString()),
                row -> new CaseView.SeenValue(observable(row), row.getString("listed"), 1));
    }

    boolean has(Transaction tx, CaseId id, Observable value) {
        return Rows.only(
                tx.query("""
                        select exists (select
                                       from case_observables
                                       where case_id = $1 and type = $2 and digest = $3) as found
                        """, id.toString(), value.type().word(), QueueStore.digest(value.value())),
                row -> row.getBoolean("found"));
    }

    /// Whether some case holds any of these as its victim's.
    boolean anyVictims(Transaction tx, Collection<Observable> values) {
        return Rows.only(
                tx.query(
                        """
                        select exists (select
                                       from unnest($1::text[], $2::bytea[]) as asked (type, digest)
                                       join case_observables o
                                         on o.digest = asked.digest and o.type = asked.type and o.role = 'victim') as found
                        """,
                        values.stream().map(value -> value.type().word()).toArray(String[]::new),
                        values.stream()
                                .map(value -> QueueStore.digest(value.value()))
                                .toArray(byte[][]::new)),
                row -> row.getBoolean("found"));
    }

    /// Lets no other member learn of any value of a case.
    void hide(Transaction tx, CaseId id) {
        tx.update("""
                update case_observables
                set discreet = true
                where case_id = $1 and not discreet
                """, id.toString());
    }

    /// Takes the values of a case out of every comparison, or back in, after it became a test or stopped being one.
    void setTest(Transaction tx, CaseId id, boolean test) {
        tx.update("""
                update case_observables
                set counts = not $2 and role <> 'victim'
                where case_id = $1 and counts <> (not $2 and role <> 'victim')
                """, id.toString(), test);
    }

    /// The values of a case and in how many members' cases each is seen, as far as the caller may learn.
    List<CaseView.SeenValue> seen(Transaction tx, Caller caller, CaseId id) {
        return Rows.list(
                tx.query("""
                        with mine as (
                            select type, digest, value, listed
                            from case_observables
                            where case_id = $1
                        ), spread as (
                            select m.type, m.digest, count(distinct o.member) as members
                            from mine m
                            join case_observables o
                              on o.digest = m.digest and o.type = m.type and o.listed is null and o.counts
                             and ($2::text is null or not o.discreet or o.member = $2)
                            group by m.type, m.digest
                        )
                        select m.type, m.value, m.listed, greatest(coalesce(s.members, 1), 1) as seen_in
                        from mine m
                        left join spread s on s.digest = m.digest and s.type = m.type
                        order by seen_in desc, m.type, m.value
                        """, id.toString(), QueueStore.scope(caller)),
                row -> new CaseView.SeenValue(observable(row), row.getString("listed"), row.getInteger("seen_in")));
    }

    /// Every value that this case shares with others, those of the `most` closest cases, as far as the caller may
    /// learn.
    List<Match> matches(Transaction tx, Caller caller, CaseId id, int most) {
        return Rows.list(
                tx.query("""
                        with mine as (
                            select type, digest, value
                            from case_observables
                            where case_id = $1 and listed is null and counts
                        ), spread as (
                            select m.type, m.digest, count(distinct o.member) as members, count(*) as cases
                            from mine m
                            join case_observables o
                              on o.digest = m.digest and o.type = m.type and o.listed is null and o.counts
                             and ($3::text is null or not o.discreet or o.member = $3)
                            group by m.type, m.digest
                        ), shared as (
                            select o.case_id, m.type, m.digest, m.value
                            from mine m
                            join case_observables o
                              on o.digest = m.digest and o.type = m.type and o.listed is null and o.counts
                             and ($3::text is null or not o.discreet or o.member = $3)
                            where o.case_id <> $1
                        ), closest as (
                            select s.case_id
                            from shared s
                            join spread p on p.digest = s.digest and p.type = s.type
                            group by s.case_id
                            order by sum(1.0 / p.cases) desc, s.case_id desc
                            limit $2
                        )
                        select c.id, c.member, c.title, c.opened_at, c.classes, s.type, s.value,
                               p.members as seen_in, p.cases
                        from closest
                        join shared s on s.case_id = closest.case_id
                        join spread p on p.digest = s.digest and p.type = s.type
                        join cases c on c.id = s.case_id
                        order by c.id desc, s.type, s.value
                        """, id.toString(), most, QueueStore.scope(caller)),
                row -> new Match(
                        CaseStore.caseId(row, "id"),
                        new MemberCode(Rows.text(row, "member")),
                        Rows.text(row, "title"),
                        Rows.instant(row, "opened_at"),
                        Rows.texts(row, "classes"),
                        observable(row),
                        row.getInteger("seen_in"),
                        row.getInteger("cases")));
    }

    private static Observable observable(Row row) {
        return new Observable(requireNonNull(ObservableType.parse(Rows.text(row, "type"))), Rows.text(row, "value"));
    }
}
