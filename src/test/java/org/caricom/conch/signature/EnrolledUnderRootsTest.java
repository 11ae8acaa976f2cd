package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.CertificateTrust.Revocation;
import org.caricom.conch.signature.Refused.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of messages signed with enrolled certificates at a hub that trusts a root.
class EnrolledUnderRootsTest {
    private static final String REPORT = "{\"title\": \"x\"}";

    private static Openssl openssl;
    private static Instant now;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        openssl = new Openssl(folder);
        openssl.selfSigned("root", "P-256", "authority");
        openssl.selfSigned("elsewhere", "P-256", "authority");
        openssl.issued("leaf", "P-256", "signer", "root");
        openssl.issued("other", "P-256", "signer", "elsewhere");
        openssl.selfSigned("alone", "P-256", "signer");
        // The same key and subject again, as authorities renew.
        renew("renewed", "root", "4711");
        renew("usurped", "elsewhere", "4712");
        now = Instant.now().plus(Duration.ofMinutes(1));
    }

    @Test
    void whatLeadsToTheRootIsAccepted() throws Exception {
        assertThat(verify("leaf", enrolled("leaf"), trust(Revocation.OFF))).isInstanceOf(Verified.class);
    }

    @Test
    void whatLeadsElsewhereIsNot() throws Exception {
        assertThat(verify("other", enrolled("other"), trust(Revocation.OFF))).isEqualTo(new Refused(Reason.NO_PATH));
    }

    @Test
    void aSelfSignedCertificateIsItsOwnRoot() throws Exception {
        assertThat(verify("alone", enrolled("alone"), trust(Revocation.HARD))).isInstanceOf(Verified.class);
    }

    @Test
    void aRootVouchesForNobodyWhoIsNotEnrolled() throws Exception {
        assertThat(verify("leaf", enrolled("alone"), trust(Revocation.OFF))).isEqualTo(new Refused(Reason.UNKNOWN_KEY));
    }

    @Test
    void whatTheIssuerRevokedIsRefusedFromThenOn() throws Exception {
        assertThat(verify("leaf", enrolled("leaf"), trust(Revocation.HARD)))
                .isEqualTo(new Refused(Reason.REVOCATION_UNKNOWN));
        assertThat(verify("leaf", enrolled("leaf"), trust(Revocation.HARD, crl("200101000000Z"))))
                .isEqualTo(new Refused(Reason.CERTIFICATE_REVOKED));
        assertThat(verify("leaf", enrolled("leaf"), trust(Revocation.HARD, crl("400101000000Z"))))
                .isInstanceOf(Verified.class);
    }

    @Test
    void aRenewedCertificateOverTheSameKeyIsTakenIfItLeadsToTheRoot() throws Exception {
        EnrolledKey leaf = enrolled("leaf");
        assertThat(verify("renewed", leaf, trust(Revocation.OFF))).isInstanceOf(Verified.class);
        assertThat(verify("renewed", leaf, CertificateTrust.ENROLLED_ALONE)).isEqualTo(new Refused(Reason.NO_PATH));
        assertThat(verify("usurped", leaf, trust(Revocation.OFF))).isEqualTo(new Refused(Reason.NO_PATH));
        // What the enrolment ends, no renewal goes on with.
        EnrolledKey ended = new EnrolledKey(
                leaf.kid(), leaf.member(), leaf.material(), leaf.notBefore(), now.minusSeconds(1), null);
        assertThat(verify("renewed", ended, trust(Revocation.OFF))).isEqualTo(new Refused(Reason.KEY_EXPIRED));
    }

    /// A JWS names the certificate by its digest; what roots say of the certificate holds for it too.
    @Test
    void aJwsMadeWithTheCertifiedKeyIsJudgedByTheSameCertificate() throws Exception {
        EnrolledKey leaf = enrolled("leaf");
        String pem = new String(openssl.read("leaf.key"), UTF_8) + new String(openssl.read("leaf.pem"), UTF_8);
        JWK jwk = new ECKey.Builder(JWK.parseFromPEMEncodedObjects(pem).toECKey())
                .keyID("leaf")
                .build();
        JwsSigner signer = new JwsSigner(jwk);
        byte[] message = signer.compact(
                        signer.header("conch-report+jws", null, null, null, null), REPORT.getBytes(UTF_8))
                .getBytes(UTF_8);
        Envelope envelope = (Envelope) Envelopes.open(message, Envelopes.JOSE, EnvelopeLimits.DEFAULT);
        assertThat(judge(envelope, leaf, trust(Revocation.OFF))).isInstanceOf(Verified.class);
        assertThat(judge(envelope, leaf, trust(Revocation.HARD))).isEqualTo(new Refused(Reason.REVOCATION_UNKNOWN));
        assertThat(judge(envelope, leaf, trust(Revocation.HARD, crl("200101000000Z"))))
                .isEqualTo(new Refused(Reason.CERTIFICATE_REVOKED));
    }

    private static void renew(String name, String issuer, String serial) throws Exception {
        Files.copy(openssl.path("leaf.key"), openssl.path(name + ".key"));
        openssl.run(
                "x509",
                "-req",
                "-in",
                "leaf.csr",
                "-out",
                name + ".pem",
                "-CA",
                issuer + ".pem",
                "-CAkey",
                issuer + ".key",
                "-set_serial",
                serial,
                "-days",
                "60",
                "-extfile",
                "extensions",
                "-extensions",
                "plain");
    }

    private static Verification verify(String signer, EnrolledKey key, CertificateTrust trust) throws Exception {
        byte[] message = openssl.sign(
                REPORT,
                "cms",
                "-sign",
                "-nodetach",
                "-binary",
                "-outform",
                "DER",
                "-signer",
                signer + ".pem",
                "-inkey",
                signer + ".key");
        Opened opened = Envelopes.open(message, Envelopes.CMS, EnvelopeLimits.DEFAULT);
        assertThat(opened).isInstanceOf(Cms.class);
        return judge((Cms) opened, key, trust);
    }

    private static Verification judge(Envelope envelope, EnrolledKey key, CertificateTrust trust) {
        return switch (Verifier.prove(envelope, List.of(key), trust)) {
            case Refused refused -> refused;
            case Proven proven -> {
                assertThat(proven.payload()).isEqualTo(REPORT.getBytes(UTF_8));
                yield Verifier.judge(proven, VerificationPolicy.standard("https://hub.example"), now);
            }
        };
    }

    private static EnrolledKey enrolled(String name) throws Exception {
        return new EnrolledKey(name, new MemberCode("TT"), openssl.certified(name), Instant.EPOCH, null, null);
    }

    private static CertificateTrust trust(Revocation revocation, X509CRL... crls) throws Exception {
        return new CertificateTrust(
                Set.of(Certificates.readOne(openssl.read("root.pem"))),
                List.of(),
                List.of(crls),
                List.of(),
                revocation,
                Duration.ZERO,
                false);
    }

    private static X509CRL crl(String revoked) throws Exception {
        String serial = openssl.certified("leaf")
                .certificate()
                .getSerialNumber()
                .toString(16)
                .toUpperCase(Locale.ROOT);
        String even = serial.length() % 2 == 0 ? serial : "0" + serial;
        Files.writeString(
                openssl.path("index"),
                String.join("\t", List.of("R", "491231235959Z", revoked, even, "unknown", "/CN=leaf")) + "\n");
        Files.writeString(openssl.path("index.attr"), "unique_subject = no\n");
        Files.writeString(openssl.path("ca"), """
                [ca]
                default_ca = it
                [it]
                database = ./index
                default_md = sha256
                default_crl_days = 7
                """);
        openssl.run(new ArrayList<>(
                List.of("ca", "-config", "ca", "-gencrl", "-cert", "root.pem", "-keyfile", "root.key", "-out", "crl")));
        return (X509CRL)
                CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(openssl.read("crl")));
    }
}
