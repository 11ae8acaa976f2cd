package org.caricom.conch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.DatabaseSettings;
import org.caricom.conch.db.DatabaseUrl;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.feeds.Shelf;
import org.caricom.conch.json.Json;

/// Every feed with 45,640 indicators in it, over HTTP and unpacked: how long it takes, by how much the live heap of the
/// hub grows meanwhile, and how long after a decision to release a value stands in all of them.
final class Export {
    private static final int INDICATORS = 45_640;
    private static final int TIMES = 5;
    private static final double ALLOWED_SECONDS = 2;
    private static final double ALLOWED_MEGABYTES = 32;
    private static final double ALLOWED_DELAY = 1;

    private static final List<String> FEEDS = List.of(
            "/feeds/indicators.csv",
            "/feeds/indicators.txt?type=domain-name",
            "/feeds/stix.json",
            "/feeds/misp/EVENT",
            "/feeds/misp/hashes.csv",
            "/feeds/suricata.rules",
            "/feeds/suricata/conch-domains.lst",
            "/feeds/rpz.zone",
            "/feeds/zeek.intel",
            "/feeds/sigma.zip");

    private final Hub hub;
    private final String partner;

    private Export(Hub hub, String partner) {
        this.hub = hub;
        this.partner = partner;
    }

    static void run(Hub hub) throws Exception {
        fill(hub);
        Export export = new Export(hub, hub.token("partner"));
        export.times();
        export.growth();
        export.delay();
    }

    /// As many as a busy year leaves, half of them names.
    private static void fill(Hub hub) throws Exception {
        List<Observable> values = new ArrayList<>();
        for (int i = 0; i < INDICATORS; i++) {
            String hash =
                    Sha256.of(("export/" + i).getBytes(StandardCharsets.UTF_8)).toString();
            values.add(
                    switch (i % 8) {
                        case 0, 1, 2, 3 ->
                            new Observable(ObservableType.DOMAIN_NAME, hash.substring(0, 12) + ".example");
                        case 4 -> new Observable(ObservableType.IPV4_ADDR, "198.18." + i / 256 % 256 + "." + i % 256);
                        case 5 ->
                            new Observable(
                                    ObservableType.URL,
                                    "https://" + hash.substring(0, 12) + ".example/" + hash.substring(12, 30));
                        case 6 -> new Observable(ObservableType.IPV6_ADDR, "2001:db8::" + Integer.toHexString(i + 1));
                        default -> new Observable(ObservableType.SHA256, hash);
                    });
        }
        Vertx vertx = Vertx.vertx();
        DatabaseUrl url = DatabaseUrl.parse(hub.demo().required("databaseUrl").textValue());
        try (Database database = Database.open(vertx, new DatabaseSettings(url, 2))) {
            Shelf.put(database, values, Instant.now().minusSeconds(5));
            database.doInTransaction(tx -> tx.query("analyze publications, publication_values, shared_things"));
        } finally {
            Future.await(vertx.close());
        }
    }

    private void times() throws Exception {
        for (String feed : FEEDS) {
            List<Double> seconds = new ArrayList<>();
            int size = 0;
            for (int i = 0; i < TIMES; i++) {
                String path = path(feed);
                long began = System.nanoTime();
                size = get(path).length;
                seconds.add((System.nanoTime() - began) / 1e9);
            }
            seconds.sort(null);
            double median = seconds.get(TIMES / 2);
            Report.line(
                    "export",
                    String.format(
                            Locale.ROOT,
                            "%s, %.1f MB, slowest %.2f s, median of %d",
                            feed,
                            size / 1e6,
                            seconds.getLast(),
                            TIMES),
                    String.format(Locale.ROOT, "%.2f s", median),
                    "allowed",
                    String.format(Locale.ROOT, "%.0f s", ALLOWED_SECONDS),
                    median / ALLOWED_SECONDS);
        }
    }

