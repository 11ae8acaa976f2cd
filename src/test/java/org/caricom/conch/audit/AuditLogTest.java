package org.caricom.conch.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.caricom.conch.TestClock;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.DatabaseException;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.TrustedJws;
import org.caricom.conch.tlog.Checkpoint;
import org.caricom.conch.tlog.Merkle;
import org.caricom.conch.tlog.Proofs;
import org.caricom.conch.tlog.SignedNote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private final TestDatabase testDatabase = TestDatabase.create(AuditLogTest.class);
    private final Database database = testDatabase.database();
    private HubKeys keys;
    private AuditLog log;

    @BeforeEach
    void open() {
        keys = HubKeys.open(database, TestClock.at("2026-11-22T08:00:00Z"));
        log = new AuditLog(database, keys, "hub.example");
    }

    @AfterEach
    void close() {
        testDatabase.close();
    }

    @Test
    void entriesGetTheNextNumbersInTheirOrder() {
        assertThat(append("a", "b")).containsExactly(0L, 1L);
        assertThat(append("c")).containsExactly(2L);
        assertThat(log.entries(0, 10))
                .extracting(LoggedEntry::leaf)
                .containsExactly(
                        "{\"body\":{\"what\":\"a\"},\"kind\":\"test.thing\"}",
                        "{\"body\":{\"what\":\"b\"},\"kind\":\"test.thing\"}",
                        "{\"body\":{\"what\":\"c\"},\"kind\":\"test.thing\"}");
        assertThat(log.entries(1, 2)).extracting(LoggedEntry::index).containsExactly(1L);
    }

    @Test
    void whatIsRolledBackLeavesNoGap() {
        append("a");
        assertThatThrownBy(() -> database.inTransaction(tx -> {
                    log.append(tx, List.of(entry("lost")));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(append("b")).containsExactly(1L);
    }

    @Test
    void manyWritersAtOnceGetEveryNumberOnce() throws Exception {
        List<Long> indexes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> writers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                writers.add(threads.submit(() -> append("x", "y", "z")));
            }
            for (Future<List<Long>> writer : writers) {
                indexes.addAll(writer.get());
            }
        }
        assertThat(indexes)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 120).boxed().toList());
        assertThat(log.checkpoint().checkpoint().size()).isEqualTo(120);
        proveAll(120);
    }

    @Test
    void theEmptyLogHasACheckpointToo() {
        assertThat(log.checkpoint().checkpoint().root()).isEqualTo(Merkle.emptyRoot());
        assertThat(log.proof(0)).isNull();
    }

    @Test
    void aCheckpointIsSignedByTheHub() throws Exception {
        append("a");
        SignedCheckpoint signed = log.checkpoint();
        byte[] text = TrustedJws.payload(signed.signature(), AuditLog.CHECKPOINT_TYPE, keys.publicKeys());
        assertThat(Checkpoint.parse(new String(text, UTF_8))).isEqualTo(signed.checkpoint());
        assertThat(TrustedJws.payload(signed.signature(), Receipts.TYPE, keys.publicKeys()))
                .as("a checkpoint is no receipt")
                .isNull();
    }

    @Test
    void keysBeforeTheLastStillProveWhatTheySigned() throws Exception {
        append("a");
        SignedCheckpoint old = log.checkpoint();
        keys.rotate("alice");
        assertThat(log.checkpoint().signature()).isNotEqualTo(old.signature());
        var published = JWKSet.parse(Json.text(keys.jwks())).getKeys();
        assertThat(published).hasSize(4).noneMatch(key -> key.isPrivate());
        assertThat(TrustedJws.payload(old.signature(), AuditLog.CHECKPOINT_TYPE, published))
                .isNotNull();
        assertThat(TrustedJws.payload(log.checkpoint().signature(), AuditLog.CHECKPOINT_TYPE, published))
                .isNotNull();
        assertThat(HubKeys.open(database, TestClock.at("2026-11-22T08:00:00Z"))
                        .signer()
                        .keyId())
                .isEqualTo(keys.signer().keyId());
    }

    @Test
    void theSameCheckpointIsASignedNote() {
        append("a", "b");
        SignedCheckpoint signed = log.checkpoint();
        SignedNote note = SignedNote.parse(signed.note().getBytes(UTF_8));
        assertThat(note.text()).isEqualTo(signed.checkpoint().text());
        HubKeySet published = HubKeySet.parse(Json.write(keys.jwks()));
        assertThat(published.signer(note).note().name()).isEqualTo("hub.example");
        HubKeySet lines = HubKeySet.parse((published.signer(note).note().text() + "\n").getBytes(UTF_8));
        assertThat(lines.signer(note)).isNotNull();
        assertThat(HubKeySet.parse("neither".getBytes(UTF_8))).isNull();
    }

    @Test
    void aRotationCountsInEveryProcessFromItsPlaceInTheLogOn() {
        TestClock clock = TestClock.at("2026-11-22T09:00:00Z");
        HubKeys elsewhere = HubKeys.open(database, clock);
        AuditLog otherLog = new AuditLog(database, elsewhere, "hub.example");
        append("a");
        SignedCheckpoint before = otherLog.checkpoint();
        assertThat(elsewhere.signer().keyId()).isEqualTo(keys.signer().keyId());
        keys.rotate("alice");
        assertThat(elsewhere.signer().keyId()).isEqualTo(keys.signer().keyId());
        SignedCheckpoint after = otherLog.checkpoint();
        assertThat(HubKeySet.parse(Json.write(keys.jwks())).keys())
                .extracting(key -> (key.note() == null ? "jws " : "note ") + (key.retiredAt() != null))
                .containsExactly("jws false", "jws true", "note false", "note true");
        assertThat(signer(after.note())).isNotEqualTo(signer(before.note()));
        assertThat(log.entries(1, 2).getFirst().leaf())
                .contains("hub-key.rotated", elsewhere.signer().keyId(), "\"by\":\"alice\"");
    }

    @Test
    void aRevokedKeySaysFromWhenAndNoLongerSigns() {
        append("a");
        String old = keys.signer().keyId();
        Instant from = Instant.parse("2026-11-20T00:00:00Z");
        assertThat(keys.revoke(old, from, "alice")).isTrue();
        assertThat(keys.revoke(old, from, "alice")).isFalse();
        assertThat(keys.revoke("no such key", from, "alice")).isFalse();
        assertThat(keys.signer().keyId()).isNotEqualTo(old);
        assertThat(log.entries(1, 9))
                .extracting(entry -> entry.entry().path("kind").asText())
                .containsExactly("hub-key.revoked", "hub-key.rotated");
        HubKey revoked = HubKeySet.parse(Json.write(keys.jwks())).keys().stream()
                .filter(key -> key.kid().equals(old))
                .findFirst()
                .orElseThrow();
        assertThat(revoked.revokedFrom()).isEqualTo(from);
        assertThat(revoked.vouchesAt(from.minusSeconds(1))).isTrue();
        assertThat(revoked.vouchesAt(from)).isFalse();
    }

    @Test
    void everyGrowthOfTheLogIsProvenConsistent() {
        for (int i = 0; i < 9; i++) {
            append("entry " + i);
        }
        for (long to = 1; to <= 9; to++) {
            for (long from = 1; from <= to; from++) {
                ConsistencyProof proof = log.consistency(from, to);
                assertThat(Proofs.verifyConsistency(from, to, proof.fromRoot(), proof.toRoot(), proof.path()))
                        .isTrue();
            }
        }
        assertThat(log.consistency(3, null).toRoot())
                .isEqualTo(log.checkpoint().checkpoint().root());
        assertThat(log.consistency(0, null)).isNull();
        assertThat(log.consistency(3, 2L)).isNull();
        assertThat(log.consistency(3, 10L)).isNull();
    }

    private HubKey signer(String note) {
        return HubKeySet.parse(Json.write(keys.jwks())).signer(SignedNote.parse(note.getBytes(UTF_8)));
    }

    @Test
    void nothingIsEverChanged() {
        append("a");
        for (String sql : List.of(
                "update audit_entry set leaf = ''",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_node set level = 1",
                "delete from audit_node",
                "truncate audit_node",
                "delete from audit_head")) {
            assertThatThrownBy(() -> database.inTransaction(tx -> tx.update(sql)))
                    .as(sql)
                    .isInstanceOf(DatabaseException.class);
        }
    }

    private void proveAll(long size) {
        for (long index = 0; index < size; index++) {
            InclusionProof proof = log.proof(index);
            assertThat(Proofs.verifyInclusion(
                            index,
                            proof.checkpoint().checkpoint().size(),
                            Merkle.leafHash(proof.entry().leaf().getBytes(UTF_8)),
                            proof.path(),
                            proof.checkpoint().checkpoint().root()))
                    .isTrue();
        }
    }

    private List<Long> append(String... what) {
        return database.inTransaction(tx ->
                log.append(tx, List.of(what).stream().map(AuditLogTest::entry).toList()));
    }

    private static AuditEntry entry(String what) {
        return new AuditEntry("test.thing", Json.object().put("what", what));
    }
}
