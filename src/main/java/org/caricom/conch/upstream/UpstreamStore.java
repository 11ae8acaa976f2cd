package org.caricom.conch.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.jspecify.annotations.Nullable;

/// How far sources have been pulled, in the database.
final class UpstreamStore {
    /// Knows exactly these sources, and none of those that are not configured any more.
    void know(Transaction tx, Collection<String> names, Instant now) {
        String[] all = names.toArray(String[]::new);
        tx.update("delete from upstream_sources where name <> all($1)", (Object) all);
        tx.update("""
                insert into upstream_sources (name, due_at)
                select name, $2
                  from unnest($1::text[]) as configured (name)
                    on conflict (name) do nothing
                """, all, now);
    }

    /// A source that this process may pull now.
    record Claimed(String name, @Nullable String position) {}

    /// Claims the source that has been due longest; null when none is due, or others have it.
    @Nullable Claimed claim(Transaction tx, Collection<String> names, UUID by, Instant now, Duration lease) {
        return Rows.one(
                tx.query("""
                        update upstream_sources
                           set claimed_by = $1,
                               claimed_until = $3
                         where name = (select name
                                         from upstream_sources
                                        where name = any($4)
                                          and due_at <= $2
                                          and (claimed_until is null or claimed_until <= $2)
                                        order by due_at, name
                                        limit 1
                                          for update skip locked)
                        returning name, position
                        """, by, now, now.plus(lease), names.toArray(String[]::new)),
                row -> new Claimed(Rows.text(row, "name"), row.getString("position")));
    }

    /// Notes that a piece was taken, and keeps the claim.
    ///
    /// @return false when another process has the source by now: nothing of this may be kept then
    boolean advance(Transaction tx, String name, UUID by, @Nullable String position, int taken, Instant until) {
        return tx.update("""
                        update upstream_sources
                           set position = $3,
                               taken = taken + $4,
                               claimed_until = $5
                         where name = $1
                           and claimed_by = $2
                        """, name, by, position, taken, until) == 1;
    }

    void done(Transaction tx, String name, UUID by, Instant now, Instant due) {
        tx.update("""
                update upstream_sources
                   set claimed_by = null,
                       claimed_until = null,
                       pulled_at = $3,
                       failure = null,
                       due_at = $4
                 where name = $1
                   and claimed_by = $2
                """, name, by, now, due);
    }

    void failed(Transaction tx, String name, UUID by, Instant now, String why, Instant due) {
        tx.update("""
                update upstream_sources
                   set claimed_by = null,
                       claimed_until = null,
                       failed_at = $3,
                       failure = $4,
                       due_at = $5
                 where name = $1
                   and claimed_by = $2
                """, name, by, now, why, due);
    }

    List<SourceState> states(Transaction tx) {
        return Rows.list(
                tx.query("""
                        select name, pulled_at, failed_at, failure, due_at, taken
                          from upstream_sources
                         order by name
                        """),
                row -> new SourceState(
                        Rows.text(row, "name"),
                        Rows.instantOrNull(row, "pulled_at"),
                        Rows.instantOrNull(row, "failed_at"),
                        row.getString("failure"),
                        Rows.instant(row, "due_at"),
                        row.getLong("taken")));
    }
}
