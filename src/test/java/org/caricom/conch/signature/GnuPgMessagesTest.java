package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.GnuPg;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.Refused.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What GnuPG signs and encrypts is read, and judged by what its keys say of themselves.
class GnuPgMessagesTest {
    private static final MemberCode TT = new MemberCode("TT");
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant BORN = NOW.minus(Duration.ofDays(10));
    private static final VerificationPolicy POLICY = VerificationPolicy.standard("https://hub.example");
    private static final byte[] REPORT = "{\"conch\": \"report\",\n \"note\": \"caf\u00e9\"}\n".getBytes(UTF_8);

    private static GnuPg gpg;

    @BeforeAll
    static void open() throws IOException {
        gpg = GnuPg.open();
    }

    @AfterAll
    static void close() throws Exception {
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "nistp256", "nistp384", "rsa3072", "rsa4096"})
    void everyFormOfASignedMessageIsRead(String algorithm) throws Exception {
        String name = "forms " + algorithm;
        gpg.generate(name, algorithm, "sign,cert", "never", BORN);
        List<byte[]> messages = new ArrayList<>();
        for (List<String> form : List.of(
                List.of("--sign"),
                List.of("--sign", "--armor"),
                List.of("--sign", "--compress-algo", "none"),
                List.of("--sign", "--compress-algo", "zlib", "--armor"),
                List.of("--sign", "--digest-algo", "SHA384", "--no-emit-version"),
                List.of("--sign", "--comment", "from the night shift", "--armor", "--emit-version"))) {
            List<String> arguments = new ArrayList<>(List.of("-u", "=" + name));
            arguments.addAll(form);
            messages.add(gpg.runAt(NOW, REPORT, arguments.toArray(String[]::new)));
        }
        for (byte[] message : messages) {
            assertThat(verify(message, key(name))).isInstanceOfSatisfying(Verified.class, verified -> {
                assertThat(verified.payload()).isEqualTo(REPORT);
                assertThat(verified.issuedAt()).isEqualTo(NOW);
            });
        }
        byte[] clear = gpg.runAt(NOW, REPORT, "-u", "=" + name, "--clearsign");
        assertThat(verify(clear, key(name)))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.payload())
                                .isEqualTo("{\"conch\": \"report\",\r\n \"note\": \"caf\u00e9\"}".getBytes(UTF_8)));
        byte[] text = gpg.runAt(NOW, REPORT, "-u", "=" + name, "--sign", "--textmode");
        assertThat(verify(text, key(name)))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.payload())
                                .isEqualTo("{\"conch\": \"report\",\r\n \"note\": \"caf\u00e9\"}\r\n".getBytes(UTF_8)));
    }

    @Test
    void aMailWithADetachedSignatureIsRead() throws Exception {
        String name = "mail";
        gpg.generate(name, "ed25519", "sign,cert", "never", BORN);
        String part = "Content-Type: application/json\r\n\r\n{\"conch\": 1}";
        for (String mode : List.of("--no-textmode", "--textmode")) {
            String signature = new String(
                    gpg.runAt(NOW, part.getBytes(UTF_8), "-u", "=" + name, "--armor", mode, "--detach-sign"), UTF_8);
            String message = "--b\r\n%s\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\n%s\r\n--b--\r\n"
                    .formatted(part, signature);
            String type = "multipart/signed; boundary=b; micalg=pgp-sha512; protocol=\"application/pgp-signature\"";
            for (String bytes : List.of(message, message.replace("\r\n", "\n"))) {
                assertThat(verify(bytes.getBytes(UTF_8), key(name), type))
                        .isInstanceOfSatisfying(Verified.class, verified -> {
                            assertThat(verified.payload()).isEqualTo("{\"conch\": 1}".getBytes(UTF_8));
                            assertThat(verified.contentType()).isEqualTo("application/json");
                        });
            }
            assertThat(verify(message.replace("conch", "c0nch").getBytes(UTF_8), key(name), type))
                    .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
        }
    }

    @Test
    void dashesAndWhiteSpaceInAClearSignedTextAreAsTheyWereSigned() throws Exception {
        String name = "dashes";
        gpg.generate(name, "ed25519", "sign,cert", "never", BORN);
        byte[] text = "- a list\n-----BEGIN PGP SIGNATURE-----\nFrom here  \t\n\nend".getBytes(UTF_8);
        assertThat(verify(gpg.runAt(NOW, text, "-u", "=" + name, "--clearsign"), key(name)))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.payload())
                                .isEqualTo("- a list\r\n-----BEGIN PGP SIGNATURE-----\r\nFrom here\r\n\r\nend"
                                        .getBytes(UTF_8)));
    }

    @Test
    void aSubkeySignsForItsPrimaryKeyWhichMayOnlyCertify() throws Exception {
        String name = "subkeys";
        String fingerprint = gpg.generate(name, "ed25519", "cert", "never", BORN);
        gpg.runAt(BORN, new byte[0], "--passphrase", "", "--quick-add-key", fingerprint, "rsa3072", "sign", "5d");
        gpg.runAt(BORN, new byte[0], "--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", "never");
        Instant inTime = BORN.plus(Duration.ofDays(4));
        byte[] message = gpg.runAt(inTime, REPORT, "-u", "=" + name, "--sign");
        EnrolledKey key = key(name);
        assertThat(key.kid()).isEqualTo(fingerprint);
        assertThat(key.material().handles()).hasSize(2);
        assertThat(Verifier.verify(envelope(message), List.of(key), POLICY, inTime))
                .isInstanceOf(Verified.class);
        assertThat(verify(message, key)).isEqualTo(new Refused(Reason.KEY_EXPIRED));
        gpg.runAt(inTime, new byte[0], "--quick-set-expire", fingerprint, "60d", "*");
        assertThat(verify(message, key(name))).as("its end was moved").isInstanceOf(Verified.class);
    }

    @Test
    void anExpiredKeySignsNothingMoreAndAnExpiredSignatureHasPassed() throws Exception {
        String name = "expiring";
        gpg.generate(name, "ed25519", "sign,cert", "12d", BORN);
        byte[] message = gpg.runAt(NOW, REPORT, "-u", "=" + name, "--default-sig-expire", "1d", "--sign");
        assertThat(verify(message, key(name))).isInstanceOf(Verified.class);
        Verifier.verify(envelope(message), List.of(key(name)), POLICY, NOW.plus(Duration.ofHours(23)));
        assertThat(Verifier.verify(envelope(message), List.of(key(name)), POLICY, NOW.plus(Duration.ofDays(1))))
                .isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(Verifier.verify(envelope(message), List.of(key(name)), POLICY, NOW.plus(Duration.ofDays(2))))
                .isEqualTo(new Refused(Reason.KEY_EXPIRED));
        assertThat(key(name).material().notAfter()).isEqualTo(BORN.plus(Duration.ofDays(12)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "3"})
    void aRevokedKeyIsRefusedEvenForWhatItSignedBefore(String reason) throws Exception {
        String name = "revoked " + reason;
        String fingerprint = gpg.generate(name, "ed25519", "sign,cert", "never", BORN);
        byte[] message = gpg.runAt(NOW, REPORT, "-u", "=" + name, "--clearsign");
        EnrolledKey before = key(name);
        assertThat(verify(message, before)).isInstanceOf(Verified.class);
        gpg.revoke(fingerprint, reason, NOW.plusSeconds(60));
        OpenPgpKey after = OpenPgpKey.read(gpg.run(new byte[0], "--export", fingerprint));
        assertThat(after.revokedAt()).isEqualTo(NOW.plusSeconds(60));
        OpenPgpKey merged = ((OpenPgpKey) before.material()).with(after);
        assertThat(merged.revokedAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(Verifier.verify(
                        envelope(message), List.of(enrolled(merged)), POLICY, NOW.plus(Duration.ofMinutes(2))))
                .isEqualTo(new Refused(Reason.KEY_REVOKED));
        assertThat(OpenPgpKey.stored(merged.document())).isEqualTo(merged);
    }

    @Test
    void aSecretKeyIsNotEnrolled() throws Exception {
        String fingerprint = gpg.generate("secret", "ed25519", "sign,cert", "never", BORN);
        for (String form : List.of("--armor", "--no-armor")) {
            byte[] file = gpg.run(new byte[0], "--passphrase", "", form, "--export-secret-keys", fingerprint);
            assertThatThrownBy(() -> OpenPgpKey.read(file))
                    .isInstanceOf(KeyRefused.class)
                    .hasMessageContaining("secret key");
        }
    }

    private static Verification verify(byte[] message, EnrolledKey key) {
        return Verifier.verify(envelope(message), List.of(key), POLICY, NOW.plusSeconds(1));
    }

    private static Verification verify(byte[] message, EnrolledKey key, String type) {
        Envelope envelope = (Envelope) Envelopes.open(message, type, EnvelopeLimits.DEFAULT);
        return Verifier.verify(envelope, List.of(key), POLICY, NOW.plusSeconds(1));
    }

    private static Envelope envelope(byte[] message) {
        Opened opened = Envelopes.open(message, Envelopes.PGP, EnvelopeLimits.DEFAULT);
        assertThat(opened).isInstanceOf(Envelope.class);
        return (Envelope) opened;
    }

    private static EnrolledKey key(String name) throws Exception {
        return enrolled(OpenPgpKey.read(gpg.run(new byte[0], "--armor", "--export", "=" + name)));
    }

    private static EnrolledKey enrolled(OpenPgpKey key) {
        return new EnrolledKey(key.thumbprint(), TT, key, BORN, null, null);
    }
}
