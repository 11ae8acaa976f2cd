package org.caricom.conch.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caricom.conch.signature.CertificateTrust.Revocation;
import org.caricom.conch.signature.Refused.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Paths to roots, CRLs and OCSP answers, all made by `openssl`.
class CertificatePathTest {
    private static final String CA = """
            [ca]
            default_ca = it
            [it]
            database = ./index
            default_md = sha256
            default_crl_days = 7
            """;

    private static Openssl openssl;
    private static Instant now;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        openssl = new Openssl(folder);
        Files.writeString(openssl.path("ca"), CA);
        openssl.selfSigned("root", "P-256", "authority");
        openssl.selfSigned("elsewhere", "P-256", "authority");
        openssl.issued("between", "P-256", "authority", "root");
        openssl.issued("leaf", "P-256", "signer", "between");
        openssl.issued("direct", "P-384", "signer", "root");
        openssl.issued("held", "P-256", "signer", "root");
        openssl.issued("lifted", "P-256", "signer", "root");
        openssl.issued("responder", "P-256", "responder", "root");
        openssl.run(
                "x509",
                "-req",
                "-in",
                "responder.csr",
                "-out",
                "stranger.pem",
                "-CA",
                "elsewhere.pem",
                "-CAkey",
                "elsewhere.key",
                "-set_serial",
                "7",
                "-extfile",
                "extensions",
                "-extensions",
                "responder");
        now = Instant.now().plus(Duration.ofHours(1));
    }

    @Test
    void aPathLeadsOverIntermediatesToARoot() throws Exception {
        assertThat(validate("direct", List.of(), trust(Revocation.OFF)))
                .isEqualTo(new CertificatePath.Good(List.of(certificate("direct")), certificate("root")));
        assertThat(validate("leaf", List.of("between"), trust(Revocation.OFF)))
                .isEqualTo(new CertificatePath.Good(
                        List.of(certificate("leaf"), certificate("between")), certificate("root")));
    }

    @Test
    void whatIsMissingBetweenOrIssuedElsewhereHasNoPath() throws Exception {
        assertThat(reason(validate("leaf", List.of(), trust(Revocation.OFF)))).isEqualTo(Reason.NO_PATH);
        assertThat(reason(validate("leaf", List.of("elsewhere"), trust(Revocation.OFF))))
                .isEqualTo(Reason.NO_PATH);
        assertThat(reason(CertificatePath.validate(
                        certificate("direct"), List.of(), roots("elsewhere", Revocation.OFF), now)))
                .isEqualTo(Reason.NO_PATH);
    }

    /// The same name as the root, but another key.
    @Test
    void aRootIsMoreThanItsName() throws Exception {
        openssl.key("twin", "P-256");
        openssl.run(
                "req",
                "-x509",
                "-new",
                "-key",
                "twin.key",
                "-out",
                "twin.pem",
                "-subj",
                "/C=TT/O=CERT/CN=root",
                "-config",
                "extensions",
                "-extensions",
                "authority");
        openssl.issued("misled", "P-256", "signer", "twin");
        assertThat(reason(validate("misled", List.of("twin"), trust(Revocation.OFF))))
                .isEqualTo(Reason.NO_PATH);
    }

    @ParameterizedTest
    @CsvSource({"plain", "nocertsign", "constrained"})
    void whoMayNotIssueIssuesNothing(String extensions) throws Exception {
        openssl.issued("via-" + extensions, "P-256", extensions, "root");
        openssl.issued("below-" + extensions, "P-256", "signer", "via-" + extensions);
        assertThat(reason(validate("below-" + extensions, List.of("via-" + extensions), trust(Revocation.OFF))))
                .isEqualTo(Reason.NO_PATH);
    }

    @Test
    void aPathIsNoLongerThanItsAuthoritiesAllow() throws Exception {
        openssl.issued("last", "P-256", "nopath", "root");
        openssl.issued("toomuch", "P-256", "authority", "last");
        openssl.issued("tooshort", "P-256", "signer", "last");
        openssl.issued("toolong", "P-256", "signer", "toomuch");
        assertThat(validate("tooshort", List.of("last"), trust(Revocation.OFF)))
                .isInstanceOf(CertificatePath.Good.class);
        assertThat(reason(validate("toolong", List.of("toomuch", "last"), trust(Revocation.OFF))))
                .isEqualTo(Reason.NO_PATH);
    }

    @Test
    void aPathIsNoLongerThanFive() throws Exception {
        List<String> between = new ArrayList<>();
        String above = "root";
        for (int i = 1; i <= 5; i++) {
            openssl.issued("step" + i, "P-256", "authority", above);
            above = "step" + i;
            between.add(above);
            openssl.issued("end" + i, "P-256", "signer", above);
        }
        assertThat(validate("end4", between, trust(Revocation.OFF))).isInstanceOf(CertificatePath.Good.class);
        assertThat(reason(validate("end5", between, trust(Revocation.OFF)))).isEqualTo(Reason.NO_PATH);
    }

    @ParameterizedTest
    @CsvSource({"P-256, sha1", "RSA-1024, sha256"})
    void whatIsTooWeakHasNoPath(String algorithm, String digest) throws Exception {
        openssl.issued("weak" + digest, algorithm, "signer", "root", "-" + digest);
        assertThat(reason(validate("weak" + digest, List.of(), trust(Revocation.OFF))))
                .isEqualTo(Reason.NO_PATH);
    }

    @Test
    void aCriticalExtensionThatNobodyKnowsEndsThePath() throws Exception {
        openssl.issued("odd", "P-256", "strange", "root");
        assertThat(reason(validate("odd", List.of(), trust(Revocation.OFF)))).isEqualTo(Reason.NO_PATH);
    }

    @Test
    void everyCertificateIsValidAtTheTime() throws Exception {
        CertificateTrust trust = trust(Revocation.OFF);
        assertThat(reason(CertificatePath.validate(
                        certificate("direct"), List.of(), trust, now.minus(Duration.ofDays(1)))))
                .isEqualTo(Reason.NO_PATH);
        openssl.issued("brief", "P-256", "signer", "root", "-days", "1");
        assertThat(reason(
                        CertificatePath.validate(certificate("brief"), List.of(), trust, now.plus(Duration.ofDays(2)))))
                .isEqualTo(Reason.CERTIFICATE_EXPIRED);
        assertThat(reason(CertificatePath.validate(
                        certificate("direct"), List.of(), trust, now.plus(Duration.ofDays(60)))))
                .isEqualTo(Reason.NO_PATH);
    }

    @Test
    void aCrlTellsWhatIsRevokedAndSinceWhen() throws Exception {
        X509CRL crl =
                crl("root", line("direct", "R", "200101000000Z"), line("held", "R", "200101000000Z,certificateHold"));
        CertificateTrust hard = trust(Revocation.HARD, List.of(crl), List.of());
        assertThat(reason(validate("direct", List.of(), hard))).isEqualTo(Reason.CERTIFICATE_REVOKED);
        assertThat(reason(validate("held", List.of(), hard))).isEqualTo(Reason.CERTIFICATE_REVOKED);
        assertThat(validate("lifted", List.of(), hard)).isInstanceOf(CertificatePath.Good.class);
        assertThat(validate("direct", List.of(), trust(Revocation.OFF, List.of(crl), List.of())))
                .isInstanceOf(CertificatePath.Good.class);
        // What was received before stays as it was judged then.
        assertThat(validate(
                        "direct",
                        List.of(),
                        trust(Revocation.HARD, List.of(crl("root", line("direct", "R", "400101000000Z"))), List.of())))
                .isInstanceOf(CertificatePath.Good.class);
    }

    @Test
    void withoutAWordSoftGoesOnAndHardStops() throws Exception {
        assertThat(validate("direct", List.of(), trust(Revocation.SOFT))).isInstanceOf(CertificatePath.Good.class);
        assertThat(reason(validate("direct", List.of(), trust(Revocation.HARD))))
                .isEqualTo(Reason.REVOCATION_UNKNOWN);
        // The list of one authority says nothing of what another issued.
        X509CRL rootCrl = crl("root");
        CertificateTrust hard = trust(Revocation.HARD, List.of(rootCrl), List.of());
        assertThat(reason(validate("leaf", List.of("between"), hard))).isEqualTo(Reason.REVOCATION_UNKNOWN);
        CertificateTrust both = trust(Revocation.HARD, List.of(rootCrl, crl("between")), List.of());
        assertThat(validate("leaf", List.of("between"), both)).isInstanceOf(CertificatePath.Good.class);
    }

    @Test
    void aRevokedAuthorityTakesWhatItIssuedWithIt() throws Exception {
        CertificateTrust soft =
                trust(Revocation.SOFT, List.of(crl("root", line("between", "R", "200101000000Z"))), List.of());
        assertThat(reason(validate("leaf", List.of("between"), soft))).isEqualTo(Reason.CERTIFICATE_REVOKED);
    }

    @Test
    void anOldCrlIsNoLongerAWordOnWhatIsGoodButOnWhatIsRevoked() throws Exception {
        X509CRL crl =
                crl("root", line("direct", "R", "200101000000Z"), line("held", "R", "200101000000Z,certificateHold"));
        CertificateTrust hard = trust(Revocation.HARD, List.of(crl), List.of());
        Instant later = now.plus(Duration.ofDays(10));
        assertThat(reason(at("lifted", hard, later))).isEqualTo(Reason.REVOCATION_UNKNOWN);
        assertThat(reason(at("direct", hard, later))).isEqualTo(Reason.CERTIFICATE_REVOKED);
        assertThat(reason(at("held", hard, later))).isEqualTo(Reason.REVOCATION_UNKNOWN);
        CertificateTrust patient = new CertificateTrust(
                hard.roots(), List.of(), hard.crls(), List.of(), Revocation.HARD, Duration.ofDays(5), false);
        assertThat(at("lifted", patient, later)).isInstanceOf(CertificatePath.Good.class);
    }

    /// Signed by another authority of the same name.
    @Test
    void aForgedCrlSaysNothing() throws Exception {
        openssl.key("forger", "P-256");
        openssl.run(
                "req",
                "-x509",
                "-new",
                "-key",
                "forger.key",
                "-out",
                "forger.pem",
                "-subj",
                "/C=TT/O=CERT/CN=root",
                "-config",
                "extensions",
                "-extensions",
                "authority");
        CertificateTrust hard =
                trust(Revocation.HARD, List.of(crl("forger", line("direct", "R", "200101000000Z"))), List.of());
        assertThat(reason(validate("direct", List.of(), hard))).isEqualTo(Reason.REVOCATION_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"root", "responder"})
    void anOcspAnswerOfTheIssuerOrItsDelegateCounts(String signer) throws Exception {
        List<byte[]> good = List.of(ocsp("direct", signer, line("direct", "V", "")));
        assertThat(validate("direct", List.of(), trust(Revocation.HARD, List.of(), good)))
                .isInstanceOf(CertificatePath.Good.class);
        List<byte[]> revoked = List.of(ocsp("direct", signer, line("direct", "R", "200101000000Z")));
        assertThat(reason(validate("direct", List.of(), trust(Revocation.SOFT, List.of(), revoked))))
                .isEqualTo(Reason.CERTIFICATE_REVOKED);
        List<byte[]> unknown = List.of(ocsp("direct", signer));
        assertThat(reason(validate("direct", List.of(), trust(Revocation.HARD, List.of(), unknown))))
                .isEqualTo(Reason.REVOCATION_UNKNOWN);
        // About another certificate.
        assertThat(reason(validate("held", List.of(), trust(Revocation.HARD, List.of(), good))))
                .isEqualTo(Reason.REVOCATION_UNKNOWN);
        // Too old.
        assertThat(reason(at("direct", trust(Revocation.HARD, List.of(), good), now.plus(Duration.ofDays(3)))))
                .isEqualTo(Reason.REVOCATION_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"stranger, responder", "direct, direct", "elsewhere, elsewhere"})
    void anOcspAnswerOfSomebodyElseSaysNothing(String certificate, String key) throws Exception {
        List<byte[]> answer = List.of(answer("direct", certificate, key, line("direct", "V", "")));
        assertThat(reason(validate("direct", List.of(), trust(Revocation.HARD, List.of(), answer))))
                .isEqualTo(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void anOcspAnswerThatWasChangedSaysNothing() throws Exception {
        byte[] answer = ocsp("direct", "root", line("direct", "V", ""));
        for (int at = 0; at < answer.length; at += 3) {
            byte[] changed = answer.clone();
            changed[at] ^= 1;
            CertificateTrust hard = trust(Revocation.HARD, List.of(), List.of(changed));
            if (validate("direct", List.of(), hard) instanceof CertificatePath.Good) {
                // Only certificates that came along and are not needed, or the status outside, are not signed.
                assertThat(OcspCheck.read(changed)).isNotNull();
            }
        }
    }

    private static CertificatePath.Verdict validate(String name, List<String> brought, CertificateTrust trust)
            throws Exception {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String one : brought) {
            certificates.add(certificate(one));
        }
        return CertificatePath.validate(certificate(name), certificates, trust, now);
    }

    private static CertificatePath.Verdict at(String name, CertificateTrust trust, Instant when) throws Exception {
        return CertificatePath.validate(certificate(name), List.of(), trust, when);
    }

    private static Reason reason(CertificatePath.Verdict verdict) {
        return ((CertificatePath.Bad) verdict).reason();
    }

    private static CertificateTrust trust(Revocation revocation) throws Exception {
        return roots("root", revocation);
    }

    private static CertificateTrust roots(String root, Revocation revocation) throws Exception {
        return new CertificateTrust(
                Set.of(certificate(root)), List.of(), List.of(), List.of(), revocation, Duration.ZERO, false);
    }

    private static CertificateTrust trust(Revocation revocation, List<X509CRL> crls, List<byte[]> answers)
            throws Exception {
        return new CertificateTrust(
                Set.of(certificate("root")), List.of(), crls, answers, revocation, Duration.ZERO, false);
    }

    private static X509Certificate certificate(String name) throws Exception {
        return Certificates.readOne(openssl.read(name + ".pem"));
    }

    /// A line of the authority's register, as `openssl ca` keeps it.
    private static String line(String name, String state, String revoked) throws Exception {
        String serial = certificate(name).getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT);
        String even = serial.length() % 2 == 0 ? serial : "0" + serial;
        return String.join("\t", state, "491231235959Z", revoked, even, "unknown", "/CN=" + name) + "\n";
    }

    private static void register(String... lines) throws IOException {
        Files.writeString(openssl.path("index"), String.join("", lines));
        Files.writeString(openssl.path("index.attr"), "unique_subject = no\n");
    }

    private static X509CRL crl(String authority, String... lines) throws Exception {
        register(lines);
        openssl.run(
                "ca",
                "-config",
                "ca",
                "-gencrl",
                "-cert",
                authority + ".pem",
                "-keyfile",
                authority + ".key",
                "-out",
                "crl");
        return (X509CRL)
                CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(openssl.read("crl")));
    }

    private static byte[] ocsp(String about, String signer, String... lines) throws Exception {
        return answer(about, signer, signer, lines);
    }

    private static byte[] answer(String about, String certificate, String key, String... lines) throws Exception {
        register(lines);
        openssl.run("ocsp", "-issuer", "root.pem", "-cert", about + ".pem", "-reqout", "request", "-no_nonce");
        openssl.run(
                "ocsp",
                "-index",
                "index",
                "-CA",
                "root.pem",
                "-rsigner",
                certificate + ".pem",
                "-rkey",
                key + ".key",
                "-reqin",
                "request",
                "-respout",
                "response",
                "-ndays",
                "1");
        return openssl.read("response");
    }
}
