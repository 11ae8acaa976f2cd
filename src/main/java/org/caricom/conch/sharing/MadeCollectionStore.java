package org.caricom.conch.sharing;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.sharing.MadeCollection.Grant;
import org.caricom.conch.sharing.MadeCollection.Sight;
import org.caricom.conch.sharing.PublicationQuery.Versions;
import org.jspecify.annotations.Nullable;

/// Collections made by hand, in the database.
final class MadeCollectionStore {
    private static final String COLUMNS = """
            c.id, c.title, c.description, g.who, g.may_read, g.may_write, g.visible_from""";

    void insert(Transaction tx, MadeCollection collection, String by, Instant now) {
        tx.update("""
                insert into made_collections (id, title, description, made_at, made_by)
                values ($1, $2, $3, $4, $5)
                """, collection.id(), collection.title(), collection.description(), now, by);
        List<Grant> grants = collection.grants();
        tx.update(
                """
                insert into made_collection_grants (collection_id, who, may_read, may_write, visible_from)
                select $1, who, may_read, may_write, visible_from
                  from unnest($2::text[], $3::boolean[], $4::boolean[], $5::timestamptz[])
                    as new (who, may_read, may_write, visible_from)
                """,
                collection.id(),
                grants.stream().map(Grant::who).toArray(String[]::new),
                grants.stream().map(Grant::mayRead).toArray(Boolean[]::new),
                grants.stream().map(Grant::mayWrite).toArray(Boolean[]::new),
                grants.stream().map(Grant::visibleFrom).toArray(Instant[]::new));
    }

    boolean remove(Transaction tx, UUID id, Instant now) {
        return tx.update("""
                        update made_collections
                           set removed_at = $2
                         where id = $1
                           and removed_at is null
                        """, id, now) == 1;
    }

    /// Every collection that is not removed, with its grants, by title.
    List<MadeCollection> all(Transaction tx) {
        return collections(Rows.list(tx.query("""
                        select :columns
                          from made_collections c
                          left join made_collection_grants g on g.collection_id = c.id
                         where c.removed_at is null
                         order by c.title, c.id, g.who
                        """.replace(":columns", COLUMNS)), MadeCollectionStore::line));
    }

    @Nullable MadeCollection find(Transaction tx, UUID id) {
        List<MadeCollection> found =
                collections(Rows.list(tx.query("""
                        select :columns
                          from made_collections c
                          left join made_collection_grants g on g.collection_id = c.id
                         where c.id = $1
                           and c.removed_at is null
                         order by g.who
                        """.replace(":columns", COLUMNS), id), MadeCollectionStore::line));
        return found.isEmpty() ? null : found.getFirst();
    }

    /// The texts that are there of these versions already, by id and version.
    Map<String, String> known(Transaction tx, UUID collection, List<Posted> objects) {
        Map<String, String> known = new LinkedHashMap<>();
        tx.query(
                        """
                        select object_id, version_text, json
                          from made_collection_objects
                         where collection_id = $1
                           and object_id = any($2)
                        """,
                        collection,
                        objects.stream()
                                .map(posted -> posted.object().id().toString())
                                .toArray(String[]::new))
                .forEach(row -> known.put(
                        Rows.text(row, "object_id") + " " + Rows.text(row, "version_text"), Rows.text(row, "json")));
        return known;
    }

    /// Adds versions, each with a time of its own from `first` on, and marks which of each object stands.
    void add(Transaction tx, UUID collection, List<Posted> objects, Instant first, String by) {
        String[] ids =
                objects.stream().map(posted -> posted.object().id().toString()).toArray(String[]::new);
        Instant[] added = new Instant[objects.size()];
        for (int i = 0; i < added.length; i++) {
            added[i] = first.plus(i, ChronoUnit.MICROS);
        }
        tx.update(
                """
                insert into made_collection_objects (collection_id, added_at, object_id, type, version_text, version,
                                                     tlp_rank, superseded, json, posted_by)
                select $1, added_at, object_id, type, version_text, version, tlp_rank, false, json, $2
                  from unnest($3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                              $8::smallint[], $9::text[])
                    as new (added_at, object_id, type, version_text, version, tlp_rank, json)
                """,
                collection,
                by,
                added,
                ids,
                objects.stream().map(posted -> posted.object().type()).toArray(String[]::new),
                objects.stream().map(Posted::versionText).toArray(String[]::new),
                objects.stream().map(Posted::version).toArray(Instant[]::new),
                objects.stream().map(MadeCollectionStore::rank).toArray(Short[]::new),
                objects.stream().map(Posted::json).toArray(String[]::new));
        settle(tx, collection, ids);
    }

    /// Takes versions of an object away, as far as they are seen.
    ///
    /// @return how many
    int delete(Transaction tx, UUID collection, String id, Versions versions, Sight sight) {
        List<@Nullable Object> args = new ArrayList<>(List.of(collection, id));
        int deleted = tx.update("""
                delete from made_collection_objects o
                 where o.collection_id = $1
                   and o.object_id = $2
                """ + seen("o", sight, args) + versions(versions, sight, args), args.toArray());
        settle(tx, collection, new String[] {id});
        return deleted;
    }

    /// The latest version of each of these stands; the others are superseded.
    private static void settle(Transaction tx, UUID collection, String[] ids) {
        tx.update("""
                update made_collection_objects o
                   set superseded = (o.added_at <> latest.added_at)
                  from (select distinct on (object_id) object_id, added_at
                          from made_collection_objects
                         where collection_id = $1
                           and object_id = any($2)
                         order by object_id, coalesce(version, added_at) desc, added_at desc) as latest
                 where o.collection_id = $1
                   and o.object_id = latest.object_id
                   and o.superseded = (o.added_at = latest.added_at)
                """, collection, ids);
    }

