package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// No bytes at all make decrypting fail in any way but by saying so.
@Tag("fuzz")
class JweFuzzTest {
    private static final OwnKey OWN = OwnKey.generate(OwnKey.Kind.AGREEMENT, Instant.parse("2026-11-22T12:00:00Z"));
    private static final Decryption HUB = new Decryption(List.of(OWN));
    private static final String HEADER =
            "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":%s,\"apu\":\"AA\"}".formatted(publicKey());

    @FuzzTest(maxDuration = "2m")
    void decryptingIsTotal(FuzzedDataProvider data) {
        boolean compact = data.consumeBoolean();
        String header = Base64Url.encode(data.consumeBoolean() ? HEADER.getBytes(UTF_8) : data.consumeBytes(300));
        String key = data.consumeBoolean() ? "" : Base64Url.encode(data.consumeBytes(60));
        String iv = Base64Url.encode(data.consumeBytes(16));
        String tag = Base64Url.encode(data.consumeBytes(32));
        String ciphertext = Base64Url.encode(data.consumeBytes(200));
        String more = data.consumeRemainingAsString();
        String message = compact
                ? String.join(".", header, key, iv, ciphertext, tag) + more
                : "{\"protected\":\"" + header + "\",\"encrypted_key\":\"" + key + "\",\"iv\":\"" + iv
                        + "\",\"ciphertext\":\"" + ciphertext + "\",\"tag\":\"" + tag + "\"" + more + "}";
        switch (Envelopes.open(
                new Message(message.getBytes(UTF_8), compact ? Envelopes.JOSE : Envelopes.JOSE_JSON, null),
                EnvelopeLimits.DEFAULT,
                HUB)) {
            case Unreadable(Unreadable.Fault _, String detail) ->
                assertThat(detail).isNotBlank();
            case UnsupportedType _ -> throw new AssertionError("both types are known");
            case Envelope envelope ->
                assertThat(Verifier.prove(envelope, List.of())).isInstanceOf(Refused.class);
        }
    }

    private static String publicKey() {
        var key = OWN.publicJwk().toECKey();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(key.getX(), key.getY());
    }
}
