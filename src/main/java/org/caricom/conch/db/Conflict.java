package org.caricom.conch.db;

import io.vertx.pgclient.PgException;
import org.jspecify.annotations.Nullable;

/// A row broke a named constraint. The transaction it happened in is lost: catch this around
/// [Database#inTransaction], or write `on conflict do nothing` where the clash is expected.
public final class Conflict extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String constraint;

    Conflict(String where, Kind kind, String constraint, PgException cause) {
        super(where + ": " + kind.says + " " + constraint, cause.getSqlState(), cause);
        this.kind = kind;
        this.constraint = constraint;
    }

    /// What sort of constraint it was.
    public Kind kind() {
        return kind;
    }

    /// The constraint's name in the schema: `filings_jti_key`.
    public String constraint() {
        return constraint;
    }

    /// What sort of constraint a row broke.
    public enum Kind {
        /// Another row has the same key: SQLSTATE 23505.
        DUPLICATE("23505", "there is such a row already, by"),
        /// The row pointed at is not there, or is still pointed at: SQLSTATE 23503.
        REFERENCE("23503", "no such row to point at, by"),
        /// A check failed: SQLSTATE 23514.
        CHECK("23514", "a value is refused by");

        private final String sqlState;
        private final String says;

        Kind(String sqlState, String says) {
            this.sqlState = sqlState;
            this.says = says;
        }

        static @Nullable Kind of(@Nullable String sqlState) {
            for (Kind kind : values()) {
                if (kind.sqlState.equals(sqlState)) {
                    return kind;
                }
            }
            return null;
        }
    }
}
