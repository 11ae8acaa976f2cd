package org.caricom.conch.jobs;

import static io.vertx.core.Future.await;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Group commit: items that come while a batch is being worked on make the next batch.
///
/// The first caller to find nobody at work leads: it works on what is there, its own item first. When its
/// item is done it goes home, and the caller whose item is oldest leads on. So nobody waits for anybody's
/// timer, a lone caller is not delayed at all, and there is no thread to start or stop.
///
/// @param <T> an item
/// @param <R> what comes of it
public final class Batcher<T, R> {
    private final int maxBatch;
    private final Function<List<T>, List<R>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Entry<T, R>> waiting = new ArrayDeque<>();
    private boolean led;

    /// @param maxBatch most items worked on at once
    /// @param work     gives one result per item, in their order, or throws and has done nothing: a transaction.
    ///                 It is never run by two callers at once, except for single items after a failure
    public Batcher(int maxBatch, Function<List<T>, List<R>> work) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("a batch has at least one item");
        }
        this.maxBatch = maxBatch;
        this.work = work;
    }

    /// Has `item` worked on and gives what came of it.
    ///
    /// When a batch fails, each of its callers tries its own item once more alone, so that one bad item fails
    /// for its own caller only.
    public R submit(T item) {
        Entry<T, R> own = new Entry<>(item, Promise.promise());
        boolean lead = enqueue(own);
        Turn<R> turn = lead ? new Turn.Lead<>() : awaitTurn(own);
        return switch (turn) {
            case Turn.Done<R> done -> done.result;
            case Turn.Alone<R> _ -> only(List.of(item));
            case Turn.Lead<R> _ -> lead(own);
        };
    }

    private Turn<R> awaitTurn(Entry<T, R> own) {
        try {
            return await(own.turn.future());
        } catch (Throwable interrupted) {
            leave(own);
            throw interrupted;
        }
    }

    /// A caller that is interrupted must not take the lead with it.
    private void leave(Entry<T, R> own) {
        lock.lock();
        try {
            if (waiting.remove(own) && own.turn.future().result() instanceof Turn.Lead) {
                passOn();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean enqueue(Entry<T, R> entry) {
        lock.lock();
        try {
            waiting.add(entry);
            boolean first = !led;
            led = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /// Works on one batch, which holds the leader's own item because that is the oldest, and passes the lead on.
    private R lead(Entry<T, R> own) {
        List<Entry<T, R>> batch = nextBatch();
        if (!batch.getFirst().equals(own)) {
            throw new AssertionError("whoever leads has the oldest item");
        }
        List<Entry<T, R>> others = batch.subList(1, batch.size());
        @Nullable List<R> results = null;
        try {
            if (batch.size() > 1) {
                results = all(batch);
            } else {
                return only(List.of(own.item));
            }
        } finally {
            passOn();
            for (int i = 0; i < others.size(); i++) {
                others.get(i).turn.complete(results == null ? new Turn.Alone<>() : new Turn.Done<>(results.get(i + 1)));
            }
        }
        return results == null ? only(List.of(own.item)) : results.getFirst();
    }

    /// Null when the batch failed.
    private @Nullable List<R> all(List<Entry<T, R>> batch) {
        try {
            List<R> results = work.apply(batch.stream().map(Entry::item).toList());
            return results.size() == batch.size() ? results : null;
        } catch (Exception | AssertionError _) {
            return null; // each tries again alone, and hears of its own failure then
        }
    }

    private R only(List<T> single) {
        List<R> results = work.apply(single);
        if (results.size() != 1) {
            throw new IllegalStateException("one item gives one result, not " + results.size());
        }
        return results.getFirst();
    }

    private List<Entry<T, R>> nextBatch() {
        lock.lock();
        try {
            List<Entry<T, R>> batch = new ArrayList<>();
            while (batch.size() < maxBatch && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void passOn() {
        lock.lock();
        try {
            Entry<T, R> next = waiting.peek();
            led = next != null;
            if (next != null) {
                next.turn.complete(new Turn.Lead<>());
            }
        } finally {
            lock.unlock();
        }
    }

    private record Entry<T, R>(T item, Promise<Turn<R>> turn) {}

    /// What a waiting caller is told.
    private sealed interface Turn<R> {
        record Done<R>(R result) implements Turn<R> {}

        record Alone<R>() implements Turn<R> {}

        record Lead<R>() implements Turn<R> {}
    }
}
