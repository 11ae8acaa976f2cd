package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.caricom.conch.domain.MemberCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `openssl cms` signs and then encrypts to the hub is opened, and nothing can be learnt from what is not.
class OpensslEncryptedTest {
    private static final String REPORT = "{\"title\": \"for the hub alone\"}";
    private static final Instant NOW = Instant.now();
    private static final OwnKey AGREEMENT = OwnKey.generate(OwnKey.Kind.AGREEMENT, NOW);
    private static final OwnKey TRANSPORT = OwnKey.generate(OwnKey.Kind.TRANSPORT, NOW);
    private static final Decryption HUB = new Decryption(List.of(AGREEMENT, TRANSPORT), List.of());

    private static Openssl openssl;
    private static List<EnrolledKey> keys;
    private static byte[] signed;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        openssl = new Openssl(folder);
        write("agreement", AGREEMENT);
        write("transport", TRANSPORT);
        write("other", OwnKey.generate(OwnKey.Kind.AGREEMENT, NOW));
        openssl.selfSigned("tt", "P-256", "signer");
        keys = List.of(new EnrolledKey("tt", new MemberCode("TT"), openssl.certified("tt"), Instant.EPOCH, null, null));
        signed = openssl.sign(
                REPORT,
                "cms",
                "-sign",
                "-nodetach",
                "-binary",
                "-outform",
                "DER",
                "-signer",
                "tt.pem",
                "-inkey",
                "tt.key");
    }

    @ParameterizedTest
    @CsvSource({
        "agreement, -aes-256-gcm, ''",
        "agreement, -aes128, ''",
        "agreement, -aes-128-gcm, ecdh_kdf_md:sha256",
        "agreement, -aes256, ecdh_kdf_md:sha512",
        "transport, -aes-256-gcm, rsa_padding_mode:oaep",
        "transport, -aes192, rsa_padding_mode:oaep rsa_oaep_md:sha256",
        "transport, -aes-192-gcm, rsa_padding_mode:oaep rsa_oaep_md:sha512 rsa_mgf1_md:sha256",
    })
    void aSignedMessageInsideIsVerified(String recipient, String cipher, String options) throws Exception {
        Opened opened =
                open(encrypt(signed, recipient, cipher, options.isEmpty() ? new String[0] : options.split(" ")));
        assertThat(opened).isInstanceOf(Cms.class);
        Cms cms = (Cms) opened;
        assertThat(Verifier.prove(cms, keys)).isInstanceOf(Proven.class);
        assertThat(cms.payload()).isEqualTo(REPORT.getBytes(UTF_8));
        // What shows the signature without the hub's key is kept.
        assertThat(cms.evidence())
                .isInstanceOfSatisfying(
                        Evidence.Decrypted.class,
                        found -> assertThat(found.message()).isEqualTo(signed));
    }

    @Test
    void mailInsideMailIsOpened() throws Exception {
        byte[] mail = openssl.sign(
                "Content-Type: application/json\n\n" + REPORT + "\n",
                "cms",
                "-sign",
                "-signer",
                "tt.pem",
                "-inkey",
                "tt.key");
        byte[] encrypted = openssl.sign(mail, "cms", "-encrypt", "-aes-256-gcm", "-recip", "agreement.pem");
        Opened opened = Envelopes.open(
                new Message(encrypted, "application/pkcs7-mime; smime-type=authEnveloped-data", null),
                EnvelopeLimits.DEFAULT,
                HUB);
        assertThat(opened).isInstanceOf(Cms.class);
        assertThat(Verifier.prove((Cms) opened, keys)).isInstanceOf(Proven.class);
    }

    @Test
    void severalRecipientsAndTheKeyIdentifierMakeNoDifference() throws Exception {
        byte[] encrypted = openssl.sign(
                signed,
                "cms",
                "-encrypt",
                "-binary",
                "-outform",
                "DER",
                "-aes-256-gcm",
                "-keyid",
                "-recip",
                "other.pem",
                "-recip",
                "agreement.pem");
        assertThat(open(encrypted)).isInstanceOf(Cms.class);
    }

    @Test
    void whatIsEncryptedToSomebodyElseCannotBeOpened() throws Exception {
        assertThat(open(encrypt(signed, "other", "-aes-256-gcm"))).isEqualTo(failure());
        assertThat(open(encrypt(signed, "other", "-aes256"))).isEqualTo(failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-aes256", "-aes-256-gcm"})
    void pkcs1PaddingIsNeverOpened(String cipher) throws Exception {
        assertThat(open(encrypt(signed, "transport", cipher))).isEqualTo(failure());
    }

    @Test
    void oldCiphersAreNamedAsTheTrouble() throws Exception {
        assertThat(open(encrypt(signed, "agreement", "-des3")))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.fault()).isEqualTo(Unreadable.Fault.ENCRYPTION));
    }

    @Test
    void whatIsNotSignedInsideIsUnsigned() throws Exception {
        Opened opened = open(encrypt(REPORT.getBytes(UTF_8), "agreement", "-aes-256-gcm"));
        assertThat(Verifier.prove((Envelope) opened, keys)).isEqualTo(new Refused(Refused.Reason.UNSIGNED));
        byte[] twice = encrypt(encrypt(signed, "agreement", "-aes-256-gcm"), "agreement", "-aes-256-gcm");
        assertThat(open(twice)).isInstanceOf(Unreadable.class);
    }

    /// Without authentication every change must look the same: padding, structure, or nothing signed inside.
    @Test
    void changedCiphertextTellsNothing() throws Exception {
        byte[] encrypted = encrypt(signed, "agreement", "-aes128");
        Set<Opened> answers = new HashSet<>();
        for (int at = encrypted.length - 200; at < encrypted.length; at++) {
            byte[] changed = encrypted.clone();
            changed[at] ^= 0x55;
            // One that still opens to a signature must not be told from the others by that.
            answers.add(open(changed) instanceof Cms cms ? cms.unlessProven() : open(changed));
        }
        answers.add(open(encrypt(REPORT.getBytes(UTF_8), "agreement", "-aes128")));
        assertThat(answers).containsExactly(failure());
        assertThat(((Envelope) open(encrypt(signed, "agreement", "-aes-128-gcm"))).unlessProven())
                .isNull();
    }

    @Test
    void anAuthenticatedMessageCannotBeChanged() throws Exception {
        byte[] encrypted = encrypt(signed, "agreement", "-aes-256-gcm");
        for (int at = encrypted.length - 300; at < encrypted.length; at++) {
            byte[] changed = encrypted.clone();
            changed[at] ^= 0x01;
            assertThat(open(changed)).as("octet %s", at).isNotInstanceOf(Cms.class);
        }
    }

    private static Opened open(byte[] message) {
        return Envelopes.open(new Message(message, "application/cms", null), EnvelopeLimits.DEFAULT, HUB);
    }

    private static Unreadable failure() {
        return CmsDecryption.failure().unreadable();
    }

    private static byte[] encrypt(byte[] content, String recipient, String cipher, String... options) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("cms", "-encrypt", "-binary", "-outform", "DER", cipher, "-recip", recipient + ".pem"));
        Arrays.stream(options).forEach(option -> words.addAll(List.of("-keyopt", option)));
        return openssl.sign(content, words.toArray(String[]::new));
    }

    private static void write(String name, OwnKey key) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(key.certificate());
        }
        Files.writeString(openssl.path(name + ".pem"), text.toString());
    }
}
