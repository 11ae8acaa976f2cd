package org.caricom.conch.audit;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.jspecify.annotations.Nullable;

/// The hub's signing keys in the database: `hub_key` for JWS, `hub_note_key` for notes.
final class HubKeyStore {
    private HubKeyStore() {}

    /// The public part of a key.
    ///
    /// @param name the name it signs notes under; null for a key that signs JWS
    record StoredKey(
            @Nullable String name,
            String publicJwk,
            @Nullable Instant retiredAt,
            @Nullable Instant revokedFrom) {}

    /// All keys: those for JWS first, the one that signs before all others, the newest first.
    static List<StoredKey> all(Transaction tx) {
        return Rows.list(tx.query("""
                        select name, public_jwk, retired_at, revoked_from
                          from (select 1 as kind, key_id, null as name, public_jwk, created_at, retired_at, revoked_from
                                  from hub_key
                                union all
                                select 2, key_id, name, public_jwk, created_at, retired_at, revoked_from
                                  from hub_note_key) as both_kinds
                         order by kind, (retired_at is null) desc, created_at desc, key_id
                        """), HubKeyStore::stored);
    }

    /// The kid of the key that signs JWS; null on a new database.
    static @Nullable String current(Transaction tx) {
        return Rows.one(tx.query("""
                        select key_id
                          from hub_key
                         where retired_at is null
                         order by created_at desc, key_id
                         limit 1
                        """), HubKeyStore::keyId);
    }

    /// The kid of the key that signs notes under `name`; null when there is none yet.
    static @Nullable String currentNote(Transaction tx, String name) {
        return Rows.one(tx.query("""
                        select key_id
                          from hub_note_key
                         where name = $1
                           and retired_at is null
                         order by created_at desc, key_id
                         limit 1
                        """, name), HubKeyStore::keyId);
    }

    static String privateJwk(Transaction tx, String keyId) {
        return Rows.only(tx.query("""
                        select private_jwk
                          from hub_key
                         where key_id = $1
                        union all
                        select private_jwk
                          from hub_note_key
                         where key_id = $1
                        """, keyId), row -> Rows.text(row, "private_jwk"));
    }

    /// The names that notes are signed under now.
    static List<String> noteNames(Transaction tx) {
        return Rows.list(tx.query("""
                        select distinct name
                          from hub_note_key
                         where retired_at is null
                         order by name
                        """), row -> Rows.text(row, "name"));
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

    static void addNote(Transaction tx, String keyId, String name, String privateJwk, String publicJwk, Instant now) {
        tx.query("""
                insert into hub_note_key (key_id, name, private_jwk, public_jwk, created_at)
                values ($1, $2, $3, $4, $5)
                """, keyId, name, privateJwk, publicJwk, now);
    }

    static void retireAll(Transaction tx, Instant now) {
        tx.query("""
                update hub_key
                   set retired_at = $1
                 where retired_at is null
                """, now);
        tx.query("""
                update hub_note_key
                   set retired_at = $1
                 where retired_at is null
                """, now);
    }

    /// Whether there is such a key, not revoked from so early before.
    static boolean revoke(Transaction tx, String keyId, Instant from) {
        return tx.update("""
                        update hub_key
                           set revoked_from = $2
                         where key_id = $1
                           and (revoked_from is null or revoked_from > $2)
                        """, keyId, from) + tx.update("""
                        update hub_note_key
                           set revoked_from = $2
                         where key_id = $1
                           and (revoked_from is null or revoked_from > $2)
                        """, keyId, from) > 0;
    }

    private static StoredKey stored(Row row) {
        return new StoredKey(
                row.getString("name"),
                Rows.text(row, "public_jwk"),
                Rows.instantOrNull(row, "retired_at"),
                Rows.instantOrNull(row, "revoked_from"));
    }

    private static String keyId(Row row) {
        return Rows.text(row, "key_id");
    }
}
