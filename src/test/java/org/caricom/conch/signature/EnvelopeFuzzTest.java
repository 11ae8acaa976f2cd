package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;

/// No bytes at all make opening or verifying fail in any way but by saying so, and none but a signature by the key is
/// ever accepted.
class EnvelopeFuzzTest {
    private static final JWK KEY = KeyPairs.generate(KeyAlgorithm.ES256);
    private static final List<EnrolledKey> KEYS = List.of(
            new EnrolledKey("k", new MemberCode("TT"), new PlainKey(KEY.toPublicJWK()), Instant.EPOCH, null, null));
    private static final VerificationPolicy POLICY = VerificationPolicy.standard("https://hub.example");

    @FuzzTest(maxDuration = "2m")
    void openingIsTotal(FuzzedDataProvider data) {
        String type = data.consumeBoolean() ? Envelopes.JOSE : Envelopes.JOSE_JSON;
        byte[] message = data.consumeBoolean()
                ? (Base64Url.encode(data.consumeBytes(300)) + "." + Base64Url.encode(data.consumeBytes(300)) + "."
                                + Base64Url.encode(data.consumeBytes(64)))
                        .getBytes(UTF_8)
                : data.consumeRemainingAsBytes();
        switch (Envelopes.open(message, type, EnvelopeLimits.DEFAULT)) {
            case Unreadable(Unreadable.Fault _, String detail) ->
                assertThat(detail).isNotBlank();
            case UnsupportedType _ -> throw new AssertionError("both types are known");
            case Envelope envelope ->
                assertThat(Verifier.verify(envelope, KEYS, POLICY, Instant.EPOCH))
                        .isInstanceOf(Refused.class);
        }
    }
}
