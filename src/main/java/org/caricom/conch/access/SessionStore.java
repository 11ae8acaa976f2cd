package org.caricom.conch.access;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// The table `sessions`.
final class SessionStore {
    /// A session with whose it is now: a login's role may have changed since.
    record Found(UUID id, Caller caller, Instant createdAt, Instant seenAt) {}

    void insert(Transaction tx, Sha256 hash, UUID id, String username, Instant now) {
        tx.update("""
                insert into sessions (hash, id, username, created_at, seen_at)
                values ($1, $2, $3, $4, $4)
                """, hash.toBytes(), id, username, now);
    }

    @Nullable Found findActive(Transaction tx, Sha256 hash, Instant createdAfter, Instant seenAfter) {
        return Rows.one(
                tx.query("""
                        select s.id, s.created_at, s.seen_at, l.username, l.role, l.member
                          from sessions s
                          join logins l on l.username = s.username
                          left join members m on m.code = l.member
                         where s.hash = $1
                           and s.created_at > $2
                           and s.seen_at > $3
                           and l.disabled_at is null
                           and m.suspended_at is null
                        """, hash.toBytes(), createdAfter, seenAfter),
                row -> new Found(
                        Objects.requireNonNull(row.getUUID("id")),
                        TokenStore.caller(row, "username"),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "seen_at")));
    }

    void see(Transaction tx, UUID id, Instant now) {
        tx.update("update sessions set seen_at = $2 where id = $1 and seen_at < $2", id, now);
    }

    boolean delete(Transaction tx, UUID id) {
        return tx.update("delete from sessions where id = $1", id) == 1;
    }

    int deleteOf(Transaction tx, String username) {
        return tx.update("delete from sessions where username = $1", username);
    }

    void deleteOver(Transaction tx, Instant createdAfter, Instant seenAfter) {
        tx.update("delete from sessions where created_at <= $1 or seen_at <= $2", createdAfter, seenAfter);
    }
}
