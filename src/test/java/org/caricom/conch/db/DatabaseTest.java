package org.caricom.conch.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static TestDatabase testDatabase;
    private static Database database;

    @BeforeAll
    static void create() {
        testDatabase = TestDatabase.create(DatabaseTest.class);
        database = testDatabase.database();
        database.doInTransaction(tx -> tx.query("""
                create table words (
                    id   int primary key,
                    word text check (word <> 'forbidden')
                )
                """));
        database.doInTransaction(tx -> tx.query("create table letters (word_id int not null references words)"));
    }

    @AfterAll
    static void close() {
        testDatabase.close();
    }

    @BeforeEach
    void empty() {
        database.doInTransaction(tx -> tx.query("truncate words, letters"));
    }

    @Test
    void keepsWhatReturnsAndDropsWhatThrows() {
        assertThat(database.<Integer>inTransaction(tx -> insert(tx, 1, "one"))).isEqualTo(1);
        assertThatThrownBy(() -> database.inTransaction(tx -> {
                    insert(tx, 2, "two");
                    throw new AssertionError("anything at all");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(words()).containsExactly("one");
    }

    @Test
    void tellsWhichConstraintWasBroken() {
        database.inTransaction(tx -> insert(tx, 1, "one"));
        assertThatThrownBy(() -> database.inTransaction(tx -> insert(tx, 1, "again")))
                .isInstanceOfSatisfying(Conflict.class, conflict -> {
                    assertThat(conflict.kind()).isEqualTo(Conflict.Kind.DUPLICATE);
                    assertThat(conflict.constraint()).isEqualTo("words_pkey");
                });
        assertThatThrownBy(() -> database.inTransaction(tx -> insert(tx, 2, "forbidden")))
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.CHECK));
        assertThatThrownBy(() -> database.inTransaction(tx -> tx.update("insert into letters values (7)")))
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.REFERENCE));
    }

    @Test
    void namesTheMethodThatAskedAndNoValue() {
        assertThatThrownBy(() -> database.read(tx -> tx.query("select $1::text::int", "a-secret")))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("DatabaseTest.namesTheMethodThatAskedAndNoValue: SQLSTATE 22P02");
    }

    @Test
    void doesNotPretendToKeepWhatFollowsASwallowedFailure() {
        assertThatThrownBy(() -> database.inTransaction(tx -> {
                    insert(tx, 1, "one");
                    try {
                        insert(tx, 1, "one");
                    } catch (Conflict _) {
                        // and carry on
                    }
                    return 0;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(words()).isEmpty();
    }

    @Test
    void aStepThatFailsWithinATransactionIsUndoneAlone() {
        database.doInTransaction(tx -> {
            insert(tx, 1, "one");
            assertThatThrownBy(() -> tx.within(() -> {
                        insert(tx, 2, "two");
                        insert(tx, 1, "again");
                    }))
                    .isInstanceOf(Conflict.class);
            tx.within(() -> insert(tx, 3, "three"));
        });
        assertThat(words()).containsExactly("one", "three");
    }

    @Test
    void beginsAgainWhenTwoTransactionsLockEachOtherOut() throws Exception {
        database.doInTransaction(tx -> {
            insert(tx, 1, "");
            insert(tx, 2, "");
        });
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> both = new ArrayList<>();
            for (int[] order : new int[][] {{1, 2}, {2, 1}}) {
                both.add(threads.submit(() -> {
                    AtomicInteger attempt = new AtomicInteger();
                    database.doInTransaction(tx -> {
                        runs.incrementAndGet();
                        append(tx, order[0]);
                        if (attempt.incrementAndGet() == 1) {
                            meet(bothHoldOne);
                        }
                        append(tx, order[1]);
                    });
                }));
            }
            for (Future<?> one : both) {
                one.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(words()).containsExactly("xx", "xx");
        assertThat(runs).hasValue(3);
    }

    @Test
    void refusesATransactionInsideATransactionAndReadsWithinIt() {
        database.doInTransaction(tx -> {
            insert(tx, 1, "not yet kept");
            assertThat(words()).containsExactly("not yet kept");
            assertThatThrownBy(() -> database.inTransaction(inner -> insert(inner, 2, "two")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("pass it on");
        });
    }

    @Test
    void walksMoreRowsThanItHolds() {
        database.doInTransaction(
                tx -> tx.query("insert into words select n, 'w' || n from generate_series(1, 1000) n"));
        String sql = "select id from words where id > $1 order by id";
        List<Integer> outside = new ArrayList<>();
        database.<Integer>read(tx -> {
            tx.forEach(sql, Tuple.of(10), 64, row -> outside.add(row.getInteger(0)));
            return 0;
        });
        List<Integer> inside = new ArrayList<>();
        database.doInTransaction(tx -> tx.forEach(sql, Tuple.of(10), 64, row -> inside.add(row.getInteger(0))));
        assertThat(outside).hasSize(990).isSorted().isEqualTo(inside);
    }

    @Test
    void takesPlainValuesAndGivesThemBack() {
        Instant time = Instant.parse("2026-03-01T12:34:56.123456Z");
        byte[] bytes = {0, 1, -1};
        database.<Integer>read(tx -> {
            var row = tx.query(
                            "select $1::timestamptz as t, $2::bytea as b, ($3::timestamptz[])[1] as ts, "
                                    + "($4::bytea[])[1] as bs, $5::text[] as words, $6::text::jsonb->>'a' as j",
                            time,
                            bytes,
                            new Instant[] {time},
                            new byte[][] {bytes},
                            new String[] {"x", "y"},
                            "{\"a\":\"b\"}")
                    .iterator()
                    .next();
            assertThat(Rows.instant(row, "t")).isEqualTo(time);
            assertThat(Rows.instant(row, "ts")).isEqualTo(time);
            assertThat(Rows.bytes(row, "b")).isEqualTo(bytes);
            assertThat(Rows.bytes(row, "bs")).isEqualTo(bytes);
            assertThat(Rows.texts(row, "words")).containsExactly("x", "y");
            assertThat(Rows.text(row, "j")).isEqualTo("b");
            return 0;
        });
    }

    @Test
    void runsAStatementForEachRowOfABatch() {
        int touched = database.<Integer>inTransaction(tx -> tx.batch(
                "insert into words values ($1, $2)",
                List.of(Tuple.of(1, "one"), Tuple.of(2, "two"), Tuple.of(3, "x"))));
        assertThat(touched).isEqualTo(3);
        assertThat(words()).containsExactly("one", "two", "x");
    }

    @Test
    void hearsWhatOtherSessionsNotify() throws Exception {
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
        try (AutoCloseable _ = database.listen("news", () -> heard.add("wake"))) {
            assertThat(heard.poll(5, TimeUnit.SECONDS))
                    .as("once when listening begins")
                    .isNotNull();
            database.doInTransaction(tx -> tx.query("select pg_notify('news', '')"));
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void manyThreadsShareFewConnections() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int id = i;
                all.add(threads.submit(() -> database.<Integer>inTransaction(tx -> insert(tx, id, "w"))));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
        assertThat(words()).hasSize(200);
    }

    private static int insert(Transaction tx, int id, String word) {
        return tx.update("insert into words (id, word) values ($1, $2)", id, word);
    }

    private static void append(Transaction tx, int id) {
        tx.update("update words set word = word || 'x' where id = $1", id);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> words() {
        return database.read(
                tx -> Rows.list(tx.query("select word from words order by id"), row -> row.getString("word")));
    }
}
