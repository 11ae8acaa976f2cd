package org.caricom.conch.access;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import org.caricom.conch.access.KeyRequest.Replacement;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// The table `key_challenge`.
final class KeyChallengeStore {
    private KeyChallengeStore() {}

    /// Keeps what is asked for under the line that is to be signed, and forgets lines that nobody signed in time.
    static void add(Transaction tx, String text, KeyRequest request, Instant expiresAt, Instant now) {
        tx.update("delete from key_challenge where expires_at < $1", now);
        Replacement replacement = request.replacement();
        tx.update(
                """
                insert into key_challenge (text, member, document, not_before, not_after, replaces, overlap_seconds,
                                           expires_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                text,
                request.member().value(),
                request.document(),
                request.notBefore(),
                request.notAfter(),
                replacement == null ? null : replacement.kid(),
                replacement == null ? null : (Long) replacement.overlap().toSeconds(),
                expiresAt);
    }

    /// What `text` asked for, held until the transaction ends; null when there is no such line, or it is too old.
    static @Nullable KeyRequest lock(Transaction tx, String text, Instant now) {
        return Rows.one(tx.query("""
                        select member, document, not_before, not_after, replaces, overlap_seconds
                          from key_challenge
                         where text = $1
                           and expires_at > $2
                           for update
                        """, text, now), KeyChallengeStore::request);
    }

    /// A line is good for one key, once.
    static void remove(Transaction tx, String text) {
        tx.update("delete from key_challenge where text = $1", text);
    }

    private static KeyRequest request(Row row) {
        String replaces = row.getString("replaces");
        return new KeyRequest(
                new MemberCode(Rows.text(row, "member")),
                Rows.bytes(row, "document"),
                Rows.instant(row, "not_before"),
                Rows.instantOrNull(row, "not_after"),
                replaces == null
                        ? null
                        : new Replacement(replaces, Duration.ofSeconds(row.getLong("overlap_seconds"))));
    }
}
