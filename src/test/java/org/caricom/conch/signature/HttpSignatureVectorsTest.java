package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.StructuredFields.InnerList;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs `tests/vectors/http-signature`: one request each, the step that must refuse it and why; and the examples of the
/// standards themselves.
class HttpSignatureVectorsTest {
    @TestFactory
    Stream<DynamicTest> eachRequestIsRefusedByTheStepAndForTheReasonThatItsFileSays() throws Exception {
        return SignatureVectors.in("http-signature")
                .each(
                        100,
                        vector -> Envelopes.open(
                                new Message(
                                        vector.get("body").textValue().getBytes(UTF_8),
                                        vector.get("contentType").textValue(),
                                        request(vector)),
                                EnvelopeLimits.DEFAULT,
                                Decryption.none()));
    }

    /// They cover less than a report must, so only what they cover and whether they hold is asked.
    @TestFactory
    Stream<DynamicTest> theExamplesOfRfc9421AppendixB() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of("tests/vectors/http-signature-rfc"))) {
            files = all.sorted().toList();
        }
        assertThat(files).hasSize(10);
        return files.stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    JsonNode vector = Json.own(Files.readAllBytes(file));
                    InnerList covered = (InnerList) StructuredFields.dictionary(
                                    vector.get("signatureInput").textValue())
                            .values()
                            .iterator()
                            .next();
                    String base = new SignatureBase(request(vector)).of(covered);
                    if (!vector.get("base").isNull()) {
                        List<String> lines = new ArrayList<>();
                        vector.get("base").forEach(line -> lines.add(line.textValue()));
                        assertThat(base).isEqualTo(String.join("\n", lines));
                    }
                    JWK key = JWK.parse(Json.text(vector.get("key")));
                    String value = Base64Url.encode(
                            Base64.getDecoder().decode(vector.get("signature").textValue()));
                    boolean holds = KeyAlgorithm.of(key) == KeyAlgorithm.PS256
                            ? SignatureMath.pssSha512(key, base.getBytes(UTF_8), value)
                            : SignatureMath.holds(KeyAlgorithm.EDDSA, key, base.getBytes(UTF_8), value);
                    assertThat(holds).isEqualTo(vector.get("holds").booleanValue());
                }));
    }

    @Test
    void theDigestsThatRfc9530Prints() throws Exception {
        byte[] body = "{\"hello\": \"world\"}\n".getBytes(UTF_8);

        assertThat(ContentDigest.fits("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", body))
                .isTrue();
        assertThat(ContentDigest.fits(
                        "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:",
                        body))
                .isTrue();
        assertThat(ContentDigest.fits("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", new byte[0]))
                .isFalse();
        assertThat(ContentDigest.fits("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", new byte[0]))
                .isTrue();
    }

    private static Beside.Request request(JsonNode vector) {
        List<Beside.Field> fields = new ArrayList<>();
        for (JsonNode field : vector.get("fields")) {
            fields.add(new Beside.Field(
                    field.get(0).textValue(), field.get(1).textValue().strip()));
        }
        return new Beside.Request(
                vector.get("method").textValue(), vector.get("targetUri").textValue(), fields);
    }
}
