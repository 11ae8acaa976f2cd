package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs `tests/vectors/jws`: one message each, the step that must refuse it and why.
class JwsVectorsTest {
    @TestFactory
    Stream<DynamicTest> eachMessageIsRefusedByTheStepAndForTheReasonThatItsFileSays() throws Exception {
        return SignatureVectors.in("jws").each(150, vector -> {
            byte[] message = vector.has("message")
                    ? vector.get("message").textValue().getBytes(UTF_8)
                    : HexFormat.of().parseHex(vector.get("messageHex").textValue());
            List<String> detached = new ArrayList<>();
            vector.path("detached").forEach(one -> detached.add(one.textValue()));
            return Envelopes.open(
                    new Message(
                            message,
                            vector.get("mediaType").textValue(),
                            vector.has("detached") ? new Beside.Detached(detached) : null),
                    EnvelopeLimits.DEFAULT,
                    Decryption.none());
        });
    }
}
