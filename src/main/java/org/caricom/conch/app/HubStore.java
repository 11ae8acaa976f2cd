package org.caricom.conch.app;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Rows;

/// What the hub as a whole keeps in the database: secrets that all its processes share.
final class HubStore {
    private HubStore() {}

    /// The secret of that name; the first process to ask proposes it, and all get the same.
    static byte[] secret(Database database, String name, byte[] proposed) {
        return database.inTransaction(tx -> {
            tx.query("""
                    insert into hub_secret (name, value)
                    values ($1, $2)
                    on conflict (name) do nothing
                    """, name, Buffer.buffer(proposed));
            return Rows.only(tx.query("""
                    select value
                      from hub_secret
                     where name = $1
                    """, name), row -> Rows.bytes(row, "value"));
        });
    }

    /// Returns when the database answers, throws when it does not.
    static void ping(Database database) {
        database.read(
                tx -> Rows.only(tx.query("select 1 as one"), row -> Objects.requireNonNull(row.getInteger("one"))));
    }
}
