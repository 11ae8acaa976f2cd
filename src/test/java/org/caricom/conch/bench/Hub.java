package org.caricom.conch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.caricom.conch.json.Json;

/// A hub in a process of its own, started by the launcher as a user would, on a folder of its own.
final class Hub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final Path folder;
    final int port;
    private Process process;

    private Hub(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /// A new hub on a new folder, ready.
    static Hub fresh() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Hub hub = new Hub(Files.createTempDirectory("conch-bench"), port);
        hub.start();
        return hub;
    }

    /// Starts the process and waits until it is ready.
    ///
    /// @return how long that took
    Duration start() throws Exception {
        long began = System.nanoTime();
        process = new ProcessBuilder(
                        Path.of("conch").toAbsolutePath().toString(),
                        "demo",
                        "--empty",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("bench.log").toFile())
                .start();
        Path ready = folder.resolve("demo.json");
        while (!Files.exists(ready) || !answers("/health/ready")) {
            if (!process.isAlive() || System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "the hub did not start:\n" + Files.readString(folder.resolve("bench.log")));
            }
            Thread.sleep(5);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Ends the process as an operator would.
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    JsonNode demo() throws IOException {
        return Json.own(Files.readAllBytes(folder.resolve("demo.json")));
    }

    String token(String name) throws IOException {
        return demo().at("/tokens/" + name).textValue();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<byte[]> get(String path, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /// Signs with the demo key of `member`.
    List<String> sign(String member, List<byte[]> payloads) throws Exception {
        Path jwk = folder.resolve(demo().at("/keys/" + member + "/jwk").textValue());
        ECKey key = ECKey.parse(Files.readString(jwk));
        JWSSigner signer = new ECDSASigner(key);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType("conch-report+jws"))
                .customParam("iat", Instant.now().getEpochSecond())
                .build();
        return payloads.parallelStream()
                .map(payload -> {
                    try {
                        JWSObject jws = new JWSObject(header, new Payload(payload));
                        jws.sign(signer);
                        return jws.serialize();
                    } catch (com.nimbusds.jose.JOSEException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    int file(String jws) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(uri("/api/v1/reports"))
                                .header("Content-Type", "application/jose")
                                .POST(BodyPublishers.ofString(jws))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private boolean answers(String path) {
        try {
            return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        stop();
        http.close();
        try (Stream<Path> files = Files.walk(folder).sorted(Comparator.reverseOrder())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
