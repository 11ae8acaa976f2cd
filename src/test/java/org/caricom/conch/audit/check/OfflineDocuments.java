package org.caricom.conch.audit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.caricom.conch.TestClock;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditJson;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.audit.Receipt;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;

/// A small log of a hub, and every kind of document that it gives out.
final class OfflineDocuments implements AutoCloseable {
    static final Instant RECEIVED = Instant.parse("2026-11-22T08:00:00Z");

    final TestDatabase testDatabase;
    final Database database;
    final HubKeys keys;
    final AuditLog log;

    OfflineDocuments(Class<?> test, String origin) {
        testDatabase = TestDatabase.create(test);
        database = testDatabase.database();
        keys = HubKeys.open(database, TestClock.at("2026-11-22T08:00:00Z"));
        log = new AuditLog(database, keys, origin);
    }

    /// Appends `count` entries, the first of which is the filing that [#receipt()] is for.
    void append(int count) {
        for (int i = 0; i < count; i++) {
            AuditEntry entry = log.checkpoint().checkpoint().size() == 0
                    ? filing()
                    : new AuditEntry(
                            "test.thing",
                            Json.object().put("at", RECEIVED.toString()).put("number", i));
            database.doInTransaction(tx -> log.append(tx, List.of(entry)));
        }
    }

    private static AuditEntry filing() {
        return new AuditEntry(
                "report.received",
                Json.object()
                        .put("report", receiptOf().report().toString())
                        .put("sha256", receiptOf().sha256().toString())
                        .put("member", "TT")
                        .put("at", RECEIVED.toString()));
    }

    static Receipt receiptOf() {
        return new Receipt(
                ReportId.parse("6b1f3c0e-6a1e-4c4b-9a57-0d6f0f6a2f11"),
                Sha256.of("message".getBytes(UTF_8)),
                new MemberCode("TT"),
                RECEIVED,
                0);
    }

    byte[] receipt() {
        return database.read(tx -> new Receipts(keys).pen(tx)).sign(receiptOf()).getBytes(UTF_8);
    }

    byte[] checkpoint() {
        return Json.write(AuditJson.checkpoint(log.checkpoint()));
    }

    byte[] note() {
        return log.checkpoint().note().getBytes(UTF_8);
    }

    byte[] jws() {
        return log.checkpoint().signature().getBytes(UTF_8);
    }

    byte[] inclusion(long index) {
        return Json.write(AuditJson.inclusion(log.proof(index)));
    }

    byte[] growth(long from, long to) {
        return Json.write(AuditJson.consistency(log.consistency(from, to)));
    }

    byte[] export() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            AuditJson.export(log, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    HubKeySet published() {
        return HubKeySet.parse(Json.write(keys.jwks()));
    }

    static Checked check(HubKeySet keys, byte[] document) {
        return check(keys, document, Set.of(), null);
    }

    static Checked check(HubKeySet keys, byte[] document, Set<Long> sizes, Long index) {
        try {
            return new OfflineCheck(keys, sizes, index).check(new ByteArrayInputStream(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        testDatabase.close();
    }
}
