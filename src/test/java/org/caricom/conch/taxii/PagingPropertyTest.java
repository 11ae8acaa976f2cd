package org.caricom.conch.taxii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.TT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.SharingFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Writers that commit out of turn, fail half-way and lose their connections, on two processes, while readers page in
/// each of the three ways that clients have. Whatever the order, every reader has everything, each once.
///
/// A trigger makes transactions slow by chance, and some fail after they took their times; meanwhile connections to the
/// database are cut. A reader forgets all but the token or the time it stored, and goes on at the other process.
class PagingPropertyTest {
    private static final String ROOT = "/taxii2/caricom/collections/";
    private static final String TYPE = "application/taxii+json;version=2.1";
    private static final int WRITERS = 4;
    private static final int POSTS_OF_EACH = 12;

    private static SharingFixture hub;
    private static HttpService second;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// How a client asks for what comes after the page that it has.
    private enum Habit {
        BY_NEXT,
        BY_ADDED_AFTER,
        BY_BOTH
    }

    @BeforeAll
    static void open() {
        hub = new SharingFixture(PagingPropertyTest.class);
        second = hub.serve();
        hub.database.database().doInTransaction(tx -> tx.query("""
                create function linger() returns trigger language plpgsql as $$
                begin
                    perform pg_sleep(random() * 0.01);
                    if random() < 0.1 then
                        raise exception 'a process dies here';
                    end if;
                    return null;
                end
                $$
                """));
        for (String table : List.of("made_collection_objects", "publications")) {
            hub.database
                    .database()
                    .doInTransaction(tx -> tx.query("create trigger lingers after insert on " + table
                            + " for each statement execute function linger()"));
        }
    }

