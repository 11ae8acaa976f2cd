package org.caricom.conch.audit;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.signature.OpenPgpOwnKey;

/// The hub's OpenPGP keys in the database.
final class HubOpenPgpStore {
    private HubOpenPgpStore() {}

    /// One key as stored.
    record StoredKey(OpenPgpOwnKey key, boolean retired) {}

    /// All keys: the one to encrypt to, then those before it, the newest first.
    static List<StoredKey> all(Transaction tx) {
        return Rows.list(
                tx.query("""
                        select secret_key, retired_at is not null as retired
                          from hub_openpgp_key
                         order by retired, created_at desc, fingerprint
                        """),
                row -> new StoredKey(
                        OpenPgpOwnKey.readBack(Rows.bytes(row, "secret_key")),
                        Boolean.TRUE.equals(row.getBoolean("retired"))));
    }

    static int count(Transaction tx) {
        return Rows.only(tx.query("select count(*)::int as keys from hub_openpgp_key"), row -> row.getInteger("keys"));
    }

    /// Waits until no other process makes a key; the lock ends with the transaction.
    static void lock(Transaction tx) {
        tx.query("lock table hub_openpgp_key in exclusive mode");
    }

    static void add(Transaction tx, OpenPgpOwnKey key, Instant now) {
        tx.query("""
                insert into hub_openpgp_key (fingerprint, secret_key, created_at)
                values ($1, $2, $3)
                """, key.fingerprint(), key.stored(), now);
    }

    static void retireAll(Transaction tx, Instant now) {
        tx.query("""
                update hub_openpgp_key
                   set retired_at = $1
                 where retired_at is null
                """, now);
    }
}
