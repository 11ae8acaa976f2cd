package org.caricom.conch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.json.Json;

/// TAXII pages of 1,000 indicators per second, beside nginx serving the same bytes from a file. wrk asks both, with
/// the same number of connections.
final class TaxiiPage {
    private static final int INDICATORS = 1_200;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

    private TaxiiPage() {}

    static void run(Hub hub) throws Exception {
        for (String filing : hub.sign("BB", List.of(Samples.shared("BB", "BENCH-TAXII", INDICATORS)))) {
            if (hub.file(filing) != 201) {
                throw new IllegalStateException("the report with the indicators was not filed");
            }
        }
        String token = hub.token("partner");
        String page = "/taxii2/caricom/collections/" + green(hub, token) + "/objects/?limit=1000&match[type]=indicator";
        HttpResponse<byte[]> body = waitForFullPage(hub, page, token);

        double ours = wrk(hub.uri(page.replace("[", "%5B").replace("]", "%5D")).toString(), token);
        double limit;
        try (Nginx nginx = Nginx.serving(body.body())) {
            wrk(nginx.url(), token);
            limit = wrk(nginx.url(), token);
        }
        Report.line(
                "taxii-page",
                String.format(Locale.ROOT, "1,000 indicators, %d kB", body.body().length / 1000),
                String.format(Locale.ROOT, "%.0f pages/s", ours),
                "nginx, same bytes",
                String.format(Locale.ROOT, "%.0f pages/s", limit),
                ours / limit);
    }

    private static String green(Hub hub, String token) throws Exception {
        JsonNode collections =
                Json.own(hub.get("/taxii2/caricom/collections/", token).body());
        for (JsonNode collection : collections.required("collections")) {
            if (collection.path("alias").asText().equals("green")) {
                return collection.required("id").textValue();
            }
        }
        throw new IllegalStateException("there is no collection green");
    }

    private static HttpResponse<byte[]> waitForFullPage(Hub hub, String page, String token) throws Exception {
        String path = page.replace("[", "%5B").replace("]", "%5D");
        for (int i = 0; i < 600; i++) {
            HttpResponse<byte[]> body = hub.get(path, token);
            if (Json.own(body.body()).path("objects").size() == 1000) {
                return body;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the indicators were not published within a minute");
    }

    private static double wrk(String url, String token) throws Exception {
        Process process = new ProcessBuilder("wrk", "-t1", "-c8", "-d8s", "-H", "Authorization: Bearer " + token, url)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(output);
        if (process.waitFor() != 0 || !rate.find() || output.contains("Non-2xx")) {
            throw new IllegalStateException("wrk failed:\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private record Nginx(Process process, Path folder, int port) implements AutoCloseable {
        static Nginx serving(byte[] content) throws Exception {
            Path folder = Files.createTempDirectory("conch-bench-nginx");
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            Files.write(folder.resolve("page.json"), content);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path config = folder.resolve("nginx.conf");
            Files.writeString(config, """
                    daemon off;
                    worker_processes 1;
                    pid %1$s/pid;
                    error_log %1$s/error.log;
                    events { worker_connections 64; }
                    http {
                      access_log off;
                      sendfile on;
                      server { listen 127.0.0.1:%2$s; root %1$s; default_type application/json; }
                    }
                    """.formatted(folder, port));
            List<String> command =
                    new ArrayList<>(List.of("nginx", "-c", config.toString(), "-e", folder + "/error.log"));
            Nginx nginx = new Nginx(new ProcessBuilder(command).inheritIO().start(), folder, port);
            Thread.sleep(500);
            return nginx;
        }

        String url() {
            return "http://127.0.0.1:" + port + "/page.json";
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
            for (String file : List.of("page.json", "nginx.conf", "pid", "error.log")) {
                Files.deleteIfExists(folder.resolve(file));
            }
        }
    }
}
