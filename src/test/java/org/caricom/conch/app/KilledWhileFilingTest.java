package org.caricom.conch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.audit.ReceiptCheck;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub that dies in the middle of its work has lost nothing that it gave a receipt for.
class KilledWhileFilingTest {
    private static final int FILERS = 8;
    private static final int BEFORE_THE_END = 40;

    @TempDir
    private Path folder;

    private final JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
    private final JwsSigner signer = new JwsSigner(key);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, byte[]> messages = new ConcurrentHashMap<>();
    private final Map<String, String> receipts = new ConcurrentHashMap<>();
    private Process hub;
    private String url;
    private String token;

    @AfterEach
    void stop() throws InterruptedException {
        hub.destroy();
        hub.waitFor();
    }

    @Test
    void everyReceiptGivenIsForAReportThatIsThereAndNoneIsThereTwice() throws Exception {
        start();
        AtomicInteger number = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < FILERS; i++) {
                var _ = threads.submit(() -> fileUntilItDies(number));
            }
            while (receipts.size() < BEFORE_THE_END && hub.isAlive()) {
                Thread.sleep(5);
            }
            hub.destroyForcibly().waitFor();
        }
        Map<String, String> before = new HashMap<>(receipts);
        assertThat(before).hasSizeGreaterThanOrEqualTo(BEFORE_THE_END);
        assertThat(messages.size()).as("some were on their way").isGreaterThan(before.size());

        start();
        String jwks = new String(
                send(HttpRequest.newBuilder(URI.create(url + "/.well-known/jwks.json")))
                        .body(),
                UTF_8);
        Set<String> reports = new HashSet<>();
        Set<Long> indexes = new HashSet<>();
        for (Map.Entry<String, byte[]> message : messages.entrySet()) {
            HttpResponse<byte[]> answer = file(message.getValue());
            String receipt = new String(answer.body(), UTF_8);
            String known = before.get(message.getKey());
            if (known != null) {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(receipt).isEqualTo(known);
            } else {
                assertThat(answer.statusCode())
                        .as("kept before it died, or not at all")
                        .isIn(200, 201);
            }
            Receipt said = ((ReceiptCheck.Genuine) Receipts.verify(receipt, jwks)).receipt();
            assertThat(reports.add(said.report().toString())).isTrue();
            assertThat(indexes.add(said.logIndex())).isTrue();
        }
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(messages.keySet());
    }

    private void fileUntilItDies(AtomicInteger number) {
        while (true) {
            String reference = "TT-" + number.incrementAndGet();
            byte[] message = message(reference);
            messages.put(reference, message);
            try {
                HttpResponse<byte[]> answer = file(message);
                assertThat(answer.statusCode()).isEqualTo(201);
                receipts.put(reference, new String(answer.body(), UTF_8));
            } catch (IOException | InterruptedException _) {
                return;
            }
        }
    }

    private byte[] message(String reference) {
        ObjectNode report = Json.object();
        report.put("format", "conch-report/1");
        report.put("reference", reference);
        report.put("title", "Mail accounts taken over");
        report.put("awareAt", "2026-01-21T08:00:00Z");
        report.put("tlp", "TLP:AMBER");
        return signer.compact(signer.header("conch-report+jws", null, null, null, null), Json.write(report))
                .getBytes(UTF_8);
    }

    /// The references of all reports there are.
    private List<String> listed() throws IOException, InterruptedException {
        List<String> references = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = Json.own(send(HttpRequest.newBuilder(URI.create(url + "/api/v1/reports?limit=100" + cursor))
                            .header("Authorization", "Bearer " + token))
                    .body());
            page.get("items")
                    .forEach(item -> references.add(item.get("reference").textValue()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").textValue();
        }
        return references;
    }

    private HttpResponse<byte[]> file(byte[] message) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/api/v1/reports"))
                .header("Content-Type", "application/jose")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofByteArray());
    }

    private void start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HubProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(port),
                        key.toPublicJWK().toJSONString())
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        BufferedReader out = new BufferedReader(new InputStreamReader(hub.getInputStream(), UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                token = line.substring(6);
                Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
                return;
            }
            said.append(line).append('\n');
        }
        throw new IOException("the hub did not start: " + said);
    }
}
