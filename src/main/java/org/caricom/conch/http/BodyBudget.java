package org.caricom.conch.http;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of bodies this process holds at once, in all requests together. What would go beyond is refused, to
/// be sent again: filings need no token, and a process without memory serves nobody.
final class BodyBudget {
    /// Reading a body takes several times its size.
    private static final int PART_OF_MEMORY = 10;

    /// The largest body that a route takes must always find room.
    private static final long AT_LEAST = 40L << 20;

    private final AtomicLong free;

    BodyBudget(long bytes) {
        free = new AtomicLong(bytes);
    }

    static BodyBudget ofThisProcess() {
        return new BodyBudget(Math.max(AT_LEAST, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY));
    }

    /// For one request, to be closed when it is answered.
    Share share() {
        return new Share();
    }

    /// What one request holds.
    final class Share implements AutoCloseable {
        private long held;
        private boolean closed;

        /// Whether there was room; if not, nothing is taken.
        synchronized boolean take(int bytes) {
            if (closed) {
                return false;
            }
            if (free.addAndGet(-bytes) < 0) {
                free.addAndGet(bytes);
                return false;
            }
            held += bytes;
            return true;
        }

        @Override
        public synchronized void close() {
            closed = true;
            free.addAndGet(held);
            held = 0;
        }
    }
}
