package org.caricom.conch.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.DatabaseSettings;
import org.caricom.conch.db.DatabaseUrl;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;

/// The audit log at 100,000 entries: whether appending stays as fast as it was, how long a proof takes over HTTP, and
/// how long the command takes that checks the whole exported log.
final class Audit {
    private static final int ENTRIES = 100_000;
    private static final int AT_ONCE = 10;
    private static final int PART = 10_000;
    private static final int PROOFS = 1_000;
    private static final double PROOF_ALLOWED = 5;
    private static final double EXPORT_ALLOWED = 10;

    private Audit() {}

    static void run(Hub hub) throws Exception {
        append(hub);
        prove(hub);
        verify(hub);
    }

    /// In commits of ten entries each, as filings come under load; the hub stands by.
    private static void append(Hub hub) throws Exception {
        Vertx vertx = Vertx.vertx();
        DatabaseUrl url = DatabaseUrl.parse(hub.demo().required("databaseUrl").textValue());
        try (Database database = Database.open(vertx, new DatabaseSettings(url, 2))) {
            Clock clock = Clock.systemUTC();
            AuditLog log = new AuditLog(database, HubKeys.open(database, clock), "127.0.0.1:" + hub.port);
            commits(database, log, clock, PART);
            double[] seconds = new double[ENTRIES / PART];
            for (int part = 0; part < seconds.length; part++) {
                long began = System.nanoTime();
                commits(database, log, clock, PART);
                seconds[part] = (System.nanoTime() - began) / 1e9;
            }
            Report.line(
                    "audit",
                    "last 10,000 of 100,000 entries appended, 10 a commit",
                    String.format(Locale.ROOT, "%.2f s", seconds[seconds.length - 1]),
                    "first 10,000",
                    String.format(Locale.ROOT, "%.2f s", seconds[0]),
                    seconds[seconds.length - 1] / seconds[0]);
        } finally {
            Future.await(vertx.close());
        }
    }

    private static void commits(Database database, AuditLog log, Clock clock, int entries) {
        for (int i = 0; i < entries; i += AT_ONCE) {
            List<AuditEntry> some = new ArrayList<>();
            for (int j = 0; j < AT_ONCE; j++) {
                some.add(filing(clock));
            }
            database.doInTransaction(tx -> log.append(tx, some));
        }
    }

    private static AuditEntry filing(Clock clock) {
        UUID report = UUID.randomUUID();
        return new AuditEntry(
                "report.received",
                Json.object()
                        .put("report", report.toString())
                        .put(
                                "sha256",
                                Sha256.of(report.toString().getBytes(StandardCharsets.US_ASCII))
                                        .toString())
                        .put("member", "TT")
                        .put("at", clock.instant().toString()));
    }

    private static void prove(Hub hub) throws Exception {
        String token = hub.token("auditor");
        Random random = new Random(1);
        double[] milliseconds = new double[PROOFS];
        for (int i = -PROOFS; i < PROOFS; i++) {
            long began = System.nanoTime();
            int status = hub.get("/api/v1/audit/proof?index=" + random.nextInt(ENTRIES), token)
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("a proof was answered with " + status);
            }
            milliseconds[Math.max(i, 0)] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(milliseconds);
        for (int percent : new int[] {50, 99}) {
            double time = milliseconds[PROOFS * percent / 100];
            Report.line(
                    "audit",
                    "an inclusion proof over HTTP, " + percent + " in 100 faster than",
                    String.format(Locale.ROOT, "%.2f ms", time),
                    "allowed",
                    String.format(Locale.ROOT, "%.0f ms", PROOF_ALLOWED),
                    time / PROOF_ALLOWED);
        }
    }

    private static void verify(Hub hub) throws Exception {
        Path log = hub.folder.resolve("log.jsonl");
        Path keys = hub.folder.resolve("hub-keys.json");
        Files.write(
                keys, hub.get("/.well-known/jwks.json", hub.token("auditor")).body());
        URI export = hub.uri("/api/v1/audit/export");
        HttpResponse<Path> answer = hub.http.send(
                HttpRequest.newBuilder(export)
                        .header("Authorization", "Bearer " + hub.token("auditor"))
                        .build(),
                BodyHandlers.ofFile(log));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the export was answered with " + answer.statusCode());
        }
        long began = System.nanoTime();
        Process command = new ProcessBuilder(
                        Path.of("conch").toAbsolutePath().toString(),
                        "verify",
                        log.toString(),
                        "--keys",
                        keys.toString())
                .inheritIO()
                .start();
        if (command.waitFor() != 0) {
            throw new IllegalStateException("the exported log did not verify");
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Report.line(
                "audit",
                String.format(
                        Locale.ROOT, "conch verify of the exported log (%.0f MB), start to end", Files.size(log) / 1e6),
                String.format(Locale.ROOT, "%.1f s", seconds),
                "allowed",
                String.format(Locale.ROOT, "%.0f s", EXPORT_ALLOWED),
                seconds / EXPORT_ALLOWED);
    }
}
