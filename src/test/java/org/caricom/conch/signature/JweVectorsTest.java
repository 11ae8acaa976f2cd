package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs `tests/vectors/jwe`: one encrypted message each, the step that must refuse it and why.
class JweVectorsTest {
    @TestFactory
    Stream<DynamicTest> eachMessageIsRefusedByTheStepAndForTheReasonThatItsFileSays() throws Exception {
        SignatureVectors vectors = SignatureVectors.in("jwe");
        List<OwnKey> own = new ArrayList<>();
        for (JsonNode key : vectors.setting().get("hub")) {
            own.add(OwnKey.readBack(Json.text(key)));
        }
        Decryption hub = new Decryption(own);
        return vectors.each(
                80,
                vector -> Envelopes.open(
                        new Message(
                                vector.get("message").textValue().getBytes(UTF_8),
                                vector.get("mediaType").textValue(),
                                null),
                        EnvelopeLimits.DEFAULT,
                        hub));
    }
}
