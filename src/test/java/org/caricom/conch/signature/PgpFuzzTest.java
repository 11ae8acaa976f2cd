package org.caricom.conch.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.Tag;

/// No bytes at all make the reading of OpenPGP messages and certificates fail in any way but by saying so. An
/// ordinary run replays the inputs saved beside this class in the resources.
@Tag("fuzz")
class PgpFuzzTest {
    private static final OpenPgpOwnKey HUB = OpenPgpOwnKey.generate("fuzz", Instant.EPOCH);
    private static final Decryption DECRYPTION = new Decryption(List.of(), List.of(HUB));
    private static final EnvelopeLimits LIMITS = new EnvelopeLimits(1 << 20, 1 << 14, 8);
    private static final VerificationPolicy POLICY = VerificationPolicy.standard("https://hub.example");
    private static final List<EnrolledKey> KEYS = keys();

    /// The key id in saved inputs, which stands for that of the hub's key.
    private static final byte[] TO_THE_HUB = {1, 2, 3, 4, 5, 6, 7, 8};

    private static final byte[] HUB_KEY_ID = hubKeyId();

    @FuzzTest(maxDuration = "2m")
    void anyMessageIsOpenedOrRefused(byte[] bytes) {
        Message message = new Message(toTheHub(bytes), Envelopes.PGP, null);
        switch (Envelopes.open(message, LIMITS, DECRYPTION)) {
            case Unreadable(Unreadable.Fault _, String detail) ->
                assertThat(detail).isNotBlank();
            case UnsupportedType _ -> throw new AssertionError("the type is known");
            // Nothing was signed by 1970: whatever holds is refused for its time.
            case Envelope envelope ->
                assertThat(Verifier.verify(envelope, KEYS, POLICY, Instant.EPOCH))
                        .isInstanceOf(Refused.class);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void anyCertificateIsReadOrRefused(byte[] bytes) {
        OpenPgpKey key;
        try {
            key = OpenPgpKey.read(bytes);
        } catch (KeyRefused refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            return;
        }
        OpenPgpKey stored = OpenPgpKey.stored(key.document());
        assertThat(stored).isEqualTo(key);
        assertThat(stored.handles()).isEqualTo(key.handles());
        assertThat(stored.notAfter()).isEqualTo(key.notAfter());
        assertThat(stored.revokedAt()).isEqualTo(key.revokedAt());
    }

    private static byte[] toTheHub(byte[] bytes) {
        byte[] replaced = bytes.clone();
        for (int i = 0; i + TO_THE_HUB.length <= replaced.length; i++) {
            if (Arrays.equals(replaced, i, i + TO_THE_HUB.length, TO_THE_HUB, 0, TO_THE_HUB.length)) {
                System.arraycopy(HUB_KEY_ID, 0, replaced, i, HUB_KEY_ID.length);
            }
        }
        return replaced;
    }

    private static byte[] hubKeyId() {
        try {
            byte[] fingerprint = new byte[0];
            for (PGPSecretKey key : new PGPSecretKeyRing(HUB.stored(), new BcKeyFingerprintCalculator())) {
                fingerprint = key.getPublicKey().getFingerprint();
            }
            return Arrays.copyOfRange(fingerprint, fingerprint.length - 8, fingerprint.length);
        } catch (IOException | PGPException e) {
            throw new IllegalStateException("the hub's key cannot be read", e);
        }
    }

    private static List<EnrolledKey> keys() {
        try {
            String armoured = Json.own(Files.readAllBytes(Path.of("tests/vectors/pgp/keys.json")))
                    .at("/keys/0/certificate")
                    .textValue();
            OpenPgpKey key = OpenPgpKey.read(armoured.getBytes(StandardCharsets.US_ASCII));
            return List.of(new EnrolledKey(key.thumbprint(), new MemberCode("TT"), key, Instant.EPOCH, null, null));
        } catch (IOException | KeyRefused e) {
            throw new IllegalStateException("the vectors cannot be read", e);
        }
    }
}
