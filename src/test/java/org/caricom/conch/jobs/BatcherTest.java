package org.caricom.conch.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatcherTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 1000})
    void everyCallerGetsTheResultOfItsOwnItem(int maxBatch) throws Exception {
        Random random = new Random(maxBatch);
        AtomicInteger atOnce = new AtomicInteger();
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        Batcher<Integer, String> batcher = new Batcher<>(maxBatch, items -> {
            assertThat(atOnce.incrementAndGet()).as("one batch at a time").isEqualTo(1);
            sizes.add(items.size());
            sleep(random.nextInt(3));
            atOnce.decrementAndGet();
            return items.stream().map(item -> "result " + item).toList();
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                int item = i;
                results.add(threads.submit(() -> {
                    sleep(item % 5);
                    return batcher.submit(item);
                }));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("result " + i);
            }
        }
        assertThat(sizes).allMatch(size -> size <= maxBatch);
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(500);
    }

    @Test
    void aBadItemFailsForItsOwnCallerOnly() throws Exception {
        Batcher<Integer, Integer> batcher = new Batcher<>(50, items -> {
            sleep(2);
            if (items.stream().anyMatch(item -> item % 17 == 0)) {
                throw new IllegalArgumentException("seventeen");
            }
            return items;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                int item = i;
                results.add(threads.submit(() -> batcher.submit(item)));
            }
            for (int i = 1; i <= 200; i++) {
                Future<Integer> result = results.get(i - 1);
                if (i % 17 == 0) {
                    assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
                            .isInstanceOf(ExecutionException.class)
                            .hasRootCauseInstanceOf(IllegalArgumentException.class);
                } else {
                    assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void whatComesWhileABatchIsWorkedOnMakesTheNext() throws Exception {
        CountDownLatch firstIsAtWork = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        Batcher<Integer, Integer> batcher = new Batcher<>(100, items -> {
            sizes.add(items.size());
            firstIsAtWork.countDown();
            join(othersWait);
            return items;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> batcher.submit(0));
            join(firstIsAtWork);
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                int item = i;
                others.add(threads.submit(() -> batcher.submit(item)));
            }
            sleep(200);
            othersWait.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isZero();
            for (Future<Integer> other : others) {
                assertThat(other.get(10, TimeUnit.SECONDS)).isPositive();
            }
        }
        assertThat(sizes).containsExactly(1, 20);
    }

    @Test
    @SuppressWarnings("Interruption") // it is what this test is about
    void anInterruptedCallerDoesNotTakeTheLeadWithIt() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Batcher<Integer, Integer> batcher = new Batcher<>(1, items -> {
            atWork.countDown();
            join(goOn);
            return items;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> batcher.submit(1));
            join(atWork);
            Thread second = Thread.ofVirtual().start(() -> {
                try {
                    batcher.submit(2);
                } catch (Exception _) {
                    // interrupted, as meant
                }
            });
            sleep(100);
            Future<Integer> third = threads.submit(() -> batcher.submit(3));
            sleep(100);
            second.interrupt();
            sleep(100);
            goOn.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(third.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        }
    }

    private static void join(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
