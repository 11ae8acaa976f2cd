package org.caricom.conch.audit;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.jspecify.annotations.Nullable;

/// The hub's signing keys in the database.
final class HubKeyStore {
    private HubKeyStore() {}

    /// One key as stored.
    record StoredKey(
            String privateJwk, String publicJwk, @Nullable Instant retiredAt) {}

    /// All keys: the one that signs, then those before it, the newest first.
    static List<StoredKey> all(Transaction tx) {
        return Rows.list(
                tx.query("""
                        select private_jwk, public_jwk, retired_at
                          from hub_key
                         order by (retired_at is null) desc, created_at desc, key_id
                        """),
                row -> new StoredKey(
                        Rows.text(row, "private_jwk"),
                        Rows.text(row, "public_jwk"),
                        Rows.instantOrNull(row, "retired_at")));
    }

    /// Waits until no other process makes a key; the lock ends with the transaction.
    static void lock(Transaction tx) {
        tx.query("lock table hub_key in exclusive mode");
    }

    static void add(Transaction tx, String keyId, String privateJwk, String publicJwk, Instant now) {
        tx.query("""
                insert into hub_key (key_id, private_jwk, public_jwk, created_at)
                values ($1, $2, $3, $4)
                """, keyId, privateJwk, publicJwk, now);
    }

    static void retireAll(Transaction tx, Instant now) {
        tx.query("""
                update hub_key
                   set retired_at = $1
                 where retired_at is null
                """, now);
    }
}
