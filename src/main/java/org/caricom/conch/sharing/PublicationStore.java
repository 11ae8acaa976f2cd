package org.caricom.conch.sharing;

import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.render.ReportersBucket;
import org.caricom.conch.scrub.Cleared;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// Keeps what is published. The only place where a stored text becomes [Cleared] again: nothing but cleared objects is
/// ever written here.
final class PublicationStore {
    /// A value to be looked up.
    ///
    /// @param word kind of value; null for any
    record Wanted(String value, @Nullable String word) {}

    /// A looked-up value and what holds it.
    record Hit(int position, ClearedIndicator indicator) {}

    private static final String COLUMNS = """
            p.added_at, p.object_id, p.type, p.version_text, p.tlp_rank, p.revoked, p.json""";

    /// What an indicator stands for, as far as the collection holds it, and how many members have told of it so widely.
    private static final String ABOUT = """
            array(select t.json
                    from publication_edges e
                    join publications r on r.object_id = e.relationship_id and not r.superseded and not r.revoked
                                       and r.tlp_rank <= :rank
                    join publications t on t.object_id = e.target_id and not t.superseded and not t.revoked
                   where e.indicator_id = p.object_id
                     and t.tlp_rank <= :rank
                   order by t.type, t.object_id) as indicates,
            case when s.members < 3 then s.members
                 else (select count(distinct r.member)::int
                         from release_things l
                         join releases r on r.id = l.release_id
                        where l.key_digest = s.key_digest
                          and r.tlp_rank <= :rank
                          and r.withdrawn_at is null)
            end as members, s.rule_number""";

    private static final String THING = """
            join shared_things s on s.uuid = substring(p.object_id from position('--' in p.object_id) + 2)::uuid""";

    /// Takes the clock until the transaction ends, and `count` times from it, one microsecond apart.
    ///
    /// @return the first of them
    Instant takeTimes(Transaction tx, Instant now, int count) {
        return Rows.only(
                tx.query("""
                        update publication_clock
                           set last_at = greatest(last_at + interval '1 microsecond', $1)
                                       + ($2::float8 - 1) * interval '1 microsecond'
                        returning last_at - ($2::float8 - 1) * interval '1 microsecond' as first_at
                        """, now.truncatedTo(ChronoUnit.MICROS), (double) count),
                row -> Rows.instant(row, "first_at"));
    }

    /// The last time that was given out: as long as it stays, so do all collections.
    Instant clock(Transaction tx) {
        return Rows.only(tx.query("""
                        select last_at
                          from publication_clock
                        """), row -> Rows.instant(row, "last_at"));
    }

    /// The time of the newest publication that a collection holds; null when it is empty.
    @Nullable Instant newest(Transaction tx, Collection collection) {
        return Rows.only(tx.query("""
                        select max(added_at) as added_at
                          from publications
                         where tlp_rank <= :rank
                           and not superseded
                        """.replace(":rank", rank(collection))), row ->
                new @Nullable Instant[] {Rows.instantOrNull(row, "added_at")})[0];
    }

    Instant decided(Transaction tx) {
        return Rows.only(tx.query("""
                        select greatest((select max(decided_at) from releases),
                                        (select max(withdrawn_at) from releases),
                                        (select max(changed_at) from indicator_holds),
                                        timestamptz 'epoch') as decided_at
                        """), row -> Rows.instant(row, "decided_at"));
    }

    /// The time of the newest publication that a collection held before a time; null when it was empty.
    @Nullable Instant newestBefore(Transaction tx, Collection collection, Instant time) {
        return Rows.only(tx.query("""
                        select max(added_at) as added_at
                          from publications
                         where tlp_rank <= :rank
                           and not superseded
                           and added_at < $1
                        """.replace(":rank", rank(collection)), time), row ->
                new @Nullable Instant[] {Rows.instantOrNull(row, "added_at")})[0];
    }

    /// When somebody last held an indicator back from blocking, or let it go, by a time; null when nobody had.
    @Nullable Instant holdsChangedBy(Transaction tx, Instant time) {
        return Rows.only(tx.query("""
                        select greatest((select max(held_at) from indicator_holds where held_at <= $1),
                                        (select max(ended_at) from indicator_holds where ended_at <= $1)) as changed_at
                        """, time), row -> new @Nullable Instant[] {Rows.instantOrNull(row, "changed_at")})[
                0];
    }

