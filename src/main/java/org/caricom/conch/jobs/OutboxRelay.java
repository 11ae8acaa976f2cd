package org.caricom.conch.jobs;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.DatabaseException;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the outbox's messages to their handlers. Any number of relays, in any number of processes, may work
/// on one database.
///
/// Of each topic and key only the oldest message can be taken, and whoever has it locked has the whole
/// key; so messages of one key stay in order without a lock being kept anywhere else, and a key whose oldest
/// message fails waits, while all others go on. A process that dies drops its locks with its connection.
///
/// Several messages of one key are handled in one transaction, each within a savepoint: a commit to disk
/// costs more than most of them.
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int WORKERS = 4;
    private static final int MESSAGES_TOGETHER = 16;
    private static final long TOGETHER_NANOSECONDS = Duration.ofMillis(250).toNanos();
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);
    private static final int ALARM_AFTER = 5;

    private final Database database;
    private final Map<String, OutboxHandler> handlers;
    private final List<Thread> workers = new ArrayList<>();
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(WORKERS);
    private @Nullable AutoCloseable ear;
    private volatile boolean stopping;

    /// @param handlers by topic; messages of other topics are left alone
    public OutboxRelay(Database database, Map<String, OutboxHandler> handlers) {
        this.database = database;
        this.handlers = Map.copyOf(handlers);
    }

    /// Begins to work, in the background.
    public void start() {
        ear = database.listen(Outbox.CHANNEL, this::wake);
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Thread.ofVirtual().name("outbox-" + i).start(this::work));
        }
    }

    /// Finishes the messages in hand and takes no more.
    public void stop() {
        stopping = true;
        wake();
        try {
            if (ear != null) {
                ear.close();
            }
            long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
            for (Thread worker : workers) {
                worker.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the outbox's listener did not close: {}", e.getMessage());
        }
    }

    /// The same as [#stop()].
    @Override
    public void close() {
        stop();
    }

    private void wake() {
        for (int i = 0; i < WORKERS; i++) {
            if (!wakeUps.offer(true)) {
                return;
            }
        }
    }

    private void work() {
        while (!stopping) {
            int handled;
            try {
                handled = database.<Integer>inTransaction(this::handleOneKey);
            } catch (DatabaseException e) {
                LOG.warn("the outbox is out of reach: {}", e.getMessage());
                handled = 0;
            } catch (RuntimeException e) {
                LOG.error("the outbox cannot be worked on", e);
                handled = 0;
            }
            if (handled == 0 && !stopping) {
                awaitWakeUp();
            }
        }
    }

    private void awaitWakeUp() {
        try {
            var _ = wakeUps.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            stopping = true;
        }
    }

    /// The number of messages that were tried.
    private int handleOneKey(Transaction tx) {
        OutboxMessage first = lockOldestOfAKey(tx);
        if (first == null) {
            return 0;
        }
        long begin = System.nanoTime();
        List<OutboxMessage> messages = new ArrayList<>(List.of(first));
        messages.addAll(following(tx, first));
        List<Long> done = new ArrayList<>();
        for (OutboxMessage message : messages) {
            Throwable failure = attempt(tx, message);
            if (failure != null) {
                postpone(tx, message, failure);
                break;
            }
            done.add(message.id());
            if (stopping || System.nanoTime() - begin > TOGETHER_NANOSECONDS) {
                break;
            }
        }
        if (!done.isEmpty()) {
            tx.update("delete from outbox where id = any($1)", (Object) done.toArray(Long[]::new));
        }
        return messages.size();
    }

    private @Nullable OutboxMessage lockOldestOfAKey(Transaction tx) {
        return Rows.one(tx.query("""
                        select id, topic, key, payload, created_at, attempts
                          from outbox message
                         where next_at <= now()
                           and topic = any($1)
                           and not exists (select 1
                                             from outbox earlier
                                            where earlier.topic = message.topic
                                              and earlier.key   = message.key
                                              and earlier.id    < message.id)
                         order by id
                         limit 1
                           for update skip locked
                        """, (Object) handlers.keySet().toArray(String[]::new)), OutboxRelay::message);
    }

    /// Locked too, and waited for: where transactions of one key overlapped, the oldest message can come to light
    /// after another worker has taken a later one, which must not be handled twice.
    private static List<OutboxMessage> following(Transaction tx, OutboxMessage first) {
        return Rows.list(
                tx.query("""
                        select id, topic, key, payload, created_at, attempts
                          from outbox
                         where topic = $1
                           and key = $2
                           and id > $3
                         order by id
                         limit $4
                           for update
                        """, first.topic(), first.key(), first.id(), MESSAGES_TOGETHER - 1L), OutboxRelay::message);
    }

    /// Null when it went well. A lost race of transactions is no failure of the message: it goes on up, and all begins
    /// again.
    private @Nullable Throwable attempt(Transaction tx, OutboxMessage message) {
        OutboxHandler handler = Objects.requireNonNull(handlers.get(message.topic()));
        try {
            tx.within(() -> handler.handle(tx, message));
            return null;
        } catch (DatabaseException e) {
            if (e.isWorthAnotherTry() || e.sqlState() == null) {
                throw e;
            }
            return e;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return e;
        }
    }

    private static void postpone(Transaction tx, OutboxMessage message, Throwable failure) {
        int attempts = message.attempts() + 1;
        if (attempts % ALARM_AFTER == 0) {
            LOG.error(
                    "message {} of {} has failed {} times; what follows on its key waits",
                    message.id(),
                    message.topic(),
                    attempts,
                    failure);
        } else {
            LOG.warn(
                    "message {} of {} failed, attempt {}: {}",
                    message.id(),
                    message.topic(),
                    attempts,
                    failure.getClass().getSimpleName());
        }
        tx.update("""
                update outbox
                   set attempts = $2,
                       next_at  = clock_timestamp() + $3 * interval '1 millisecond'
                 where id = $1
                """, message.id(), attempts, (double) delay(attempts).toMillis());
    }

    /// Doubles with every attempt, with up to a quarter more by chance, so that what failed together does not
    /// come back together.
    private static Duration delay(int attempts) {
        long doubled = FIRST_DELAY.toMillis() << Math.min(attempts - 1, 20);
        long bounded = Math.min(doubled, LONGEST_DELAY.toMillis());
        return Duration.ofMillis(bounded + ThreadLocalRandom.current().nextLong(bounded / 4 + 1));
    }

    private static OutboxMessage message(Row row) {
        return new OutboxMessage(
                Objects.requireNonNull(row.getLong("id")),
                Rows.text(row, "topic"),
                Rows.text(row, "key"),
                Json.own(Rows.text(row, "payload")),
                Rows.instant(row, "created_at"),
                Objects.requireNonNull(row.getInteger("attempts")));
    }
}
