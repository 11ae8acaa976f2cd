package org.caricom.conch.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.TestClock;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final Receipt RECEIPT = new Receipt(
            ReportId.parse("6b1f3c0e-6a1e-4c4b-9a57-0d6f0f6a2f11"),
            Sha256.of("message".getBytes(UTF_8)),
            new MemberCode("TT"),
            Instant.parse("2026-11-22T08:00:00.123Z"),
            17);

    private static TestDatabase testDatabase;
    private static HubKeys keys;

    @BeforeAll
    static void open() {
        testDatabase = TestDatabase.create(ReceiptsTest.class);
        keys = HubKeys.open(testDatabase.database(), TestClock.at("2026-11-22T08:00:00Z"));
    }

    @AfterAll
    static void close() {
        testDatabase.close();
    }

    @Test
    void aReceiptIsCheckedWithTheHubsPublicKeysAlone() {
        String receipt = sign();
        assertThat(Receipts.verify(receipt + "\n", Json.text(keys.jwks())))
                .isEqualTo(new ReceiptCheck.Genuine(RECEIPT));
    }

    private static String sign() {
        return testDatabase.database().read(tx -> new Receipts(keys).pen(tx)).sign(RECEIPT);
    }

    @Test
    void aReceiptOfARetiredKeyStaysGenuineAndOneOfARevokedKeyOnlyBeforeThat() {
        String receipt = sign();
        String kid = keys.signer().keyId();
        keys.rotate("alice");
        assertThat(check(receipt)).isInstanceOf(ReceiptCheck.Genuine.class);
        keys.revoke(kid, RECEIPT.receivedAt().plusSeconds(2), "alice");
        assertThat(check(receipt)).isInstanceOf(ReceiptCheck.Genuine.class);
        keys.revoke(kid, RECEIPT.receivedAt().minusSeconds(2), "alice");
        assertThat(check(receipt))
                .isInstanceOfSatisfying(
                        ReceiptCheck.NotGenuine.class,
                        not -> assertThat(not.reason()).contains("is revoked from 2026-11-22T07:59:58Z on"));
    }

    @Test
    void aKeyForNotesSignsNoReceipt() {
        JWK key = KeyPairs.generate(KeyAlgorithm.EDDSA);
        JwsSigner signer = new JwsSigner(key);
        String receipt = signer.compact(
                signer.header(Receipts.TYPE, null, null, null, null), Json.canonical(Receipts.json(RECEIPT)));
        HubKey forNotes = new HubKey(
                key.toPublicJWK(),
                HubKey.noteKey("hub.example", key.toPublicJWK().toOctetKeyPair()),
                null,
                null);
        HubKey forReceipts = new HubKey(key.toPublicJWK(), null, null, null);
        assertThat(Receipts.verify(receipt, new HubKeySet(List.of(forNotes))))
                .isInstanceOf(ReceiptCheck.NotGenuine.class);
        assertThat(Receipts.verify(receipt, new HubKeySet(List.of(forReceipts))))
                .isInstanceOf(ReceiptCheck.Genuine.class);
    }

    private static ReceiptCheck check(String receipt) {
        return Receipts.verify(receipt, Json.text(keys.jwks()));
    }

    @Test
    void aReceiptOfAnotherHubOrAChangedOneIsNotGenuine() {
        String receipt = sign();
        String jwks = Json.text(keys.jwks());
        int middle = receipt.indexOf('.') + 5;
        char other = receipt.charAt(middle) == 'A' ? 'B' : 'A';
        String changed = receipt.substring(0, middle) + other + receipt.substring(middle + 1);
        assertThat(Receipts.verify(changed, jwks)).isInstanceOf(ReceiptCheck.NotGenuine.class);
        assertThat(Receipts.verify(receipt, "{\"keys\":[]}")).isInstanceOf(ReceiptCheck.NotGenuine.class);
        assertThat(Receipts.verify(receipt, "no keys")).isInstanceOf(ReceiptCheck.NotGenuine.class);
        assertThat(Receipts.verify("", jwks)).isInstanceOf(ReceiptCheck.NotGenuine.class);
        var signer = keys.signer();
        String noReceipt = signer.compact(signer.header(Receipts.TYPE, null, null, null, null), "{}".getBytes(UTF_8));
        assertThat(Receipts.verify(noReceipt, jwks)).isInstanceOf(ReceiptCheck.NotGenuine.class);
    }
}