    /// Whether a collection holds an indicator, not withdrawn, with a value of this kind.
    boolean holds(Transaction tx, Collection collection, String word) {
        return Rows.only(tx.query("""
                        select exists (select
                                         from publication_values v
                                         join publications p on p.object_id = v.object_id
                                        where v.word = $1
                                          and not p.superseded
                                          and not p.revoked
                                          and p.tlp_rank <= :rank) as held
                        """.replace(":rank", rank(collection)), word), row -> row.getBoolean("held"));
    }

    /// Adds versions, each with its own time from `first` on; what stood before is superseded.
    void add(Transaction tx, List<Cleared> objects, Instant first) {
        int count = objects.size();
        String[] ids = new String[count];
        String[] types = new String[count];
        Instant[] versions = new Instant[count];
        String[] versionTexts = new String[count];
        Integer[] ranks = new Integer[count];
        Boolean[] revoked = new Boolean[count];
        String[] jsons = new String[count];
        Instant[] added = new Instant[count];
        for (int i = 0; i < count; i++) {
            Cleared object = objects.get(i);
            ids[i] = object.id();
            types[i] = object.type();
            versions[i] = Instant.parse(object.version());
            versionTexts[i] = object.version();
            ranks[i] = Collection.rank(object.tlp());
            revoked[i] = object.revoked();
            jsons[i] = object.json();
            added[i] = first.plusNanos(i * 1000L);
        }
        tx.query("""
                update publications
                   set superseded = true
                 where object_id = any($1)
                   and not superseded
                """, (Object) ids);
        tx.query("""
                insert into publications
                       (added_at, object_id, type, version, version_text, tlp_rank, revoked, json)
                select added_at, object_id, type, version, version_text, tlp_rank, revoked, json
                  from unnest($1::timestamptz[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::int[],
                              $7::boolean[], $8::text[])
                    as new (added_at, object_id, type, version, version_text, tlp_rank, revoked, json)
                """, added, ids, types, versions, versionTexts, ranks, revoked, jsons);
    }

    /// Notes which values an indicator tests, so that it is found by them.
    void addValues(Transaction tx, List<Wanted> values, List<String> objectIds) {
        tx.query(
                """
                insert into publication_values (value_digest, word, object_id)
                select value_digest, word, object_id
                  from unnest($1::bytea[], $2::text[], $3::text[]) as new (value_digest, word, object_id)
                on conflict do nothing
                """,
                values.stream().map(value -> digest(value.value())).toArray(byte[][]::new),
                values.stream().map(Wanted::word).toArray(String[]::new),
                objectIds.toArray(String[]::new));
    }

    /// A relationship that is published, with its ends.
    record Edge(String relationship, String indicator, String target) {}

    void addEdges(Transaction tx, List<Edge> edges) {
        tx.query(
                """
                insert into publication_edges (indicator_id, target_id, relationship_id)
                select indicator_id, target_id, relationship_id
                  from unnest($1::text[], $2::text[], $3::text[]) as new (indicator_id, target_id, relationship_id)
                on conflict do nothing
                """,
                edges.stream().map(Edge::indicator).toArray(String[]::new),
                edges.stream().map(Edge::target).toArray(String[]::new),
                edges.stream().map(Edge::relationship).toArray(String[]::new));
    }

    /// Whether any version of these is there; those that are.
    List<String> known(Transaction tx, List<String> ids) {
        return Rows.list(tx.query("""
                        select distinct object_id
                          from publications
                         where object_id = any($1)
                        """, (Object) ids.toArray(String[]::new)), row -> Rows.text(row, "object_id"));
    }

    /// The relationships that start at an indicator, and the sighting of it.
    List<String> naming(Transaction tx, String indicatorId) {
        return Rows.list(tx.query("""
                        select relationship_id as id
                          from publication_edges
                         where indicator_id = $1
                         union
                        select p.object_id
                          from publications p
                         where p.type = 'sighting'
                           and not p.superseded
                           and p.json::jsonb ->> 'sighting_of_ref' = $1
                        """, indicatorId), row -> Rows.text(row, "id"));
    }

    /// The current version of an object; null when there is none.
    @Nullable Published current(Transaction tx, String id) {
        return Rows.one(tx.query("""
                        select :columns
                          from publications p
                         where p.object_id = $1
                           and not p.superseded
                        """.replace(":columns", COLUMNS), id), PublicationStore::published);
    }

