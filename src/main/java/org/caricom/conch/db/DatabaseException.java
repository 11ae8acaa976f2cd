package org.caricom.conch.db;

import io.vertx.pgclient.PgException;
import org.jspecify.annotations.Nullable;

/// The database refused a statement or could not be reached.
///
/// The message names the store method and the SQLSTATE and never a value; what PostgreSQL said is the cause.
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String sqlState;

    DatabaseException(String message, @Nullable String sqlState, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    /// The five characters of PostgreSQL's appendix A; null when no answer came from a server.
    public @Nullable String sqlState() {
        return sqlState;
    }

    /// Whether the same work may well succeed when begun again: a lost race between transactions.
    public boolean isWorthAnotherTry() {
        return "40001".equals(sqlState) || "40P01".equals(sqlState);
    }

    static DatabaseException of(Throwable failure) {
        String where = Callers.storeMethod();
        if (failure instanceof DatabaseException known) {
            return known;
        }
        if (!(failure instanceof PgException refusal)) {
            return new DatabaseException(
                    where + ": no answer from the database ("
                            + failure.getClass().getSimpleName() + ")",
                    null,
                    failure);
        }
        String state = refusal.getSqlState();
        String constraint = refusal.getConstraint();
        Conflict.Kind kind = Conflict.Kind.of(state);
        if (kind != null && constraint != null) {
            return new Conflict(where, kind, constraint, refusal);
        }
        return new DatabaseException(where + ": SQLSTATE " + state, state, refusal);
    }
}
