package org.caricom.conch.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the same work again and again in the background, at once and then at intervals. Every process does, so the work
/// must bear being done twice.
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Rounds(String name, Duration interval, Runnable work) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> run(interval, work));
    }

    /// Begins. A round that fails is told in the log, and the next one comes all the same.
    public static Rounds start(String name, Duration interval, Runnable work) {
        Rounds rounds = new Rounds(name, interval, work);
        rounds.thread.start();
        return rounds;
    }

    private void run(Duration interval, Runnable work) {
        try {
            do {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    if (closing.getCount() > 0) {
                        LOG.error(
                                "{} failed, and is tried again",
                                Thread.currentThread().getName(),
                                e);
                    }
                }
            } while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Starts no further round, and waits a little for the one under way.
    @Override
    public void close() {
        closing.countDown();
        try {
            var _ = thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
