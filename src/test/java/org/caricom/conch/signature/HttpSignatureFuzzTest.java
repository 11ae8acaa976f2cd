package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.junit.jupiter.api.Tag;

/// No header fields at all make reading them fail in any way but by saying so, and none but a signature by the key is
/// ever accepted.
@Tag("fuzz")
class HttpSignatureFuzzTest {
    private static final JWK KEY = KeyPairs.generate(KeyAlgorithm.ES256);
    private static final List<EnrolledKey> KEYS = List.of(
            new EnrolledKey("k", new MemberCode("TT"), new PlainKey(KEY.toPublicJWK()), Instant.EPOCH, null, null));
    private static final VerificationPolicy POLICY = VerificationPolicy.standard("https://hub.example");
    private static final String COVERED =
            "sig1=(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\" \"@query-param\";name=\"a\")"
                    + ";created=1;keyid=\"k\";nonce=\"n\";tag=\"conch-report\"";

    @FuzzTest(maxDuration = "2m")
    void readingIsTotal(FuzzedDataProvider data) {
        String input = data.consumeBoolean() ? COVERED : data.consumeString(400);
        String digest = data.consumeBoolean()
                ? "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
                : data.consumeString(200);
        String query = data.consumeBoolean() ? "?a=b" : data.consumeString(60);
        Beside.Request request = new Beside.Request(
                "POST",
                "https://hub.example/api/v1/reports" + query,
                List.of(
                        new Beside.Field("content-type", "text/csv"),
                        new Beside.Field("content-digest", digest),
                        new Beside.Field("signature-input", input),
                        new Beside.Field("signature", data.consumeRemainingAsString())));
        switch (Envelopes.open(
                new Message(new byte[0], "text/csv", request), EnvelopeLimits.DEFAULT, Decryption.none())) {
            case Unreadable(Unreadable.Fault _, String detail) ->
                assertThat(detail).isNotBlank();
            case UnsupportedType _ -> throw new AssertionError("something stands beside it");
            case Envelope envelope -> {
                assertThat(envelope.payload()).isEmpty();
                assertThat(Verifier.verify(envelope, KEYS, POLICY, Instant.EPOCH))
                        .isInstanceOf(Refused.class);
            }
        }
    }

    /// What is written is read again as the same: there is one way to write it.
    @FuzzTest(maxDuration = "2m")
    void whatIsReadIsWrittenInOneWay(FuzzedDataProvider data) {
        try {
            for (StructuredFields.Member member :
                    StructuredFields.dictionary(data.consumeRemainingAsString()).values()) {
                if (member instanceof StructuredFields.InnerList list) {
                    String once = StructuredFields.write(list);
                    StructuredFields.Member again =
                            StructuredFields.dictionary("a=" + once).get("a");
                    assertThat(StructuredFields.write((StructuredFields.InnerList) again))
                            .isEqualTo(once);
                    assertThat(once.getBytes(UTF_8)).hasSize(once.length());
                }
            }
        } catch (Breach breach) {
            assertThat(breach.unreadable().fault()).isEqualTo(Unreadable.Fault.FIELD);
        }
    }
}
