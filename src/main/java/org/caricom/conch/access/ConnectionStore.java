package org.caricom.conch.access;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// The table `connection_certificate`.
final class ConnectionStore {
    private static final String SELECT = """
            select c.fingerprint, c.member, c.subject, c.not_before, c.not_after, c.added_by, c.approved_by,
                   least(c.revoked_at, m.suspended_at) as revoked_at
              from connection_certificate c
              join members m on m.code = c.member
            """;

    private ConnectionStore() {}

    static @Nullable Connection find(Transaction tx, Sha256 fingerprint) {
        return Rows.one(
                tx.query(SELECT + " where c.fingerprint = $1", fingerprint.toBytes()), ConnectionStore::connection);
    }

    static List<Connection> list(Transaction tx) {
        return Rows.list(
                tx.query(SELECT + " order by c.member, c.added_at, c.fingerprint"), ConnectionStore::connection);
    }

    /// Adds it, approved already when its member has a key or a certificate in use: one that lost all of them is as
    /// unknown as one that never had any.
    static void insert(Transaction tx, Connection connection, byte[] der, Instant now) {
        tx.update(
                """
                insert into connection_certificate (fingerprint, member, subject, certificate, not_before, not_after,
                                                    added_at, added_by, approved_at, approved_by)
                select $1, $2, $3, $4, $5, $6, $7::timestamptz, $8::text,
                       case when known then $7::timestamptz end,
                       case when known then $8::text end
                  from (select exists (select 1
                                         from enrolled_keys
                                        where member = $2
                                          and approved_at is not null
                                          and not_before <= $7
                                          and coalesce(not_after > $7, true)
                                          and coalesce(revoked_at > $7, true)
                                          and suspended_at is null)
                               or exists (select 1
                                            from connection_certificate
                                           where member = $2
                                             and approved_at is not null
                                             and not_before <= $7
                                             and not_after > $7
                                             and coalesce(revoked_at > $7, true)) as known) as first
                """,
                connection.fingerprint().toBytes(),
                connection.member().value(),
                connection.subject(),
                der,
                connection.notBefore(),
                connection.notAfter(),
                now,
                connection.addedBy());
    }

    static boolean approve(Transaction tx, Sha256 fingerprint, String approvedBy, Instant now) {
        return tx.update("""
                        update connection_certificate
                           set approved_at = $3,
                               approved_by = $2
                         where fingerprint = $1
                           and approved_at is null
                           and added_by <> $2
                        """, fingerprint.toBytes(), approvedBy, now) == 1;
    }

    static boolean revoke(Transaction tx, Sha256 fingerprint, Instant when) {
        return tx.update("""
                        update connection_certificate
                           set revoked_at = least(revoked_at, $2::timestamptz)
                         where fingerprint = $1
                        """, fingerprint.toBytes(), when) == 1;
    }

    private static Connection connection(Row row) {
        return new Connection(
                Sha256.fromBytes(Rows.bytes(row, "fingerprint")),
                new MemberCode(Rows.text(row, "member")),
                Rows.text(row, "subject"),
                Rows.instant(row, "not_before"),
                Rows.instant(row, "not_after"),
                Rows.text(row, "added_by"),
                row.getString("approved_by"),
                Rows.instantOrNull(row, "revoked_at"));
    }
}