    /// Up to `limit` rows of a collection in the order they were added.
    List<Published> page(Transaction tx, Collection collection, PublicationQuery query, int limit) {
        List<@Nullable Object> args = new ArrayList<>();
        StringBuilder where = new StringBuilder("p.tlp_rank <= ").append(collection.rank());
        if (query.after() != null) {
            where.append(" and p.added_at > $").append(push(args, query.after()));
        }
        if (!query.ids().isEmpty()) {
            where.append(" and p.object_id = any($")
                    .append(push(args, query.ids().toArray(String[]::new)))
                    .append(")");
        }
        if (!query.types().isEmpty()) {
            where.append(" and p.type = any($")
                    .append(push(args, query.types().toArray(String[]::new)))
                    .append(")");
        }
        where.append(versions(collection, query.versions(), args));
        String sql =
                """
                select :columns
                  from publications p
                 where :where
                 order by p.added_at
                 limit :limit
                """.replace(":columns", COLUMNS).replace(":where", where).replace(":limit", Integer.toString(limit));
        return Rows.list(tx.query(sql, args.toArray()), PublicationStore::published);
    }

    private static String versions(
            Collection collection, PublicationQuery.Versions versions, List<@Nullable Object> args) {
        if (versions.all()) {
            return "";
        }
        List<String> wishes = new ArrayList<>();
        if (versions.last()) {
            wishes.add("not p.superseded");
        }
        if (versions.first()) {
            wishes.add("""
                    not exists (select from publications before
                                 where before.object_id = p.object_id
                                   and before.tlp_rank <= :rank
                                   and before.added_at < p.added_at)""".replace(":rank", rank(collection)));
        }
        if (!versions.exactly().isEmpty()) {
            wishes.add("p.version = any($" + push(args, versions.exactly().toArray(Instant[]::new)) + ")");
        }
        return wishes.isEmpty() ? " and false" : " and (" + String.join(" or ", wishes) + ")";
    }

    /// The indicators of a collection that hold any of these values, by the position of the value.
    List<Hit> lookUp(Transaction tx, Collection collection, List<Wanted> wanted) {
        String sql = """
                select w.position::int as position, :columns, :about
                  from unnest($1::bytea[], $2::text[]) with ordinality as w (value_digest, word, position)
                  join publication_values v on v.value_digest = w.value_digest and (w.word is null or v.word = w.word)
                  join publications p on p.object_id = v.object_id and not p.superseded and not p.revoked
                  :thing
                 where p.tlp_rank <= :rank
                 order by w.position, p.added_at
                """.replace(":thing", THING)
                .replace(":columns", COLUMNS)
                .replace(":about", ABOUT)
                .replace(":rank", rank(collection));
        return Rows.list(
                tx.query(
                        sql,
                        wanted.stream().map(one -> digest(one.value())).toArray(byte[][]::new),
                        wanted.stream().map(Wanted::word).toArray(String[]::new)),
                row -> new Hit(row.getInteger("position") - 1, indicator(row)));
    }

    /// The current version of an indicator, not withdrawn; null when the collection holds none.
    @Nullable ClearedIndicator indicator(Transaction tx, Collection collection, String objectId) {
        return Rows.one(
                tx.query(
                        """
                select :columns, :about
                  from publications p
                  :thing
                 where p.object_id = $1
                   and p.type = 'indicator' and not p.superseded and not p.revoked
                   and p.tlp_rank <= :rank
                """.replace(":thing", THING)
                                .replace(":columns", COLUMNS)
                                .replace(":about", ABOUT)
                                .replace(":rank", rank(collection)),
                        objectId),
                PublicationStore::indicator);
    }

    /// Indicators of a collection, newest first.
    ///
    /// @param word   only of this kind of value; null for all
    /// @param before only what was added earlier; null from the newest on
    List<ClearedIndicator> newest(
            Transaction tx, Collection collection, @Nullable String word, @Nullable Instant before, int limit) {
        String sql = """
                select :columns, :about
                  from publications p
                  :thing
                 where p.type = 'indicator' and not p.superseded and not p.revoked
                   and p.tlp_rank <= :rank
                   and ($1::timestamptz is null or p.added_at < $1)
                   and ($2::text is null
                        or exists (select from publication_values v where v.object_id = p.object_id and v.word = $2))
                 order by p.added_at desc
                 limit $3
                """.replace(":thing", THING)
                .replace(":columns", COLUMNS)
                .replace(":about", ABOUT)
                .replace(":rank", rank(collection));
        return Rows.list(tx.query(sql, before, word, limit), PublicationStore::indicator);
    }

