package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `openssl cms` and `openssl smime` sign is accepted from the enrolled certificate, and from nobody
/// else.
class OpensslCmsTest {
    private static final String REPORT = "{\"format\": \"conch-report/1\", \"title\": \"café\"}";
    private static final VerificationPolicy POLICY = VerificationPolicy.standard("https://hub.example");
    private static final CertificateTrust PKCS1_TOO = new CertificateTrust(
            CertificateTrust.ENROLLED_ALONE.roots(),
            List.of(),
            List.of(),
            List.of(),
            CertificateTrust.Revocation.OFF,
            Duration.ZERO,
            true);

    private static Openssl openssl;
    private static final List<EnrolledKey> KEYS = new ArrayList<>();

    @BeforeAll
    static void enrol(@TempDir Path folder) throws Exception {
        openssl = new Openssl(folder);
        openssl.selfSigned("p256", "P-256", "signer");
        openssl.selfSigned("p384", "P-384", "signer");
        openssl.selfSigned("rsa", "RSA-2048", "signer");
        openssl.selfSigned("plain", "P-256", "plain");
        openssl.selfSigned("jm", "P-256", "signer");
        openssl.selfSigned("stranger", "P-256", "signer");
        for (String name : List.of("p256", "p384", "rsa", "plain")) {
            KEYS.add(enrolled(name, "TT"));
        }
        KEYS.add(enrolled("jm", "JM"));
    }

    @ParameterizedTest
    @CsvSource({
        "p256, sha256",
        "p256, sha384",
        "p256, sha512",
        "p384, sha256",
        "p384, sha384",
        "p384, sha512",
        "plain, sha256",
    })
    void anAttachedSignatureHolds(String name, String digest) throws Exception {
        byte[] message = cms(name, "-nodetach", "-binary", "-md", digest);
        assertThat(accepted(message, "application/cms").payload()).isEqualTo(REPORT.getBytes(UTF_8));
        assertThat(accepted(message, "Application/PKCS7-MIME; smime-type=signed-data")
                        .contentType())
                .isNull();
    }

    /// X-ARF 0.2 is a mail, and its header is part of the report.
    @Test
    void aReportThatIsAMailIsSignedWhole() throws Exception {
        String mail = """
                From: cert@example.org
                X-XARF: PLAIN
                Content-Type: multipart/mixed; boundary=b

                --b

                one
                --b--
                """;
        byte[] message = openssl.sign(
                mail,
                "cms",
                "-sign",
                "-binary",
                "-nodetach",
                "-outform",
                "DER",
                "-signer",
                "p256.pem",
                "-inkey",
                "p256.key");
        Verified verified = accepted(message, "application/cms");
        assertThat(verified.payload()).isEqualTo(mail.getBytes(UTF_8));
        assertThat(verified.contentType()).isEqualTo("message/rfc822");
    }

    /// A mail is an envelope when it is S/MIME, and otherwise a report like one in JSON, signed beside.
    @Test
    void aMailIsAnEnvelopeOnlyWhenItIsSmime() {
        byte[] report = "From: a@example.org\r\nContent-Type: text/plain\r\n\r\nx".getBytes(UTF_8);
        byte[] smime = "Content-Type: application/pkcs7-mime\r\n\r\nx".getBytes(UTF_8);
        assertThat(Envelopes.isEnvelope(report, "message/rfc822")).isFalse();
        assertThat(Envelopes.isEnvelope(smime, "message/rfc822")).isTrue();
        assertThat(Envelopes.isEnvelope(report, "multipart/signed; boundary=b")).isTrue();
        Beside beside = new Beside.Detached(List.of("e30..AA"));
        assertThat(Envelopes.open(
                        new Message(report, "message/rfc822", beside), EnvelopeLimits.DEFAULT, Decryption.none()))
                .isInstanceOf(Envelope.class);
        assertThat(Envelopes.open(
                        new Message(report, "message/rfc822", null), EnvelopeLimits.DEFAULT, Decryption.none()))
                .isInstanceOf(UnsupportedType.class);
    }

