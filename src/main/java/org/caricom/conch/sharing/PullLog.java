package org.caricom.conch.sharing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.caricom.conch.access.Caller;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.db.Database;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers who pulled what, and writes it to the audit log: one entry per caller and collection each ten seconds, and
/// at
/// shutdown. A page pulled is a line in memory, not a transaction.
public final class PullLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PullLog.class);
    private static final long SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Key(String caller, String collection) {}

    private record Pulls(
            int pulls,
            long objects,
            @Nullable Instant first,
            @Nullable Instant last) {
        Pulls with(Pulls other) {
            Instant from = first == null || (other.first != null && other.first.isBefore(first)) ? other.first : first;
            Instant to = last == null || (other.last != null && other.last.isAfter(last)) ? other.last : last;
            return new Pulls(pulls + other.pulls, objects + other.objects, from, to);
        }
    }

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<Key, Pulls> gathered = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread writer;

    public PullLog(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Begins to write what is gathered every ten seconds.
    public void start() {
        writer = Thread.ofVirtual().name("pull-log").start(() -> {
            try {
                while (!closing.await(SECONDS, TimeUnit.SECONDS)) {
                    write();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Notes one pull.
    ///
    /// @param collection alias of a built-in collection, id of another
    /// @param objects    how many objects were given
    /// @param first      when the first of them was added to the collection; null when there were none
    /// @param last       when the last of them was
    public void note(Caller caller, String collection, long objects, @Nullable Instant first, @Nullable Instant last) {
        lock.lock();
        try {
            gathered.merge(new Key(caller.name(), collection), new Pulls(1, objects, first, last), Pulls::with);
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is gathered.
    public void write() {
        Map<Key, Pulls> now = take();
        if (now.isEmpty()) {
            return;
        }
        try {
            String at = clock.instant().toString();
            List<AuditEntry> entries = new ArrayList<>();
            now.forEach((key, pulls) -> entries.add(entry(at, key, pulls)));
            database.doInTransaction(tx -> audit.append(tx, entries));
        } catch (RuntimeException e) {
            LOG.error("{} pulls could not be written to the audit log and are kept for the next time", now.size(), e);
            giveBack(now);
        }
    }

    /// Stops, and writes the rest: also what the other thread was just writing and could not.
    @Override
    public void close() {
        closing.countDown();
        Thread other = writer;
        if (other != null) {
            try {
                other.join(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        write();
    }

    private Map<Key, Pulls> take() {
        lock.lock();
        try {
            Map<Key, Pulls> now = Map.copyOf(gathered);
            gathered.clear();
            return now;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Map<Key, Pulls> pulls) {
        lock.lock();
        try {
            pulls.forEach((key, old) -> gathered.merge(key, old, Pulls::with));
        } finally {
            lock.unlock();
        }
    }

    private static AuditEntry entry(String at, Key key, Pulls pulls) {
        var body = Json.object()
                .put("at", at)
                .put("caller", key.caller())
                .put("collection", key.collection())
                .put("pulls", pulls.pulls())
                .put("objects", pulls.objects());
        if (pulls.first() != null && pulls.last() != null) {
            body.put("firstAdded", pulls.first().toString());
            body.put("lastAdded", pulls.last().toString());
        }
        return new AuditEntry("collection.pulled", body);
    }
}