    /// Indicators of a collection, oldest first. What is not asked for is not in the statement either: a plan that has
    /// to allow for it would read from the oldest on for each part.
    List<ClearedIndicator> indicators(
            Transaction tx, Collection collection, FeedQuery query, @Nullable Instant after, int limit) {
        List<@Nullable Object> args = new ArrayList<>();
        StringBuilder where = new StringBuilder("p.tlp_rank <= ").append(collection.rank());
        if (after != null) {
            where.append(" and p.added_at > $").append(push(args, after));
        }
        if (query.before() != null) {
            where.append(" and p.added_at < $").append(push(args, query.before()));
        }
        if (query.active() != null) {
            where.append(" and p.valid_until > $").append(push(args, query.active()));
        }
        if (query.held() != null) {
            int at = push(args, query.held());
            where.append("""

                    and not exists (select from indicator_holds h
                                     where h.object_id = p.object_id
                                       and h.held_at <= $:at
                                       and (h.ended_at is null or h.ended_at > $:at))""".replace(":at", Integer.toString(at)));
        }
        if (query.day() != null) {
            where.append(" and p.day = $").append(push(args, query.day().toString()));
        }
        if (query.type() != null) {
            where.append(" and exists (select from publication_values v where v.object_id = p.object_id and v.word = $")
                    .append(push(args, query.type().word()))
                    .append(")");
        }
        String sql = """
                select :columns, :about
                  from (select p.added_at, p.object_id, p.type, p.version_text, p.tlp_rank, p.revoked, p.json
                          from publications p
                         where p.type = 'indicator' and not p.superseded
                           and :where
                         order by p.added_at
                         limit :limit) p
                  :thing
                 order by p.added_at
                """.replace(":where", where)
                .replace(":limit", Integer.toString(limit))
                .replace(":thing", THING)
                .replace(":columns", COLUMNS)
                .replace(":about", ABOUT)
                .replace(":rank", rank(collection));
        return Rows.list(tx.query(sql, args.toArray()), PublicationStore::indicator);
    }

    /// The days on which the indicators of a collection were first shared, the latest first.
    ///
    /// @param now what expired by then counts as a change of its day
    List<FeedDay> days(Transaction tx, Collection collection, Instant now) {
        return Rows.list(
                tx.query("""
                        select day,
                               greatest(max(added_at), max(valid_until) filter (where valid_until <= $1)) as newest, max(tlp_rank)::int as tlp_rank
                          from publications
                         where type = 'indicator'
                           and not superseded
                           and tlp_rank <= :rank
                         group by day
                         order by day desc
                        """.replace(":rank", rank(collection)), now),
                row -> new FeedDay(
                        LocalDate.parse(Rows.text(row, "day")),
                        Rows.instant(row, "newest"),
                        Collection.tlpOf(row.getInteger("tlp_rank"))));
    }

    private static String rank(Collection collection) {
        return Integer.toString(collection.rank());
    }

    private static Published published(Row row) {
        return new Published(cleared(row), Rows.instant(row, "added_at"));
    }

    private static ClearedIndicator indicator(Row row) {
        Integer members = row.getInteger("members");
        return new ClearedIndicator(
                cleared(row),
                Rows.texts(row, "indicates").stream()
                        .map(PublicationStore::target)
                        .toList(),
                ReportersBucket.of(members == null ? 0 : members),
                row.getInteger("rule_number"),
                Rows.instant(row, "added_at"));
    }

    private static Cleared cleared(Row row) {
        return Cleared.restore(
                Rows.text(row, "object_id"),
                Rows.text(row, "type"),
                Rows.text(row, "version_text"),
                Collection.tlpOf(row.getInteger("tlp_rank")),
                row.getBoolean("revoked"),
                Rows.text(row, "json"));
    }

    /// A published text alone, which tells the rest about itself.
    private static Cleared target(String json) {
        StixObject object = StixObject.of(Json.own(json));
        Tlp tlp = object.markings().stream()
                .map(Markings::tlpWord)
                .map(word -> word == null ? null : Tlp.parse(word))
                .filter(Objects::nonNull)
                .reduce(Tlp.CLEAR, Tlp::strictest);
        return Cleared.restore(
                object.id().toString(), object.type(), String.valueOf(object.version()), tlp, object.isRevoked(), json);
    }

    private static byte[] digest(String value) {
        return Sha256.of(value.getBytes(StandardCharsets.UTF_8)).toBytes();
    }

    private static int push(List<@Nullable Object> args, Object value) {
        args.add(value);
        return args.size();
    }
}
