package org.caricom.conch.jobs;

import static io.vertx.core.Future.await;

import io.vertx.core.Promise;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// The threads for work that keeps a processor busy: signatures, big documents, password hashes.
///
/// On a virtual thread such work would hold up all others of its event loop. It must be pure: values in,
/// values out, no waiting and no database.
public final class HeavyWork implements AutoCloseable {
    private final ThreadGroup group = new ThreadGroup("heavy-work");
    private final ExecutorService pool;

    /// @param threads how many works run at once; more than processors gains nothing
    public HeavyWork(int threads) {
        ThreadFactory factory = task -> {
            Thread thread = new Thread(group, task, "heavy-work");
            thread.setDaemon(true);
            return thread;
        };
        pool = Executors.newFixedThreadPool(threads, factory);
    }

    /// One thread per processor.
    public static HeavyWork onAllProcessors() {
        return new HeavyWork(Runtime.getRuntime().availableProcessors());
    }

    /// Work that gives a value or throws.
    @FunctionalInterface
    public interface Task<T extends @Nullable Object, X extends Exception> {
        /// Does it.
        T call() throws X;
    }

    /// Does `task` on a thread of the pool while the caller waits, and gives what it gives or throws what it
    /// throws. Heavy work within heavy work stays where it is.
    ///
    /// @throws RejectedExecutionException after [#close()]
    // Declared for callers; await throws the task's own exception without declaring it.
    @SuppressWarnings("RedundantThrows")
    public <T extends @Nullable Object, X extends Exception> T run(Task<T, X> task) throws X {
        if (group.equals(Thread.currentThread().getThreadGroup())) {
            return task.call();
        }
        Promise<T> promise = Promise.promise();
        pool.execute(() -> {
            try {
                promise.complete(task.call());
            } catch (Throwable failure) {
                promise.fail(failure);
            }
        });
        return await(promise.future());
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