    /// Up to the query's limit in the order they were added.
    List<MadeObject> page(Transaction tx, UUID collection, PublicationQuery query, Sight sight) {
        List<@Nullable Object> args = new ArrayList<>(List.of(collection));
        StringBuilder where = new StringBuilder(seen("o", sight, args));
        if (query.after() != null) {
            where.append(" and o.added_at > $").append(push(args, query.after()));
        }
        if (!query.ids().isEmpty()) {
            where.append(" and o.object_id = any($")
                    .append(push(args, query.ids().toArray(String[]::new)))
                    .append(")");
        }
        if (!query.types().isEmpty()) {
            where.append(" and o.type = any($")
                    .append(push(args, query.types().toArray(String[]::new)))
                    .append(")");
        }
        where.append(versions(query.versions(), sight, args));
        return Rows.list(
                tx.query(
                        """
                        select o.object_id, o.version_text, o.json, o.added_at
                          from made_collection_objects o
                         where o.collection_id = $1
                           :where
                         order by o.added_at
                         limit :limit
                        """.replace(":where", where).replace(":limit", Integer.toString(query.limit())),
                        args.toArray()),
                MadeCollectionStore::object);
    }

    private static String seen(String row, Sight sight, List<@Nullable Object> args) {
        String marked = " and coalesce(" + row + ".tlp_rank, 0) <= " + sight.rank();
        return sight.from() == null ? marked : marked + " and " + row + ".added_at > $" + push(args, sight.from());
    }

    /// The first and the last are those of what is seen: a version that is hidden must not hide another one.
    private static String versions(Versions versions, Sight sight, List<@Nullable Object> args) {
        if (versions.all()) {
            return "";
        }
        List<String> wishes = new ArrayList<>();
        if (versions.last()) {
            wishes.add("not o.superseded");
            if (!sight.isWhole()) {
                wishes.add(none(">", sight, args));
            }
        }
        if (versions.first()) {
            wishes.add(none("<", sight, args));
        }
        if (!versions.exactly().isEmpty()) {
            wishes.add("coalesce(o.version, o.added_at) = any($"
                    + push(args, versions.exactly().toArray(Instant[]::new)) + ")");
        }
        return wishes.isEmpty() ? " and false" : " and (" + String.join(" or ", wishes) + ")";
    }

    /// That no other version that is seen stands on this side of the row's.
    private static String none(String side, Sight sight, List<@Nullable Object> args) {
        return """
                not exists (select from made_collection_objects other
                             where other.collection_id = o.collection_id
                               and other.object_id = o.object_id
                               and (coalesce(other.version, other.added_at), other.added_at)
                                   :side (coalesce(o.version, o.added_at), o.added_at):seen)""".replace(":side", side).replace(":seen", seen("other", sight, args));
    }

    void addStatus(Transaction tx, UUID id, String by, Instant at, String status) {
        tx.update("""
                insert into post_statuses (id, posted_by, posted_at, status)
                values ($1, $2, $3, $4)
                """, id, by, at, status);
    }

    void forgetStatuses(Transaction tx, Instant before) {
        tx.update("delete from post_statuses where posted_at < $1", before);
    }

    @Nullable String status(Transaction tx, UUID id, String by) {
        return Rows.one(tx.query("""
                        select status
                          from post_statuses
                         where id = $1
                           and posted_by = $2
                        """, id, by), row -> Rows.text(row, "status"));
    }

    private static @Nullable Short rank(Posted posted) {
        return posted.tlp() == null ? null : (short) Collection.rank(posted.tlp());
    }

    private static MadeObject object(Row row) {
        String version = Rows.text(row, "version_text");
        return new MadeObject(
                Rows.text(row, "object_id"),
                version.isEmpty() ? null : version,
                Rows.text(row, "json"),
                Rows.instant(row, "added_at"));
    }

    /// One grant of one collection, or a collection without any.
    private record Line(
            UUID id,
            String title,
            @Nullable String description,
            @Nullable Grant grant) {}

    private static Line line(Row row) {
        String who = row.getString("who");
        return new Line(
                row.getUUID("id"),
                Rows.text(row, "title"),
                row.getString("description"),
                who == null
                        ? null
                        : new Grant(
                                who,
                                row.getBoolean("may_read"),
                                row.getBoolean("may_write"),
                                Rows.instantOrNull(row, "visible_from")));
    }

    private static List<MadeCollection> collections(List<Line> lines) {
        Map<UUID, MadeCollection> collections = new LinkedHashMap<>();
        for (Line line : lines) {
            collections.merge(
                    line.id(),
                    new MadeCollection(
                            line.id(),
                            line.title(),
                            line.description(),
                            line.grant() == null ? List.of() : List.of(line.grant())),
                    MadeCollectionStore::joined);
        }
        return List.copyOf(collections.values());
    }

    private static MadeCollection joined(MadeCollection one, MadeCollection other) {
        List<Grant> grants = new ArrayList<>(one.grants());
        grants.addAll(other.grants());
        return new MadeCollection(one.id(), one.title(), one.description(), grants);
    }

    private static int push(List<@Nullable Object> args, Object value) {
        args.add(value);
        return args.size();
    }
}
