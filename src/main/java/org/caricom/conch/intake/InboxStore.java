package org.caricom.conch.intake;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// Posted objects in the database.
final class InboxStore {
    private InboxStore() {}

    /// Adds what a filing posted, but for versions that are there already. Whoever calls this holds the head of the
    /// audit log, so that times rise as transactions end.
    static void add(Transaction tx, Draft draft) {
        List<StixObject> objects = draft.posted();
        tx.query(
                """
                insert into inbox_object (member, added_at, object_id, type, version_text, version, json, report_id)
                select $1,
                       greatest($2, (select max(added_at) + interval '1 microsecond'
                                       from inbox_object
                                      where member = $1)) + (position - 1) * interval '1 microsecond',
                       object_id, type, version_text, version, json, $3
                  from unnest($4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[]) with ordinality
                    as new (object_id, type, version_text, version, json, position)
                    on conflict on constraint inbox_version_once do nothing
                """,
                draft.verified().member().value(),
                draft.receivedAt(),
                draft.id().value(),
                objects.stream().map(object -> object.id().toString()).toArray(String[]::new),
                objects.stream().map(StixObject::type).toArray(String[]::new),
                objects.stream().map(InboxStore::versionText).toArray(String[]::new),
                objects.stream().map(InboxStore::version).toArray(Instant[]::new),
                objects.stream().map(object -> Json.text(object.json())).toArray(String[]::new));
    }

    /// Up to the query's limit in the order they came.
    static List<PostedObject> objects(Transaction tx, MemberCode member, PostedQuery query) {
        return Rows.list(
                tx.query(
                        """
                        select o.object_id, o.version_text, o.json, o.added_at
                          from inbox_object o
                         where o.member = $1
                           and ($2::timestamptz is null or o.added_at > $2)
                           and (cardinality($3::text[]) = 0 or o.object_id = any($3))
                           and (cardinality($4::text[]) = 0 or o.type = any($4))
                           and ($5
                                or coalesce(o.version, o.added_at) = any($6::timestamptz[])
                                or ($7 and not exists (
                                       select from inbox_object later
                                        where later.member = o.member
                                          and later.object_id = o.object_id
                                          and (coalesce(later.version, later.added_at), later.added_at)
                                              > (coalesce(o.version, o.added_at), o.added_at)))
                                or ($8 and not exists (
                                       select from inbox_object before
                                        where before.member = o.member
                                          and before.object_id = o.object_id
                                          and (coalesce(before.version, before.added_at), before.added_at)
                                              < (coalesce(o.version, o.added_at), o.added_at))))
                         order by o.added_at
                         limit $9
                        """,
                        member.value(),
                        query.after(),
                        query.ids().toArray(String[]::new),
                        query.types().toArray(String[]::new),
                        query.all(),
                        query.exactly().toArray(Instant[]::new),
                        query.last(),
                        query.first(),
                        query.limit()),
                InboxStore::object);
    }

    private static PostedObject object(Row row) {
        String version = Rows.text(row, "version_text");
        return new PostedObject(
                Rows.text(row, "object_id"),
                version.isEmpty() ? null : version,
                Rows.text(row, "json"),
                Rows.instant(row, "added_at"));
    }

    private static String versionText(StixObject object) {
        StixTimestamp version = object.version();
        return version == null ? "" : version.toString();
    }

    private static @Nullable Instant version(StixObject object) {
        StixTimestamp version = object.version();
        return version == null ? null : version.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
