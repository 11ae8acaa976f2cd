package org.caricom.conch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Rows;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static TestDatabase testDatabase;
    private static Database database;

    private final List<OutboxRelay> relays = new ArrayList<>();

    @BeforeAll
    static void create() {
        testDatabase = TestDatabase.create(OutboxRelayTest.class);
        database = testDatabase.database();
        database.doInTransaction(tx -> tx.query("""
                create table effects (
                    position bigint generated always as identity,
                    key      text,
                    number   int,
                    unique (key, number)
                )
                """));
    }

    @AfterAll
    static void close() {
        testDatabase.close();
    }

    @BeforeEach
    void empty() {
        database.doInTransaction(tx -> tx.query("truncate effects, outbox"));
    }

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
    }

    @Test
    void handlesWhatWasCommittedAndNothingElse() {
        relay(OutboxRelayTest::record);
        put("TT", 1);
        try {
            database.doInTransaction(tx -> {
                putIn(tx, "TT", 2);
                throw new IllegalStateException("rolled back");
            });
        } catch (IllegalStateException _) {
            // as meant
        }
        put("TT", 3);
        await(() -> effects().getOrDefault("TT", List.of()).size() == 2);
        assertThat(effects()).isEqualTo(Map.of("TT", List.of(1, 3)));
        assertThat(Outbox.backlog(database)).isEqualTo(new Outbox.Backlog(0, 0, null));
    }

    @Test
    void severalRelaysGiveEveryEffectOnceAndInOrderThoughHandlersFailAndConnectionsBreak() {
        Random random = new Random(20260302);
        AtomicInteger failures = new AtomicInteger();
        OutboxHandler unreliable = (tx, message) -> {
            record(tx, message);
            int chance;
            synchronized (random) {
                chance = random.nextInt(100);
            }
            if (chance < 4 && failures.incrementAndGet() < 40) {
                throw new IllegalStateException("a handler fails after its change");
            }
            if (chance == 99 && failures.incrementAndGet() < 40) {
                tx.query("select pg_terminate_backend(pg_backend_pid())");
            }
            if (chance == 98 && failures.incrementAndGet() < 40) {
                tx.query("select 1 / 0");
            }
        };
        for (int i = 0; i < 3; i++) {
            relay(unreliable);
        }
        Map<String, List<Integer>> expected = new HashMap<>();
        for (int number = 0; number < 60; number++) {
            int n = number;
            database.doInTransaction(tx -> {
                for (String key : List.of("AG", "BB", "JM", "TT", "SR")) {
                    putIn(tx, key, n);
                    expected.computeIfAbsent(key, _ -> new ArrayList<>()).add(n);
                }
            });
        }
        await(() -> Outbox.backlog(database).waiting() == 0);
        assertThat(effects()).isEqualTo(expected);
        assertThat(failures).hasPositiveValue();
    }

    @Test
    void aFailingMessageWaitsWithItsKeyAndBlocksNoOther() {
        AtomicInteger tries = new AtomicInteger();
        relay((tx, message) -> {
            if (message.key().equals("bad")) {
                tries.incrementAndGet();
                throw new IllegalStateException("never");
            }
            record(tx, message);
        });
        for (int n = 0; n < 40; n++) {
            put("bad", n);
            put("good", n);
        }
        await(() -> effects().getOrDefault("good", List.of()).size() == 40);
        assertThat(effects()).containsOnlyKeys("good");
        await(() -> tries.get() >= 2);
        Outbox.Backlog backlog = Outbox.backlog(database);
        assertThat(backlog.waiting()).isEqualTo(40);
        assertThat(backlog.failing()).isEqualTo(1);
        assertThat(tries.get()).as("it backs off").isLessThan(10);
    }

    @Test
    void leavesTopicsOfOthersAlone() {
        relay(OutboxRelayTest::record);
        database.doInTransaction(tx -> Outbox.put(tx, "someone.elses", "TT", Json.object()));
        put("TT", 1);
        await(() -> effects().containsKey("TT"));
        assertThat(Outbox.backlog(database).waiting()).isEqualTo(1);
    }

    @Test
    void takesUpWhatAnEarlierProcessLeft() {
        put("TT", 1);
        put("TT", 2);
        relay(OutboxRelayTest::record);
        await(() -> effects().getOrDefault("TT", List.of()).size() == 2);
    }

    @Test
    void givesTheHandlerWhatWasPut() {
        List<OutboxMessage> seen = new ArrayList<>();
        relay((_, message) -> seen.add(message));
        put("TT", 7);
        await(() -> Outbox.backlog(database).waiting() == 0);
        assertThat(seen).singleElement().satisfies(message -> {
            assertThat(message.topic()).isEqualTo("test");
            assertThat(message.key()).isEqualTo("TT");
            assertThat(message.attempts()).isZero();
            assertThat(message.payload().path("number").intValue()).isEqualTo(7);
        });
    }

    /// Two transactions of one key overlap, and the one that wrote first commits last: its message then becomes the
    /// oldest while a worker already has the later one in hand.
    @Test
    void aMessageThatComesToLightBeforeOneInHandMakesNobodyHandleThatOneTwice() throws Exception {
        List<Integer> handled = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch firstIsPut = new CountDownLatch(1);
        CountDownLatch secondIsInHand = new CountDownLatch(1);
        relay((_, message) -> {
            int number = message.payload().path("number").intValue();
            handled.add(number);
            if (number == 2) {
                secondIsInHand.countDown();
                pause();
            }
        });
        Thread slow = Thread.ofVirtual()
                .start(() -> database.doInTransaction(tx -> {
                    putIn(tx, "TT", 1);
                    firstIsPut.countDown();
                    wait(secondIsInHand);
                }));
        wait(firstIsPut);
        put("TT", 2);
        slow.join();
        await(() -> Outbox.backlog(database).waiting() == 0);
        assertThat(handled).containsExactlyInAnyOrder(1, 2);
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(800);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void relay(OutboxHandler handler) {
        OutboxRelay relay = new OutboxRelay(database, Map.of("test", handler));
        relay.start();
        relays.add(relay);
    }

    private static void record(Transaction tx, OutboxMessage message) {
        tx.update(
                "insert into effects (key, number) values ($1, $2)",
                message.key(),
                message.payload().path("number").intValue());
    }

    private static void put(String key, int number) {
        database.doInTransaction(tx -> putIn(tx, key, number));
    }

    private static void putIn(Transaction tx, String key, int number) {
        Outbox.put(tx, "test", key, Json.object().put("number", number));
    }

    private static Map<String, List<Integer>> effects() {
        Map<String, List<Integer>> byKey = new HashMap<>();
        database.read(tx -> Rows.list(
                tx.query("select key, number from effects order by position"),
                row -> byKey.computeIfAbsent(row.getString("key"), _ -> new ArrayList<>())
                        .add(row.getInteger("number"))));
        return byKey;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
