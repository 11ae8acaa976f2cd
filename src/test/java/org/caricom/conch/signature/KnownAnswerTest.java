package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.junit.jupiter.api.Test;

/// Answers that the standards themselves print.
class KnownAnswerTest {
    @Test
    void ed25519SignatureOfRfc8037AppendixA4Holds() throws Exception {
        JWK key = JWK.parse("""
                {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""");
        assertThat(key.computeThumbprint().toString()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        String input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        String value = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assertThat(SignatureMath.holds(KeyAlgorithm.EDDSA, key, input.getBytes(UTF_8), value))
                .isTrue();
        assertThat(SignatureMath.holds(KeyAlgorithm.EDDSA, key, (input + "x").getBytes(UTF_8), value))
                .isFalse();
    }

    @Test
    void everyAlgorithmVerifiesWhatItSigned() {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            JWK key = KeyPairs.generate(algorithm);
            JwsSigner signer = new JwsSigner(key);
            String message =
                    signer.compact(signer.header("conch-report+jws", null, null, null, null), new byte[] {1, 2});
            Envelope envelope =
                    (Envelope) Envelopes.open(message.getBytes(UTF_8), "application/jose", EnvelopeLimits.DEFAULT);
            EnrolledKey enrolled = new EnrolledKey(
                    key.getKeyID(), new MemberCode("TT"), new PlainKey(key.toPublicJWK()), Instant.EPOCH, null, null);
            Verification verification = Verifier.verify(
                    envelope,
                    List.of(enrolled),
                    VerificationPolicy.standard("https://hub.example"),
                    Instant.parse("2026-11-22T08:00:00Z"));
            assertThat(verification).as(algorithm.word()).isInstanceOfSatisfying(Verified.class, verified -> {
                assertThat(verified.member()).isEqualTo(new MemberCode("TT"));
                assertThat(verified.payload()).containsExactly(1, 2);
            });
        }
    }
}