    @Test
    void theSigningTimeIsWhenItWasIssued() throws Exception {
        Verified verified = accepted(cms("p256", "-nodetach", "-binary"), "application/cms");
        assertThat(verified.issuedAt()).isBetween(Instant.now().minusSeconds(120), Instant.now());
        assertThat(verified.member()).isEqualTo(new MemberCode("TT"));
        assertThat(verified.signatures())
                .containsExactly(new Verified.SignatureFact(
                        "p256", KeyAlgorithm.ES256, openssl.certified("p256").thumbprint(), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-stream", "-indef"})
    void berAroundTheContentIsTolerated(String how) throws Exception {
        assertThat(accepted(cms("p256", "-nodetach", "-binary", how), "application/cms")
                        .payload())
                .isEqualTo(REPORT.getBytes(UTF_8));
    }

    @Test
    void aKeyIdentifierAndACertificateLeftOutMakeNoDifference() throws Exception {
        assertThat(accepted(cms("p256", "-nodetach", "-binary", "-keyid"), "application/cms"))
                .isNotNull();
        assertThat(accepted(cms("p256", "-nodetach", "-binary", "-nocerts"), "application/cms"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha384", "sha512"})
    void rsaSignsWithPss(String digest) throws Exception {
        byte[] message = cms("rsa", "-nodetach", "-binary", "-md", digest, "-keyopt", "rsa_padding_mode:pss");
        assertThat(accepted(message, "application/cms").payload()).isEqualTo(REPORT.getBytes(UTF_8));
        byte[] digestSalt = cms(
                "rsa",
                "-nodetach",
                "-binary",
                "-md",
                digest,
                "-keyopt",
                "rsa_padding_mode:pss",
                "-keyopt",
                "rsa_pss_saltlen:-1");
        assertThat(accepted(digestSalt, "application/cms")).isNotNull();
    }

    @Test
    void rsaWithoutPssNeedsASetting() throws Exception {
        byte[] message = cms("rsa", "-nodetach", "-binary");
        assertThat(verify(message, "application/cms", CertificateTrust.ENROLLED_ALONE))
                .isEqualTo(new Refused(Refused.Reason.SIGNATURE_SCHEME_NOT_ACCEPTED));
        assertThat(verify(message, "application/cms", PKCS1_TOO)).isInstanceOf(Verified.class);
    }

    @Test
    void aSaltThatIsTooShortDoesNotHold() throws Exception {
        byte[] message =
                cms("rsa", "-nodetach", "-binary", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:8");
        assertThat(verify(message, "application/cms", PKCS1_TOO))
                .isEqualTo(new Refused(Refused.Reason.WRONG_ALGORITHM));
    }

    @Test
    void opaqueMailIsReadWithItsHeader() throws Exception {
        String entity = "Content-Type: application/json; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                + java.util.Base64.getMimeEncoder().encodeToString(REPORT.getBytes(UTF_8)) + "\n";
        byte[] mail = openssl.sign(entity, "smime", "-sign", "-nodetach", "-signer", "p256.pem", "-inkey", "p256.key");
        Verified verified = accepted(mail, "application/pkcs7-mime; smime-type=signed-data");
        assertThat(verified.payload()).isEqualTo(REPORT.getBytes(UTF_8));
        assertThat(verified.contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(accepted(mail, "message/rfc822").payload()).isEqualTo(REPORT.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smime", "cms"})
    void multipartSignedIsReadAsAWholeOrWithItsTypeBesideIt(String command) throws Exception {
        String entity = "Content-Type: application/json\nContent-Transfer-Encoding: 8bit\n\n" + REPORT + "\n";
        byte[] mail = openssl.sign(entity, command, "-sign", "-signer", "p256.pem", "-inkey", "p256.key");
        Verified whole = accepted(mail, "multipart/signed");
        assertThat(new String(whole.payload(), UTF_8)).isEqualTo(REPORT + "\r\n");
        assertThat(whole.contentType()).isEqualTo("application/json");

        String text = new String(mail, UTF_8);
        int empty = text.indexOf("\n\n");
        String header = text.substring(0, empty).replaceFirst("(?s).*Content-Type: ", "");
        assertThat(accepted(text.substring(empty + 2).getBytes(UTF_8), header).payload())
                .isEqualTo(whole.payload());
        String lineFeeds = text.replace("\r\n", "\n");
        assertThat(accepted(lineFeeds.getBytes(UTF_8), "multipart/signed").payload())
                .isEqualTo(whole.payload());
        String carriageReturns = lineFeeds.replace("\n", "\r\n");
        assertThat(accepted(carriageReturns.getBytes(UTF_8), "multipart/signed").payload())
                .isEqualTo(whole.payload());
    }

    @Test
    void linesThatWereSignedWithLineFeedsHoldToo() throws Exception {
        String entity = "Content-Type: application/json\n\n" + REPORT + "\n";
        byte[] mail = openssl.sign(entity, "smime", "-sign", "-binary", "-signer", "p256.pem", "-inkey", "p256.key");
        assertThat(new String(accepted(mail, "multipart/signed").payload(), UTF_8))
                .isEqualTo(REPORT + "\n");
    }

    @Test
    void aReportSignedAsItIsWithoutAHeaderOfItsOwnIsTaken() throws Exception {
        byte[] mail = openssl.sign(REPORT + "\n", "smime", "-sign", "-signer", "p256.pem", "-inkey", "p256.key");
        assertThat(new String(accepted(mail, "multipart/signed").payload(), UTF_8))
                .isEqualTo(REPORT + "\r\n");
        byte[] text =
                openssl.sign(REPORT + "\n", "smime", "-sign", "-text", "-signer", "p256.pem", "-inkey", "p256.key");
        Verified verified = accepted(text, "multipart/signed");
        assertThat(new String(verified.payload(), UTF_8)).isEqualTo(REPORT + "\r\n");
        assertThat(verified.contentType()).isNull();
    }

    @Test
    void severalSignaturesOfOneMemberHoldTogetherAndOfTwoDoNot() throws Exception {
        byte[] both = openssl.sign(
                REPORT,
                "cms",
                "-sign",
                "-nodetach",
                "-binary",
                "-outform",
                "DER",
                "-signer",
                "p256.pem",
                "-inkey",
                "p256.key",
                "-signer",
                "p384.pem",
                "-inkey",
                "p384.key");
        assertThat(accepted(both, "application/cms").signatures()).hasSize(2);
        byte[] two = openssl.sign(
                REPORT,
                "cms",
                "-sign",
                "-nodetach",
                "-binary",
                "-outform",
                "DER",
                "-signer",
                "p256.pem",
                "-inkey",
                "p256.key",
                "-signer",
                "jm.pem",
                "-inkey",
                "jm.key");
        assertThat(verify(two, "application/cms", PKCS1_TOO)).isEqualTo(new Refused(Refused.Reason.SEVERAL_MEMBERS));
        byte[] stranger = openssl.sign(
                REPORT,
                "cms",
                "-sign",
                "-nodetach",
                "-binary",
                "-outform",
                "DER",
                "-signer",
                "p256.pem",
                "-inkey",
                "p256.key",
                "-signer",
                "stranger.pem",
                "-inkey",
                "stranger.key");
        assertThat(verify(stranger, "application/cms", PKCS1_TOO)).isEqualTo(new Refused(Refused.Reason.UNKNOWN_KEY));
    }

    @Test
    void aCertificateThatNobodyEnrolledIsUnknown() throws Exception {
        assertThat(verify(cms("stranger", "-nodetach", "-binary"), "application/cms", PKCS1_TOO))
                .isEqualTo(new Refused(Refused.Reason.UNKNOWN_KEY));
    }

    @Test
    void aSignatureOverNothingIsNoMessage() throws Exception {
        assertThat(open(cms("p256", "-binary"), "application/cms"))
                .isEqualTo(new Unreadable(Unreadable.Fault.CONTENT, "the signature came without what it signs"));
        assertThat(open(cms("p256", "-nodetach", "-binary", "-noattr"), "application/cms"))
                .isEqualTo(new Unreadable(Unreadable.Fault.ATTRIBUTES, "a signature has no signed attributes"));
    }

    @Test
    void digestsThatAreBrokenDoNotHold() throws Exception {
        assertThat(verify(cms("p256", "-nodetach", "-binary", "-md", "sha1"), "application/cms", PKCS1_TOO))
                .isEqualTo(new Refused(Refused.Reason.WRONG_ALGORITHM));
    }

    /// The one test that no list of cases replaces: every octet of a message, changed.
    @Test
    void noOctetOfWhatIsSignedCanBeChanged() throws Exception {
        byte[] message = cms("p256", "-nodetach", "-binary", "-nocerts");
        List<Integer> accepted = new ArrayList<>();
        for (int at = 0; at < message.length; at++) {
            byte[] changed = message.clone();
            changed[at] ^= 0x01;
            if (verify(changed, "application/cms", PKCS1_TOO) instanceof Verified verified) {
                assertThat(verified.payload()).isEqualTo(REPORT.getBytes(UTF_8));
                accepted.add(at);
            }
        }
        // What is not signed and says nothing: the version of the whole, and the list of digests in front.
        assertThat(accepted).hasSizeLessThan(20).allMatch(at -> at < 50);
    }

    private static byte[] cms(String name, String... more) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("cms", "-sign", "-outform", "DER", "-signer", name + ".pem", "-inkey", name + ".key"));
        words.addAll(Arrays.asList(more));
        return openssl.sign(REPORT, words.toArray(String[]::new));
    }

    private static Verified accepted(byte[] message, String type) {
        Verification verification = verify(message, type, CertificateTrust.ENROLLED_ALONE);
        assertThat(verification).isInstanceOf(Verified.class);
        return (Verified) verification;
    }

    private static Verification verify(byte[] message, String type, CertificateTrust trust) {
        return switch (open(message, type)) {
            case Envelope envelope ->
                switch (Verifier.prove(envelope, KEYS, trust)) {
                    case Proven proven -> Verifier.judge(proven, POLICY, Instant.now());
                    case Refused refused -> refused;
                };
            case Unreadable _, UnsupportedType _ -> new Refused(Refused.Reason.UNSIGNED);
        };
    }

    private static Opened open(byte[] message, String type) {
        return Envelopes.open(message, type, EnvelopeLimits.DEFAULT);
    }

    private static EnrolledKey enrolled(String name, String member) throws Exception {
        return new EnrolledKey(name, new MemberCode(member), openssl.certified(name), Instant.EPOCH, null, null);
    }
}
