package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.caricom.conch.domain.MemberCode;
import org.junit.jupiter.api.Test;

/// Keys of version 6 that another program's generator made, and encryption with authenticated chunks (RFC 9580
/// §5.13.2).
class BouncyCastleMessagesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final byte[] REPORT = "{\"conch\": \"report\"}".getBytes(UTF_8);
    private static final OpenPgpOwnKey HUB = OpenPgpOwnKey.generate("hub", NOW.minus(Duration.ofDays(9)));
    private static final Decryption DECRYPTION = new Decryption(List.of(), List.of(HUB));

    private final OpenPGPKey key;
    private final EnrolledKey enrolled;

    BouncyCastleMessagesTest() throws Exception {
        Date born = Date.from(NOW.minus(Duration.ofDays(1)));
        key = new OpenPGPKeyGenerator(new BcOpenPGPImplementation(), 6, false, born)
                .signOnlyKey()
                .build();
        OpenPgpKey certificate =
                OpenPgpKey.read(key.toCertificate().getPGPPublicKeyRing().getEncoded());
        enrolled =
                new EnrolledKey(certificate.thumbprint(), new MemberCode("TT"), certificate, Instant.EPOCH, null, null);
    }

    @Test
    void aKeyOfVersion6Signs() throws Exception {
        assertThat(enrolled.kid()).hasSize(64);
        assertThat(verify(signed()))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.payload()).isEqualTo(REPORT));
    }

    @Test
    void whatIsEncryptedInAuthenticatedChunksIsReadAndAnyChangeIsFound() throws Exception {
        for (int algorithm : List.of(AEADAlgorithmTags.OCB, AEADAlgorithmTags.GCM, AEADAlgorithmTags.EAX)) {
            byte[] message = encrypted(signed(), algorithm);
            assertThat(verify(message))
                    .isInstanceOfSatisfying(
                            Verified.class,
                            verified -> assertThat(verified.payload()).isEqualTo(REPORT));
            for (int i = message.length - 1; i > message.length / 3; i -= 7) {
                byte[] changed = message.clone();
                changed[i] ^= 0x10;
                assertThat(open(changed)).as("octet %d", i).isInstanceOf(Unreadable.class);
            }
        }
    }

    private static Opened open(byte[] message) {
        return Envelopes.open(new Message(message, Envelopes.PGP, null), EnvelopeLimits.DEFAULT, DECRYPTION);
    }

    private Verification verify(byte[] message) {
        return Verifier.verify(
                (Envelope) open(message), List.of(enrolled), VerificationPolicy.standard("https://hub.example"), NOW);
    }

    private byte[] signed() throws Exception {
        PGPKeyPair pair = key.getPrimarySecretKey().unlock().getKeyPair();
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA3_512),
                pair.getPublicKey());
        generator.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
        var covered = new PGPSignatureSubpacketGenerator();
        covered.setSignatureCreationTime(true, Date.from(NOW));
        covered.setIssuerFingerprint(false, pair.getPublicKey());
        generator.setHashedSubpackets(covered.generate());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        generator.generateOnePassVersion(false).encode(out);
        PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
        try (OutputStream document = literal.open(out, PGPLiteralData.BINARY, "", REPORT.length, Date.from(NOW))) {
            document.write(REPORT);
        }
        generator.update(REPORT);
        generator.generate().encode(out);
        return out.toByteArray();
    }

    private static byte[] encrypted(byte[] message, int algorithm) throws Exception {
        PGPEncryptedDataGenerator generator =
                new PGPEncryptedDataGenerator(new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                        .setWithAEAD(algorithm, 6)
                        .setUseV6AEAD());
        generator.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(hubSubkey()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream inside = generator.open(out, message.length)) {
            inside.write(message);
        }
        return out.toByteArray();
    }

    private static PGPPublicKey hubSubkey() throws Exception {
        PGPPublicKeyRing ring = new PGPPublicKeyRing(
                new ArmoredInputStream(new ByteArrayInputStream(HUB.published().getBytes(US_ASCII))),
                new BcKeyFingerprintCalculator());
        for (PGPPublicKey one : ring) {
            if (!one.isMasterKey()) {
                return one;
            }
        }
        throw new AssertionError("the hub's key has a subkey");
    }
}