    /// What lives is what a full collection leaves. One is asked for again and again while a feed is read.
    private void growth() throws Exception {
        double worst = 0;
        String where = "";
        for (String feed : FEEDS) {
            String path = path(feed);
            double before = live();
            AtomicBoolean done = new AtomicBoolean();
            double most;
            try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
                reader.execute(() -> {
                    try {
                        get(path);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    } finally {
                        done.set(true);
                    }
                });
                most = before;
                while (!done.get()) {
                    most = Math.max(most, live());
                }
            }
            if (most - before >= worst) {
                worst = most - before;
                where = feed;
            }
        }
        Report.line(
                "export",
                "growth of the live heap while a feed is read, most of all feeds (" + where + ")",
                String.format(Locale.ROOT, "%.1f MB", worst),
                "allowed",
                String.format(Locale.ROOT, "%.0f MB", ALLOWED_MEGABYTES),
                worst / ALLOWED_MEGABYTES);
    }

    private double live() throws Exception {
        Process collect = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(hub.handle().pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collect.waitFor() != 0) {
            throw new IllegalStateException("the hub would not collect its garbage");
        }
        return new String(hub.get("/metrics", partner).body(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("jvm_gc_live_data_size_bytes"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()
                / (1 << 20);
    }

    /// From a coordinator's decision to a value in every feed, each asked for over and over by a client of its own that
    /// names the tag it holds and, where a feed takes `since`, the time it knows, as clients do.
    private void delay() throws Exception {
        String coordinator = hub.token("coordinator");
        String domain = "released-at-last.example";
        ObjectNode report = Json.object()
                .put("format", "conch-report/1")
                .put("member", "BB")
                .put("reference", "EXPORT-1")
                .put("title", "Office computers call an unknown server")
                .put("awareAt", "2026-11-01T08:00:00Z")
                .put("tlp", "TLP:GREEN");
        report.putArray("indicators").addObject().put("value", domain).put("role", "attacker");
        report.putObject("consent").put("sharing", "ask").put("limit", "TLP:CLEAR");
        if (hub.file(hub.sign("BB", List.of(Json.write(report))).getFirst()) != 201) {
            throw new IllegalStateException("the report was not filed");
        }
        String releases = "/api/v1/cases/" + firstCase(coordinator) + "/releases";
        JsonNode preview =
                post(releases + "?dryRun=true", coordinator, Json.object().put("tlp", "TLP:GREEN"));
        ObjectNode decision = Json.object().put("tlp", "TLP:GREEN").put("reason", "seen by others too");
        decision.set("preview", preview.required("preview"));
        Instant before = Instant.now();
        List<String> feeds = FEEDS.stream()
                .filter(feed -> !feed.endsWith("hashes.csv"))
                .map(feed -> feed.contains("/misp/") || feed.contains("rpz")
                        ? feed
                        : feed + (feed.contains("?") ? "&" : "?") + "since=" + before)
                .toList();

        Map<String, Double> seconds;
        try (Visible visible = new Visible(this, feeds, domain)) {
            long began = System.nanoTime();
            JsonNode answer = post(releases, coordinator, decision);
            if (!answer.has("id")) {
                throw new IllegalStateException("not released: " + answer);
            }
            seconds = visible.since(began);
        }
        double slowest = 0;
        for (Map.Entry<String, Double> entry : seconds.entrySet()) {
            System.out.printf(
                    Locale.ROOT, "%-11s visible in %s after %.2f s%n", "export", entry.getKey(), entry.getValue());
            slowest = Math.max(slowest, entry.getValue());
        }
        Report.line(
                "export",
                "decision to visible in every feed",
                String.format(Locale.ROOT, "%.2f s", slowest),
                "allowed",
                String.format(Locale.ROOT, "%.0f s", ALLOWED_DELAY),
                slowest / ALLOWED_DELAY);
    }

    private String firstCase(String coordinator) throws Exception {
        for (int i = 0; i < 600; i++) {
            JsonNode items = Json.own(
                            hub.get("/api/v1/cases?limit=1", coordinator).body())
                    .path("items");
            if (!items.isEmpty()) {
                return items.path(0).required("id").textValue();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("no case was opened within half a minute");
    }

    private JsonNode post(String path, String token, JsonNode body) throws Exception {
        HttpResponse<byte[]> answer = hub.http.send(
                HttpRequest.newBuilder(hub.uri(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(body)))
                        .build(),
                BodyHandlers.ofByteArray());
        return Json.own(answer.body());
    }

    /// The address of a feed; that of the newest day's event is in the manifest.
    String path(String feed) throws Exception {
        return feed.endsWith("EVENT")
                ? "/feeds/misp/"
                        + Json.own(get("/feeds/misp/manifest.json"))
                                .fieldNames()
                                .next() + ".json"
                : feed;
    }

    byte[] get(String path) throws Exception {
        return changed(path, "\"none\"").body();
    }

    /// A feed, unless it still has this tag.
    HttpResponse<byte[]> changed(String path, String tag) throws Exception {
        HttpResponse<byte[]> answer = hub.http.send(
                HttpRequest.newBuilder(hub.uri(path))
                        .header("Authorization", "Bearer " + partner)
                        .header("If-None-Match", tag)
                        .build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200 && answer.statusCode() != 304) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode());
        }
        return answer;
    }
}
