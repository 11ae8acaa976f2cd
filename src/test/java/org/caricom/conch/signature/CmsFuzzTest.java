package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;

/// No bytes at all make opening, decrypting or proving a CMS message or a signed mail fail in any way but by saying so,
/// and what is accepted is what was signed once.
class CmsFuzzTest {
    private static final Path VECTORS = Path.of("tests/vectors/cms");
    private static final JsonNode SETTING = json("keys.json");
    private static final byte[] SIGNED = Base64.getDecoder()
            .decode(json("accept-p256.json").get("messageBase64").textValue());
    private static final byte[] MAIL =
            json("accept-multipart.json").get("message").textValue().getBytes(UTF_8);
    private static final String MAIL_TYPE =
            json("accept-multipart.json").get("mediaType").textValue();
    private static final List<EnrolledKey> KEYS = List.of(new EnrolledKey(
            "tt",
            new MemberCode("TT"),
            CertifiedKey.readBack(Base64.getDecoder()
                    .decode(SETTING.get("keys").get(0).get("certificate").textValue())),
            Instant.EPOCH,
            null,
            null));
    private static final Decryption HUB = new Decryption(
            List.of(OwnKey.generate(OwnKey.Kind.AGREEMENT, Instant.EPOCH.plusSeconds(86_400))), List.of());

    @FuzzTest(maxDuration = "2m")
    void openingIsTotal(FuzzedDataProvider data) {
        boolean mail = data.consumeBoolean();
        boolean whole = data.consumeBoolean();
        byte[] message = whole ? changed(data, mail ? MAIL : SIGNED) : data.consumeRemainingAsBytes();
        String type = mail ? MAIL_TYPE : whole ? Envelopes.CMS : Envelopes.PKCS7;
        switch (Envelopes.open(new Message(message, type, null), EnvelopeLimits.DEFAULT, HUB)) {
            case Unreadable(Unreadable.Fault _, String detail) ->
                assertThat(detail).isNotBlank();
            case UnsupportedType _ -> {}
            case Envelope envelope -> {
                if (Verifier.prove(envelope, KEYS) instanceof Proven proven) {
                    assertThat(new String(proven.payload(), UTF_8)).isEqualTo("{\"conch\":\"report\"}");
                }
            }
        }
    }

    /// A good message with some octets replaced, inserted or left out: random bytes alone seldom pass the first check.
    private static byte[] changed(FuzzedDataProvider data, byte[] good) {
        byte[] message = good;
        for (int i = data.consumeInt(0, 4); i > 0; i--) {
            int from = data.consumeInt(0, message.length);
            int out = data.consumeInt(0, Math.min(8, message.length - from));
            byte[] in = data.consumeBytes(8);
            byte[] next = new byte[message.length - out + in.length];
            System.arraycopy(message, 0, next, 0, from);
            System.arraycopy(in, 0, next, from, in.length);
            System.arraycopy(message, from + out, next, from + in.length, message.length - from - out);
            message = next;
        }
        return message;
    }

    private static JsonNode json(String file) {
        try {
            return Json.own(Files.readAllBytes(VECTORS.resolve(file)));
        } catch (IOException e) {
            throw new IllegalStateException("the vectors are in the repository", e);
        }
    }
}
