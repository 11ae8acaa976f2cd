package org.caricom.conch.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Objects;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Messages that are committed together with the change they tell of, and handled later, surely.
public final class Outbox {
    static final String CHANNEL = "outbox";

    private Outbox() {}

    /// Adds a message; it exists if and when `tx` is committed.
    ///
    /// Messages with the same topic and key are handled one after the other, in the order of their
    /// transactions. Two transactions that overlap have no order, unless they queue for a lock of their own.
    ///
    /// @param topic   whose handler is meant: `report.filed`
    /// @param key     what the order is kept for: a member's code, a case's id
    /// @param payload what the handler needs to know; ids rather than contents, since they are read again then
    public static void put(Transaction tx, String topic, String key, JsonNode payload) {
        tx.query("""
                with message as (
                    insert into outbox (topic, key, payload)
                    values ($1, $2, $3)
                    returning id
                )
                select pg_notify('outbox', '')
                  from message
                """, topic, key, Json.text(payload));
    }

    /// What waits, for metrics and for whoever is called when it grows.
    ///
    /// @param waiting messages not yet handled
    /// @param failing those of them that have failed at least once
    /// @param oldest  how long the oldest has waited; null when nothing waits
    public record Backlog(
            long waiting, long failing, @Nullable Duration oldest) {}

    /// What waits now.
    public static Backlog backlog(Database database) {
        return database.read(tx -> Rows.only(tx.query("""
                        select count(*)                                               as waiting,
                               count(*) filter (where attempts > 0)                   as failing,
                               extract(epoch from now() - min(created_at))::float8    as oldest_seconds
                          from outbox
                        """), row -> {
            Double seconds = row.getDouble("oldest_seconds");
            return new Backlog(
                    Objects.requireNonNull(row.getLong("waiting")),
                    Objects.requireNonNull(row.getLong("failing")),
                    seconds == null ? null : Duration.ofMillis((long) (seconds * 1000)));
        }));
    }
}
