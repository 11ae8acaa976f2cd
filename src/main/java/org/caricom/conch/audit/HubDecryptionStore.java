package org.caricom.conch.audit;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.signature.OwnKey;

/// The hub's decryption keys in the database.
final class HubDecryptionStore {
    private HubDecryptionStore() {}

    /// One key as stored.
    record StoredKey(OwnKey key, boolean retired) {}

    /// All keys: those to encrypt to, then those before them, the newest first; EC before RSA, since what
    /// programs do by themselves for RSA is not accepted.
    static List<StoredKey> all(Transaction tx) {
        return Rows.list(
                tx.query("""
                        select private_jwk, retired_at is not null as retired
                          from hub_decryption_key
                         order by retired, created_at desc, private_jwk::jsonb ->> 'kty', key_id
                        """),
                row -> new StoredKey(
                        OwnKey.readBack(Rows.text(row, "private_jwk")),
                        Boolean.TRUE.equals(row.getBoolean("retired"))));
    }

    static int count(Transaction tx) {
        return Rows.only(
                tx.query("select count(*)::int as keys from hub_decryption_key"), row -> row.getInteger("keys"));
    }

    /// Waits until no other process makes keys; the lock ends with the transaction.
    static void lock(Transaction tx) {
        tx.query("lock table hub_decryption_key in exclusive mode");
    }

    static void add(Transaction tx, OwnKey key, Instant now) {
        tx.query("""
                insert into hub_decryption_key (key_id, private_jwk, created_at)
                values ($1, $2, $3)
                """, key.keyId(), key.stored(), now);
    }

    static void retireAll(Transaction tx, Instant now) {
        tx.query("""
                update hub_decryption_key
                   set retired_at = $1
                 where retired_at is null
                """, now);
    }
}
