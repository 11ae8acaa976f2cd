package org.caricom.conch.audit.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.HubKeySet;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.tlog.Checkpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OfflineCheckTest {
    private final OfflineDocuments hub = new OfflineDocuments(OfflineCheckTest.class, "hub.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void everyDocumentIsRecognisedByItsContent() {
        hub.append(4);
        assertThat(check(hub.receipt()))
                .isInstanceOfSatisfying(
                        Checked.OfReceipt.class,
                        receipt -> assertThat(receipt.receipt()).isEqualTo(OfflineDocuments.receiptOf()));
        Checkpoint now = hub.log.checkpoint().checkpoint();
        for (byte[] document : List.of(hub.checkpoint(), hub.note(), hub.jws())) {
            assertThat(check(document))
                    .isInstanceOfSatisfying(
                            Checked.OfCheckpoint.class,
                            found -> assertThat(found.checkpoint()).isEqualTo(now));
        }
        assertThat(check(hub.inclusion(2)))
                .isInstanceOfSatisfying(
                        Checked.OfEntry.class,
                        entry -> assertThat(entry.index()).isEqualTo(2));
        assertThat(check(hub.growth(1, 3))).isInstanceOf(Checked.OfGrowth.class);
        assertThat(OfflineDocuments.check(hub.published(), hub.export(), Set.of(0L, 2L, 4L, 9L), 0L))
                .isInstanceOfSatisfying(Checked.OfLog.class, log -> {
                    assertThat(log.roots()).containsOnlyKeys(0L, 2L, 4L).containsEntry(4L, now.root());
                    assertThat(log.entry().path("kind").asText()).isEqualTo("report.received");
                });
    }

    @Test
    void anEmptyLogIsALogToo() {
        assertThat(check(hub.export())).isInstanceOf(Checked.OfLog.class);
        assertThat(check(hub.note())).isInstanceOf(Checked.OfCheckpoint.class);
    }

    @Test
    void whatIsNothingOfTheHubsIsRefusedWithAReason() {
        hub.append(1);
        assertThat(refused("")).contains("empty");
        assertThat(refused("nonsense")).contains("no receipt, checkpoint, proof or exported log");
        assertThat(refused("{\"a\":1}")).contains("no checkpoint, proof or exported log");
        assertThat(refused("{\"leaf\":\"x\"} trailing")).contains("strict JSON");
        JwsSigner signer = hub.keys.signer();
        String other = signer.compact(signer.header("conch-something+jws", null, null, null, null), new byte[] {'x'});
        assertThat(refused(other)).contains("typ");
        String noReceipt = signer.compact(signer.header(Receipts.TYPE, null, null, null, null), "{}".getBytes(UTF_8));
        assertThat(refused(noReceipt)).contains("does not read as a receipt");
    }

    @Test
    void aDocumentOfAnotherHubIsRefused() {
        hub.append(3);
        try (OfflineDocuments other = new OfflineDocuments(OfflineCheckTest.class, "hub.example")) {
            other.append(3);
            HubKeySet ours = hub.published();
            for (byte[] document :
                    List.of(other.receipt(), other.note(), other.jws(), other.checkpoint(), other.inclusion(1))) {
                assertThat(OfflineDocuments.check(ours, document)).isInstanceOf(Checked.Refused.class);
            }
            assertThat(OfflineDocuments.check(ours, other.export())).isInstanceOf(Checked.Refused.class);
        }
    }

    @Test
    void entriesThatAreExchangedLeftOutOrAddedAreFound() {
        hub.append(5);
        List<String> lines = new String(hub.export(), UTF_8).lines().toList();
        assertThat(log(lines)).isInstanceOf(Checked.OfLog.class);
        List<String> exchanged = new ArrayList<>(lines);
        exchanged.set(2, lines.get(3));
        exchanged.set(3, lines.get(2));
        assertThat(why(log(exchanged))).contains("the entries", "do not give the root");
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(3);
        assertThat(why(log(fewer))).contains("4 entries, the checkpoint has 5");
        List<String> more = new ArrayList<>(lines);
        more.add(lines.getLast());
        assertThat(why(log(more))).contains("line 7, entry 5");
        List<String> spaced = new ArrayList<>(lines);
        spaced.set(4, lines.get(4).replace(":", ": "));
        assertThat(why(log(spaced))).contains("line 5, entry 3", "canonical");
    }

    @Test
    void whatWasSignedBeforeARotationStaysGood() {
        hub.append(3);
        List<byte[]> before = List.of(hub.receipt(), hub.note(), hub.jws(), hub.inclusion(1), hub.export());
        hub.keys.rotate("alice");
        for (byte[] document : before) {
            assertThat(check(document)).isNotInstanceOf(Checked.Refused.class);
        }
        assertThat(check(hub.export())).isInstanceOf(Checked.OfLog.class);
    }

    @Test
    void aRevokedKeyVouchesForNoCheckpointAndForReceiptsOnlyBefore() {
        hub.append(3);
        byte[] receipt = hub.receipt();
        byte[] note = hub.note();
        byte[] jws = hub.jws();
        hub.published()
                .keys()
                .forEach(key -> hub.keys.revoke(key.kid(), OfflineDocuments.RECEIVED.plusSeconds(5), "alice"));
        assertThat(check(receipt))
                .isInstanceOfSatisfying(
                        Checked.OfReceipt.class,
                        found -> assertThat(found.key().revokedFrom()).isNotNull());
        assertThat(why(check(note))).contains("revoked from");
        assertThat(why(check(jws))).contains("revoked from");
        assertThat(OfflineCheck.kept(hub.published(), note)).isInstanceOf(Checked.OfCheckpoint.class);
        assertThat(OfflineCheck.kept(hub.published(), jws)).isInstanceOf(Checked.OfCheckpoint.class);
        assertThat(check(hub.export())).as("signed with the new keys").isInstanceOf(Checked.OfLog.class);
    }

    @Test
    void theLinesOfVerifierKeysAreEnoughForNotes() {
        hub.append(2);
        byte[] note = hub.note();
        StringBuilder lines = new StringBuilder();
        hub.published().keys().stream()
                .filter(key -> key.note() != null)
                .forEach(key -> lines.append(key.note().text()).append('\n'));
        HubKeySet keys = HubKeySet.parse(lines.toString().getBytes(UTF_8));
        assertThat(OfflineDocuments.check(keys, note)).isInstanceOf(Checked.OfCheckpoint.class);
        assertThat(OfflineDocuments.check(keys, hub.jws())).isInstanceOf(Checked.Refused.class);
    }

    @Test
    void aWitnessTellsGrowthFromRewriting() {
        hub.append(3);
        Checkpoint three = hub.log.checkpoint().checkpoint();
        hub.append(4);
        Checkpoint seven = hub.log.checkpoint().checkpoint();
        try (OfflineDocuments fork = new OfflineDocuments(OfflineCheckTest.class, "hub.example")) {
            fork.database.doInTransaction(
                    tx -> fork.log.append(tx, List.of(new AuditEntry("test.forged", Json.object()))));
            fork.append(6);
            Checkpoint forked = fork.log.checkpoint().checkpoint();
            assertThat(Growth.between(three, three, null, Map.of())).isEqualTo(new Growth.Same());
            assertThat(Growth.between(seven, forked, null, Map.of())).isInstanceOf(Growth.Rewritten.class);
            assertThat(Growth.between(three, seven, null, Map.of())).isEqualTo(new Growth.Unproven(3, 7));
            assertThat(Growth.between(three, seven, hub.log.consistency(3, 7L), Map.of()))
                    .isEqualTo(new Growth.Grown(4));
            assertThat(Growth.between(seven, three, hub.log.consistency(3, 7L), Map.of()))
                    .isEqualTo(new Growth.Older());
            assertThat(Growth.between(three, forked, fork.log.consistency(3, 7L), Map.of()))
                    .isInstanceOf(Growth.Rewritten.class);
            assertThat(Growth.between(three, forked, hub.log.consistency(3, 7L), Map.of()))
                    .as("a proof of another log shows nothing")
                    .isEqualTo(new Growth.Unproven(3, 7));
            assertThat(Growth.between(three, seven, null, Map.of(3L, three.root())))
                    .isEqualTo(new Growth.Grown(4));
            assertThat(Growth.between(three, forked, null, Map.of(3L, forked.root())))
                    .isInstanceOf(Growth.Rewritten.class);
        }
    }

    private Checked log(List<String> lines) {
        return check((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    private Checked check(byte[] document) {
        return OfflineDocuments.check(hub.published(), document);
    }

    private String refused(String document) {
        return why(check(document.getBytes(UTF_8)));
    }

    private static String why(Checked checked) {
        assertThat(checked).isInstanceOf(Checked.Refused.class);
        Checked.Refused refused = (Checked.Refused) checked;
        return refused.where() + ": " + refused.why();
    }
}
