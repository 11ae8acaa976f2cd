package org.caricom.conch.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.signature.Openssl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A certificate's key proves itself with `openssl`, as the page and the command line say.
class KeyProofFormsTest {
    private static final Enroller OPERATOR = Enroller.operator("alice");

    @Test
    void aCertificatesKeyProvesItselfInCms(@TempDir Path folder) throws Exception {
        Openssl openssl = new Openssl(folder);
        openssl.selfSigned("tt", "P-256", "signer");
        openssl.selfSigned("other", "P-256", "signer");
        Clock clock = Clock.systemUTC();
        try (TestDatabase database = TestDatabase.create(KeyProofFormsTest.class);
                HeavyWork heavyWork = new HeavyWork(1)) {
            new Members(database.database(), clock, (_, _) -> {}).applyReference();
            KeyEnrolment enrolment =
                    new KeyEnrolment(database.database(), heavyWork, clock, (_, _) -> {}, "https://hub.example");
            KeyRequest request =
                    new KeyRequest(new MemberCode("TT"), openssl.read("tt.pem"), Instant.now(), null, null);
            String line = ((KeyChallenge.Issued) enrolment.challenge(request, OPERATOR)).text();
            assertThat(enrolment.enrol(List.of(proof(openssl, line, "other", "DER")), OPERATOR))
                    .isInstanceOf(Enrolment.Declined.class);
            assertThat(enrolment.enrol(List.of(proof(openssl, line + "x", "tt", "DER")), OPERATOR))
                    .isInstanceOf(Enrolment.Declined.class);
            Enrolment.Waiting waiting =
                    (Enrolment.Waiting) enrolment.enrol(List.of(proof(openssl, line, "tt", "PEM")), OPERATOR);
            assertThat(waiting.key().possession()).isEqualTo(Possession.PROVEN);
            assertThat(waiting.key().key().kid()).startsWith("x5t:");
        }
    }

    private static byte[] proof(Openssl openssl, String line, String signer, String form) throws Exception {
        return openssl.sign(
                (line + "\n").getBytes(US_ASCII),
                "cms",
                "-sign",
                "-binary",
                "-nodetach",
                "-outform",
                form,
                "-signer",
                signer + ".pem",
                "-inkey",
                signer + ".key");
    }
}
