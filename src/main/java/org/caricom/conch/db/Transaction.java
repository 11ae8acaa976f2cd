package org.caricom.conch.db;

import static io.vertx.core.Future.await;

import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection while [Work] runs on it, for the `…Store` classes.
///
/// Statements are prepared once per connection and kept. Placeholders are `$1`, `$2`, …; values are
/// converted as [Args] says. Every method waits for the answer and throws [DatabaseException].
public final class Transaction {
    private final SqlConnection connection;
    private final boolean begun;
    private @Nullable DatabaseException failure;

    Transaction(SqlConnection connection, boolean begun) {
        this.connection = connection;
        this.begun = begun;
    }

    /// Runs a statement and gives its rows.
    public RowSet<Row> query(String sql, @Nullable Object... args) {
        return query(sql, Args.of(args));
    }

    /// Runs a statement and gives its rows.
    public RowSet<Row> query(String sql, Tuple args) {
        return step(connection.preparedQuery(sql).execute(args));
    }

    /// Runs a statement and gives the number of rows it touched.
    public int update(String sql, @Nullable Object... args) {
        return query(sql, Args.of(args)).rowCount();
    }

    /// Runs a statement once for each of `batch`, in one go, and gives the number of rows touched in all.
    public int batch(String sql, List<Tuple> batch) {
        if (batch.isEmpty()) {
            return 0;
        }
        int touched = 0;
        for (SqlResult<?> result = step(connection.preparedQuery(sql).executeBatch(batch));
                result != null;
                result = result.next()) {
            touched += result.rowCount();
        }
        return touched;
    }

    /// Hands every row to `each`, holding at most `fetch` rows in memory at a time.
    ///
    /// A cursor lives in a transaction; outside of one, this opens a read-only one for itself.
    public void forEach(String sql, Tuple args, int fetch, Consumer<Row> each) {
        if (begun) {
            walk(sql, args, fetch, each);
            return;
        }
        answer(connection.query("begin read only").execute());
        try {
            walk(sql, args, fetch, each);
        } finally {
            answer(connection.query("commit").execute());
        }
    }

    /// Runs `step` so that, whatever it throws, the transaction stands as before it and can go on. The throwable
    /// passes through.
    ///
    /// @throws IllegalStateException outside a transaction
    public void within(Runnable step) {
        if (!begun) {
            throw new IllegalStateException("a step can be undone only within a transaction");
        }
        // Sent ahead without waiting, as the connection keeps the order.
        Future<?> savepoint = connection.query("savepoint step").execute();
        boolean done = false;
        try {
            step.run();
            insistThatNothingFailed();
            done = true;
        } finally {
            step(savepoint);
            step(connection
                    .query(done ? "release savepoint step" : "rollback to savepoint step; release savepoint step")
                    .execute());
            failure = null;
        }
    }

    private void walk(String sql, Tuple args, int fetch, Consumer<Row> each) {
        PreparedStatement statement = step(connection.prepare(sql));
        Cursor cursor = statement.cursor(args);
        try {
            do {
                step(cursor.read(fetch)).forEach(each);
            } while (cursor.hasMore());
        } finally {
            // Not awaited: a failed transaction refuses them, and the failure that matters is on its way.
            var _ = cursor.close();
            var _ = statement.close();
        }
    }

    /// PostgreSQL answers `commit` after a failed statement by rolling back without an error, so work that
    /// catches a failure and carries on would seem to have been kept.
    void insistThatNothingFailed() {
        if (failure != null) {
            throw new IllegalStateException("a statement failed before, so nothing can be committed", failure);
        }
    }

    private <T extends @Nullable Object> T step(Future<T> future) {
        try {
            return answer(future);
        } catch (DatabaseException e) {
            failure = e;
            throw e;
        }
    }

    static <T extends @Nullable Object> T answer(Future<T> future) {
        try {
            return await(future);
        } catch (Throwable failure) {
            throw DatabaseException.of(failure);
        }
    }
}
