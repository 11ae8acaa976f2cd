package org.caricom.conch.access;

import com.nimbusds.jose.jwk.JWK;
import io.vertx.sqlclient.Row;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.KeyHandle;
import org.caricom.conch.signature.PlainKey;
import org.jspecify.annotations.Nullable;

/// The table `enrolled_keys`.
final class KeyStore {
    /// A key counts as revoked from the first of: its revocation, its suspension, its member's.
    private static final String SELECT = """
            select k.kid, k.member, k.algorithm, k.jwk, k.not_before, k.not_after,
                   least(k.revoked_at, k.suspended_at, m.suspended_at) as revoked_at,
                   k.added_at, k.added_by, k.approved_by, k.suspended_at
              from enrolled_keys k
              join members m on m.code = k.member
            """;

    List<EnrolledKey> candidates(Transaction tx, Collection<KeyHandle> handles) {
        return Rows.list(
                tx.query(
                        SELECT + """
                         where k.approved_at is not null
                           and k.kid in (select unnest($1::text[])
                                          union
                                         select kid
                                           from enrolled_handle
                                          where handle = any($2))
                         order by k.kid
                        """,
                        handles.stream()
                                .map(KeyHandle::enrolledName)
                                .filter(Objects::nonNull)
                                .toArray(String[]::new),
                        handles.stream().map(KeyHandle::value).toArray(String[]::new)),
                KeyStore::key);
    }

    List<KeyRecord> list(Transaction tx, @Nullable MemberCode member) {
        return Rows.list(
                tx.query(
                        SELECT + " where $1::text is null or k.member = $1 order by k.member, k.added_at, k.kid",
                        member == null ? null : member.value()),
                KeyStore::keyRecord);
    }

    @Nullable KeyRecord find(Transaction tx, String kid) {
        return Rows.one(tx.query(SELECT + " where k.kid = $1", kid), KeyStore::keyRecord);
    }

    /// Adds the key, approved already when its member has an approved one.
    void insert(Transaction tx, EnrolledKey key, String addedBy, Instant now) {
        tx.update(
                """
                insert into enrolled_keys (kid, member, algorithm, jwk, thumbprint, not_before, not_after,
                                           added_at, added_by, approved_at, approved_by)
                select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::text,
                       case when known then $8::timestamptz end,
                       case when known then $9::text end
                  from (select exists (select 1
                                         from enrolled_keys
                                        where member = $2
                                          and approved_at is not null) as known) as first
                """,
                key.kid(),
                key.member().value(),
                key.algorithm().word(),
                switch (key.material()) {
                    case PlainKey(JWK jwk) -> jwk.toJSONString();
                },
                key.material().thumbprint(),
                key.notBefore(),
                key.notAfter(),
                now,
                addedBy);
    }

    boolean approve(Transaction tx, String kid, String approvedBy, Instant now) {
        return tx.update("""
                        update enrolled_keys
                           set approved_at = $3,
                               approved_by = $2
                         where kid = $1
                           and approved_at is null
                           and added_by <> $2
                        """, kid, approvedBy, now) == 1;
    }

    /// Whether it was not suspended before.
    boolean suspend(Transaction tx, String kid, Instant since) {
        return tx.update("""
                        update enrolled_keys
                           set suspended_at = $2
                         where kid = $1
                           and suspended_at is null
                        """, kid, since) == 1;
    }

    /// Whether it was suspended before.
    boolean resume(Transaction tx, String kid) {
        return tx.update("""
                        update enrolled_keys
                           set suspended_at = null
                         where kid = $1
                           and suspended_at is not null
                        """, kid) == 1;
    }

    /// Whether it was not revoked before, or only from later on.
    boolean revoke(Transaction tx, String kid, Instant when) {
        return tx.update("""
                        update enrolled_keys
                           set revoked_at = $2
                         where kid = $1
                           and (revoked_at is null or revoked_at > $2)
                        """, kid, when) == 1;
    }

    private static KeyRecord keyRecord(Row row) {
        return new KeyRecord(
                key(row),
                Rows.instant(row, "added_at"),
                Rows.text(row, "added_by"),
                row.getString("approved_by"),
                Rows.instantOrNull(row, "suspended_at"));
    }

    private static EnrolledKey key(Row row) {
        try {
            return new EnrolledKey(
                    Rows.text(row, "kid"),
                    new MemberCode(Rows.text(row, "member")),
                    new PlainKey(JWK.parse(Rows.text(row, "jwk"))),
                    Rows.instant(row, "not_before"),
                    Rows.instantOrNull(row, "not_after"),
                    Rows.instantOrNull(row, "revoked_at"));
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }
}
