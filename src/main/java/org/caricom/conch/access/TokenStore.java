package org.caricom.conch.access;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// The table `tokens`.
final class TokenStore {
    void insert(Transaction tx, TokenInfo token, Sha256 hash) {
        MemberCode member = token.caller().member();
        tx.update(
                """
                insert into tokens (id, hash, name, role, member, created_at, expires_at)
                values ($1, $2, $3, $4, $5, $6, $7)
                """,
                token.id(),
                hash.toBytes(),
                token.caller().name(),
                token.caller().role().word(),
                member == null ? null : member.value(),
                token.createdAt(),
                token.expiresAt());
    }

    /// The token that works at `now`; null when there is none.
    @Nullable TokenInfo findValid(Transaction tx, Sha256 hash, Instant now) {
        return Rows.one(tx.query("""
                        select t.id, t.name, t.role, t.member, t.created_at, t.expires_at, t.revoked_at
                          from tokens t
                          left join members m on m.code = t.member
                         where t.hash = $1
                           and t.expires_at > $2
                           and t.revoked_at is null
                           and m.suspended_at is null
                        """, hash.toBytes(), now), TokenStore::token);
    }

    List<TokenInfo> list(Transaction tx) {
        return Rows.list(tx.query("""
                        select id, name, role, member, created_at, expires_at, revoked_at
                          from tokens
                         order by created_at, id
                        """), TokenStore::token);
    }

    boolean revoke(Transaction tx, UUID id, Instant now) {
        return tx.update("update tokens set revoked_at = coalesce(revoked_at, $2) where id = $1", id, now) == 1;
    }

    int revokeNamed(Transaction tx, String name, Instant now) {
        return tx.update("update tokens set revoked_at = $2 where name = $1 and revoked_at is null", name, now);
    }

    private static TokenInfo token(Row row) {
        return new TokenInfo(
                Objects.requireNonNull(row.getUUID("id")),
                caller(row, "name"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"),
                Rows.instantOrNull(row, "revoked_at"));
    }

    /// The caller in the columns `role`, `member` and the one that holds the name.
    static Caller caller(Row row, String nameColumn) {
        String member = row.getString("member");
        return new Caller(
                Rows.text(row, nameColumn),
                Role.valueOf(Rows.text(row, "role").toUpperCase(Locale.ROOT)),
                member == null ? null : new MemberCode(member));
    }
}
