package org.caricom.conch.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;

/// When a name is first read in each of some feeds, by clients that hold the feeds as they were and ask twenty times a
/// second.
final class Visible implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Future<Long>> waiting = new LinkedHashMap<>();

    Visible(Export export, List<String> feeds, String name) throws Exception {
        for (String feed : feeds) {
            String tag = tag(export.changed(export.path(feed), "\"none\""));
            waiting.put(feed, readers.submit(() -> await(export, feed, name, tag)));
        }
    }

    /// Seconds from `began` until it was there, by feed.
    Map<String, Double> since(long began) throws Exception {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Long>> entry : waiting.entrySet()) {
            seconds.put(entry.getKey(), (entry.getValue().get() - began) / 1e9);
        }
        return seconds;
    }

    private static long await(Export export, String feed, String name, String before) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        String held = before;
        while (System.nanoTime() < until) {
            HttpResponse<byte[]> answer = export.changed(export.path(feed), held);
            if (answer.statusCode() == 200) {
                if (holds(answer.body(), feed, name)) {
                    return System.nanoTime();
                }
                held = tag(answer);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException(feed + " did not show it");
    }

    private static String tag(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static boolean holds(byte[] body, String feed, String name) throws IOException {
        String text = new String(feed.contains(".zip") ? unpacked(body) : body, StandardCharsets.UTF_8);
        return text.contains(name)
                || text.contains(Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] unpacked(byte[] archive) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            while (zip.getNextEntry() != null) {
                zip.transferTo(all);
            }
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
