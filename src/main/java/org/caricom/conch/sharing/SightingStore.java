package org.caricom.conch.sharing;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.scrub.NaturalKey;
import org.jspecify.annotations.Nullable;

/// Keeps sightings.
final class SightingStore {
    /// What is seen and by whom, as far as it is to be made known.
    ///
    /// @param of        the value
    /// @param lastSeen  when last, by the sightings that are not made known yet
    /// @param members   how many members have seen it in all
    /// @param from      the first day of all of them
    /// @param to        the last day
    record Waiting(Observable of, Instant lastSeen, int members, LocalDate from, LocalDate to) {
        NaturalKey key() {
            return keyOf(of);
        }
    }

    /// The key under which a value is shared.
    static NaturalKey keyOf(Observable value) {
        return new NaturalKey("indicator", value.type().word() + ":" + value.value());
    }

    /// Notes sightings. What the reporter said of the same value and day before is widened by what it says now, so that
    /// saying it again changes nothing.
    ///
    /// @return those that are new, by their position
    Set<Integer> add(
            Transaction tx, String reporter, @Nullable MemberCode member, List<Sighting> sightings, Instant now) {
        int size = sightings.size();
        byte[][] digests = new byte[size][];
        String[] kinds = new String[size];
        LocalDate[] days = new LocalDate[size];
        String[] words = new String[size];
        String[] values = new String[size];
        Integer[] counts = new Integer[size];
        Instant[] first = new Instant[size];
        Instant[] last = new Instant[size];
        for (int i = 0; i < size; i++) {
            Sighting sighting = sightings.get(i);
            digests[i] = keyOf(sighting.of()).digest().toBytes();
            kinds[i] = sighting.kind().word();
            days[i] = LocalDate.ofInstant(sighting.lastSeen(), ZoneOffset.UTC);
            words[i] = sighting.of().type().word();
            values[i] = sighting.of().value();
            counts[i] = sighting.count();
            first[i] = sighting.firstSeen();
            last[i] = sighting.lastSeen();
        }
        Set<String> added = new HashSet<>();
        for (Row row : tx.query(
                """
                insert into sightings as held
                       (key_digest, reporter, member, kind, day, word, value, count, first_seen, last_seen, received_at)
                select key_digest, $1, $2, kind, day, min(word), min(value), max(count), min(first_seen), max(last_seen), $3
                  from unnest($4::bytea[], $5::text[], $6::date[], $7::text[], $8::text[], $9::int[],
                              $10::timestamptz[], $11::timestamptz[])
                    as new (key_digest, kind, day, word, value, count, first_seen, last_seen)
                 group by key_digest, kind, day
                 order by key_digest, kind, day
                    on conflict (key_digest, reporter, kind, day) do update
                   set count      = greatest(held.count, excluded.count),
                       first_seen = least(held.first_seen, excluded.first_seen),
                       last_seen  = greatest(held.last_seen, excluded.last_seen)
                returning key_digest, kind, day, (xmax = 0) as added
                """,
                reporter,
                member == null ? null : member.value(),
                now,
                digests,
                kinds,
                days,
                words,
                values,
                counts,
                first,
                last)) {
            if (row.getBoolean("added")) {
                added.add(place(
                        Sha256.fromBytes(Rows.bytes(row, "key_digest")),
                        Rows.text(row, "kind"),
                        row.getLocalDate("day")));
            }
        }
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < size; i++) {
            // Twice in one list is once: the first place stands for it.
            if (added.remove(place(Sha256.fromBytes(digests[i]), kinds[i], days[i]))) {
                positions.add(i);
            }
        }
        return positions;
    }

    private static String place(Sha256 key, String kind, @Nullable LocalDate day) {
        return key + " " + kind + " " + day;
    }

    /// How many sightings somebody has told of since a time.
    int since(Transaction tx, String reporter, Instant time) {
        return Rows.only(tx.query("""
                        select count(*)::int as told
                          from sightings
                         where reporter = $1
                           and received_at >= $2
                        """, reporter, time), row -> row.getInteger("told"));
    }

    /// Shared values with sightings from before a time that are not made known yet.
    List<Waiting> waiting(Transaction tx, Instant before, int limit) {
        return Rows.list(
                tx.query("""
                        with few as (
                            select distinct w.key_digest
                              from sightings w
                              join shared_things t on t.key_digest = w.key_digest and not t.withdrawn
                             where not w.settled
                               and w.received_at < $1
                             limit $2
                        )
                        select min(s.word) as word, min(s.value) as value,
                               coalesce(max(s.last_seen) filter (where not s.settled), timestamptz 'epoch') as last_seen,
                               count(distinct s.member)::int as members,
                               min(s.first_seen at time zone 'UTC')::date as first_day,
                               max(s.last_seen at time zone 'UTC')::date as last_day,
                               s.key_digest
                          from few
                          join sightings s on s.key_digest = few.key_digest
                         where s.kind = 'seen'
                           and s.received_at < $1
                         group by s.key_digest
                         order by s.key_digest
                        """, before, limit),
                row -> new Waiting(
                        new Observable(
                                Objects.requireNonNull(ObservableType.parse(Rows.text(row, "word"))),
                                Rows.text(row, "value")),
                        Rows.instant(row, "last_seen"),
                        row.getInteger("members"),
                        Objects.requireNonNull(row.getLocalDate("first_day")),
                        Objects.requireNonNull(row.getLocalDate("last_day"))));
    }

    /// Notes that sightings from before a time are made known, of all shared values or of none that is shared.
    ///
    /// @return how many
    int settle(Transaction tx, Instant before, List<NaturalKey> keys) {
        return tx.update("""
                update sightings
                   set settled = true
                 where key_digest = any($1)
                   and received_at < $2
                   and not settled
                """, keys.stream().map(key -> key.digest().toBytes()).toArray(byte[][]::new), before);
    }

    /// Notes the same of what tells of no sight of a shared value.
    void settleOthers(Transaction tx, Instant before) {
        tx.update("""
                update sightings
                   set settled = true
                 where kind <> 'seen'
                   and received_at < $1
                   and not settled
                """, before);
    }

    /// By how many members each object was seen, as far as it is made known; none for one that nobody saw.
    Map<String, Integer> members(Transaction tx, List<String> objectIds) {
        Map<String, Integer> members = new HashMap<>();
        for (Row row : tx.query("""
                select 'indicator--' || t.uuid as object_id, count(distinct s.member)::int as members
                  from shared_things t
                  join sightings s on s.key_digest = t.key_digest and s.kind = 'seen' and s.settled
                 where t.uuid = any($1)
                 group by t.uuid
                """, (Object) uuids(objectIds))) {
            members.put(Rows.text(row, "object_id"), row.getInteger("members"));
        }
        return members;
    }

    private static UUID[] uuids(List<String> objectIds) {
        return objectIds.stream()
                .map(id -> UUID.fromString(id.substring(id.indexOf("--") + 2)))
                .toArray(UUID[]::new);
    }
}