    @AfterAll
    static void close() {
        second.stop(Duration.ofSeconds(1));
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostAndNothingComesTwiceInACollectionMadeByHand(long seed) throws Exception {
        String id = UUID.randomUUID().toString();
        hub.made.add(UUID.fromString(id), "Busy", List.of("JM"), List.of("TT"), "operator");
        Set<String> posted = new HashSet<>();
        List<Callable<@Nullable Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(seed * 100 + writer);
            List<List<String>> posts = new ArrayList<>();
            for (int post = 0; post < POSTS_OF_EACH; post++) {
                List<String> ids = new ArrayList<>();
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    ids.add("indicator--"
                            + new UUID(
                                    (random.nextLong() & ~0xf000L) | 0x4000L,
                                    (random.nextLong() >>> 2) | Long.MIN_VALUE));
                }
                posts.add(ids);
                posted.addAll(ids);
            }
            writers.add(() -> {
                for (List<String> ids : posts) {
                    postUntilTaken(id, ids, random);
                }
                return null;
            });
        }
        assertThat(readers(id, seed, writers, false))
                .allSatisfy(
                        read -> assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(posted));
    }

    @ParameterizedTest
    @ValueSource(longs = {4})
    void norInABuiltInCollection(long seed) throws Exception {
        List<Callable<@Nullable Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            writers.add(() -> {
                for (int i = 0; i < 4; i++) {
                    releaseUntilDone("203.0.113." + (number * 10 + i));
                }
                return null;
            });
        }
        List<List<String>> reads = readers("amber", seed, writers, true);
        List<String> whole = new ArrayList<>();
        for (JsonNode page : new TaxiiClient(hub.request("/").build().uri(), JM.name())
                .asPages(ROOT + "amber/objects/", 1000, java.util.Map.of())) {
            page.path("objects").forEach(object -> whole.add(key(object)));
        }
        assertThat(whole.stream().filter(key -> key.startsWith("indicator--"))).hasSize(WRITERS * 4);
        assertThat(reads)
                .allSatisfy(read -> assertThat(read).doesNotHaveDuplicates().containsAll(whole));
    }

    /// Lets writers write and one reader of each habit read meanwhile; gives what each read.
    private static List<List<String>> readers(
            String collection, long seed, List<Callable<@Nullable Void>> writers, boolean calm) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> readers = new ArrayList<>();
            for (Habit habit : Habit.values()) {
                Random random = new Random(seed * 1000 + habit.name().length());
                readers.add(threads.submit(() -> readToTheEnd(collection, habit, random, writing)));
            }
            List<Future<@Nullable Void>> writes =
                    writers.stream().map(threads::submit).toList();
            if (!calm) {
                cutConnections(writes);
            }
            for (Future<@Nullable Void> write : writes) {
                write.get();
            }
            writing.set(false);
            List<List<String>> reads = new ArrayList<>();
            for (Future<List<String>> reader : readers) {
                reads.add(reader.get());
            }
            return reads;
        }
    }

    /// Reads on until nothing is written any more and a page came back empty after that.
    private static List<String> readToTheEnd(String collection, Habit habit, Random random, AtomicBoolean writing)
            throws Exception {
        List<String> read = new ArrayList<>();
        String next = null;
        String after = null;
        String afterOfToken = null;
        while (true) {
            boolean last = !writing.get();
            int limit = random.nextInt(1, 8);
            // A token goes on with the request that it was given for.
            StringBuilder query = new StringBuilder("?limit=").append(limit);
            if (next != null && afterOfToken != null) {
                query.append("&added_after=").append(afterOfToken);
            } else if (next == null && after != null) {
                query.append("&added_after=").append(after);
            }
            if (next != null) {
                query.append("&next=").append(next);
            }
            HttpResponse<String> answer = get(ROOT + collection + "/objects/" + query, random);
            if (answer.statusCode() >= 500) {
                continue;
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = Json.own(answer.body());
            page.path("objects").forEach(object -> read.add(key(object)));
            String lastAdded =
                    answer.headers().firstValue("X-TAXII-Date-Added-Last").orElse(after);
            boolean useToken = switch (habit) {
                case BY_NEXT -> true;
                case BY_ADDED_AFTER -> false;
                case BY_BOTH -> random.nextBoolean();
            };
            if (page.path("more").asBoolean() && useToken) {
                if (next == null) {
                    afterOfToken = after;
                }
                next = page.required("next").textValue();
            } else {
                next = null;
            }
            after = lastAdded;
            if (last && page.path("objects").isEmpty()) {
                return read;
            }
        }
    }

    private static HttpResponse<String> get(String path, Random random) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(node(random).resolve(path))
                        .header("Accept", TYPE)
                        .header("Authorization", "Bearer " + JM.name())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// What is not known to be taken is posted again, as a client does that got no answer.
    private static void postUntilTaken(String collection, List<String> ids, Random random) throws Exception {
        ArrayNode objects = Json.array();
        for (String id : ids) {
            objects.add(indicator(id));
        }
        String body = Json.text(Json.object().set("objects", objects));
        HttpResponse<String> answer;
        do {
            answer = CLIENT.send(
                    HttpRequest.newBuilder(node(random).resolve(ROOT + collection + "/objects/"))
                            .header("Accept", TYPE)
                            .header("Content-Type", TYPE)
                            .header("Authorization", "Bearer " + TT.name())
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } while (answer.statusCode() >= 500);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(Json.own(answer.body()).path("success_count").asInt()).isEqualTo(ids.size());
    }

    private static void releaseUntilDone(String value) {
        while (true) {
            try {
                hub.released("TT", value, Tlp.AMBER);
                return;
            } catch (RuntimeException e) {
                if (!String.valueOf(e.getCause()).contains("a process dies here")) {
                    throw e;
                }
            }
        }
    }

    /// Ends connections to the database while writers work, as a network does.
    private static void cutConnections(List<Future<@Nullable Void>> writes) {
        while (!writes.stream().allMatch(Future::isDone)) {
            try {
                hub.database.database().doInTransaction(tx -> tx.query("""
                        select pg_sleep(0.05),
                               pg_terminate_backend((select pid
                                                       from pg_stat_activity
                                                      where datname = current_database()
                                                        and pid <> pg_backend_pid()
                                                        and state = 'idle in transaction'
                                                      limit 1))
                        """));
            } catch (RuntimeException _) {
                // It may have cut its own.
            }
        }
    }

    private static URI node(Random random) {
        return random.nextBoolean()
                ? hub.request("/").build().uri()
                : URI.create("http://127.0.0.1:" + second.port() + "/");
    }

    private static String key(JsonNode object) {
        return object.path("id").asText()
                + (object.path("type").asText().equals("indicator")
                        ? ""
                        : " " + object.path("modified").asText());
    }

    private static ObjectNode indicator(String id) {
        return Json.object()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", id)
                .put("created", "2026-07-01T00:00:00.000Z")
                .put("modified", "2026-07-01T00:00:00.000Z")
                .put("pattern", "[domain-name:value = 'busy.example']")
                .put("pattern_type", "stix")
                .put("valid_from", "2026-07-01T00:00:00Z");
    }
}
