package org.caricom.conch.db;

import static org.caricom.conch.db.Transaction.answer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pool of connections to PostgreSQL, and the only way to use one.
///
/// Works on virtual and on plain threads, not on Vert.x event loops or workers.
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final int TRIES = 6;
    private static final int STATEMENTS_KEPT = 512;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Pool pool;
    private final ScopedValue<Transaction> open = ScopedValue.newInstance();

    private Database(Vertx vertx, PgConnectOptions options, Pool pool) {
        this.vertx = vertx;
        this.options = options;
        this.pool = pool;
    }

    /// Makes the pool; connections are opened when they are first needed.
    public static Database open(Vertx vertx, DatabaseSettings settings) {
        PgConnectOptions options = settings.url()
                .options()
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(STATEMENTS_KEPT)
                .setPreparedStatementCacheSqlFilter(_ -> true)
                .addProperty("application_name", "conch")
                .addProperty("timezone", "UTC");
        PoolOptions poolOptions = new PoolOptions()
                .setMaxSize(settings.maxConnections())
                .setMaxWaitQueueSize(10_000)
                .setConnectionTimeout(30)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setEventLoopSize(2)
                .setName("conch");
        Pool pool = PgBuilder.pool()
                .with(poolOptions)
                .with(new NetClientOptions().setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()))
                .connectingTo(options)
                .using(vertx)
                .build();
        return new Database(vertx, options, pool);
    }

    /// Runs `work` in one transaction: committed when it returns, rolled back when it throws anything.
    ///
    /// A transaction that lost a race (SQLSTATE 40001, 40P01) is begun again, a few times.
    ///
    /// @throws IllegalStateException inside another transaction: pass its [Transaction] on instead
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        if (open.isBound()) {
            throw new IllegalStateException("a transaction is open already: pass it on");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (DatabaseException failure) {
                if (!failure.isWorthAnotherTry() || attempt == TRIES) {
                    throw failure;
                }
                LOG.debug("transaction begun again, attempt {}: {}", attempt + 1, failure.getMessage());
                pause(attempt);
            }
        }
    }

    /// [#inTransaction] for work that gives nothing back.
    public void doInTransaction(Consumer<Transaction> work) {
        this.<@Nullable Void>inTransaction(tx -> {
            work.accept(tx);
            return null;
        });
    }

    /// Runs `work` on a connection without a transaction: each statement sees what is committed when it starts.
    /// Inside a transaction of this thread it runs in that one, and sees what that has changed.
    public <T extends @Nullable Object> T read(Work<T> work) {
        if (open.isBound()) {
            return work.run(open.get());
        }
        SqlConnection connection = answer(pool.getConnection());
        try {
            return work.run(new Transaction(connection, false));
        } finally {
            var _ = connection.close();
        }
    }

    /// Calls `wake` whenever some session says `notify channel`, and once after every lost connection, since
    /// something may have been said meanwhile. `wake` runs on an event loop: it must not wait.
    public AutoCloseable listen(String channel, Runnable wake) {
        PgSubscriber subscriber = PgSubscriber.subscriber(vertx, new PgConnectOptions(options));
        subscriber.reconnectPolicy(retries -> Math.min(5_000L, 100L << Math.min(retries, 6)));
        subscriber.channel(channel).subscribeHandler(_ -> wake.run()).handler(_ -> wake.run());
        answer(subscriber.connect());
        return () -> answer(subscriber.close());
    }

    /// Closes every connection, waiting for those in use to come back only as long as the server takes.
    @Override
    public void close() {
        answer(pool.close());
    }

    private <T extends @Nullable Object> T once(Work<T> work) {
        SqlConnection connection = answer(pool.getConnection());
        boolean committed = false;
        try {
            // Sent ahead without waiting: the connection keeps the order, and if this fails the next one does too.
            Future<?> begin = connection.query("begin").execute();
            Transaction tx = new Transaction(connection, true);
            T result = ScopedValue.where(open, tx).call(() -> work.run(tx));
            answer(begin);
            tx.insistThatNothingFailed();
            answer(connection.query("commit").execute());
            committed = true;
            return result;
        } finally {
            if (committed) {
                var _ = connection.close();
            } else {
                abandon(connection);
            }
        }
    }

    /// Rolls back whatever happened; a connection that cannot even do that is of no more use.
    private static void abandon(SqlConnection connection) {
        try {
            answer(connection.query("rollback").execute());
        } catch (DatabaseException e) {
            LOG.warn("rollback failed, the connection is dropped: {}", e.getMessage());
        } finally {
            var _ = connection.close();
        }
    }

    private void pause(int attempt) {
        long milliseconds = ThreadLocalRandom.current().nextLong(1, 5L << attempt);
        answer(vertx.timer(milliseconds));
    }
}
