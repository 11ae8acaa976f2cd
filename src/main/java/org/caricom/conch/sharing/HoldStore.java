package org.caricom.conch.sharing;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// Keeps members' votes against indicators, and what is held back from blocking.
final class HoldStore {
    /// Notes a member's vote; a later one takes the place of an earlier one.
    void vote(Transaction tx, Sha256 key, MemberCode member, String reason, String by, Instant now) {
        tx.update("""
                insert into indicator_votes (key_digest, member, reason, voted_by, voted_at)
                values ($1, $2, $3, $4, $5)
                    on conflict (key_digest, member) do update
                   set reason        = excluded.reason,
                       voted_by      = excluded.voted_by,
                       voted_at      = excluded.voted_at,
                       taken_back_at = null
                """, key.toBytes(), member.value(), reason, by, now);
    }

    boolean takeBack(Transaction tx, Sha256 key, MemberCode member, Instant now) {
        return tx.update("""
                        update indicator_votes
                           set taken_back_at = $3
                         where key_digest = $1
                           and member = $2
                           and taken_back_at is null
                        """, key.toBytes(), member.value(), now) == 1;
    }

    /// The votes that stand, the first first.
    List<Vote> votes(Transaction tx, Sha256 key) {
        return Rows.list(
                tx.query("""
                        select member, reason, voted_by, voted_at
                          from indicator_votes
                         where key_digest = $1
                           and taken_back_at is null
                         order by voted_at, member
                        """, (Object) key.toBytes()),
                row -> new Vote(
                        new MemberCode(Rows.text(row, "member")),
                        Rows.text(row, "reason"),
                        Rows.text(row, "voted_by"),
                        Rows.instant(row, "voted_at")));
    }

    /// Holds objects back for a cause, those that are not; what a coordinator has kept for the same cause stays kept.
    ///
    /// @return how many
    int hold(Transaction tx, List<String> objectIds, Hold.Cause cause, List<String> details, Instant at) {
        return tx.update("""
                insert into indicator_holds as held (object_id, cause, detail, held_at)
                select object_id, $2, detail, $4
                  from unnest($1::text[], $3::text[]) as new (object_id, detail)
                    on conflict (object_id, cause, detail) do update
                   set held_at  = excluded.held_at,
                       ended_at = null,
                       decision = null
                 where held.decision = 'lifted'
                """, objectIds.toArray(String[]::new), cause.word(), details.toArray(String[]::new), at);
    }

    /// Ends what is held back of an object by a coordinator's decision.
    int decide(Transaction tx, String objectId, String decision, String by, String reason, Instant at) {
        return tx.update("""
                update indicator_holds
                   set ended_at   = $5,
                       decision   = $2,
                       decided_by = $3,
                       reason     = $4
                 where object_id = $1
                   and ended_at is null
                """, objectId, decision, by, reason, at);
    }

    /// Ends what is held back for a cause that is gone.
    int lift(Transaction tx, List<String> objectIds, Hold.Cause cause, List<String> details, Instant at) {
        return tx.update("""
                update indicator_holds h
                   set ended_at = $4,
                       decision = 'lifted'
                  from unnest($1::text[], $3::text[]) as gone (object_id, detail)
                 where h.object_id = gone.object_id
                   and h.cause = $2
                   and h.detail = gone.detail
                   and h.ended_at is null
                """, objectIds.toArray(String[]::new), cause.word(), details.toArray(String[]::new), at);
    }

    /// What is held back, the longest held first.
    ///
    /// @param objectId of this object only; null for all
    List<Hold> open(Transaction tx, @Nullable String objectId) {
        return Rows.list(tx.query("""
                select object_id, cause, detail, held_at
                  from indicator_holds
                 where ended_at is null
                   and ($1::text is null or object_id = $1)
                 order by held_at, object_id, cause, detail
                """, objectId), HoldStore::hold);
    }

    private static Hold hold(Row row) {
        return new Hold(
                Rows.text(row, "object_id"),
                Objects.requireNonNull(Hold.Cause.parse(Rows.text(row, "cause"))),
                Rows.text(row, "detail"),
                Rows.instant(row, "held_at"));
    }
}
