package org.caricom.conch.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.DynamicTest;

/// A folder of messages, one fact each, with the step that must refuse it and why; its `keys.json` is what all of them
/// share.
record SignatureVectors(Path folder, JsonNode setting, List<EnrolledKey> keys) {
    static SignatureVectors in(String folder) throws IOException, ParseException {
        Path path = Path.of("tests/vectors", folder);
        JsonNode setting = Json.own(Files.readAllBytes(path.resolve("keys.json")));
        return new SignatureVectors(path, setting, keys(setting));
    }

    /// A test for each message.
    ///
    /// @param atLeast how many there must be, so that an empty folder proves nothing
    /// @param open    makes of a file what [Envelopes] makes of its message
    Stream<DynamicTest> each(int atLeast, Function<JsonNode, Opened> open) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> !file.endsWith("keys.json")).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(atLeast);
        return files.stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    JsonNode vector = Json.own(Files.readAllBytes(file));
                    assertThat(outcome(open.apply(vector), vector))
                            .as(vector.get("fact").textValue())
                            .isEqualTo(vector.get("step").textValue() + ": "
                                    + vector.get("reason").textValue());
                }));
    }

    private String outcome(Opened opened, JsonNode vector) {
        Instant now = Instant.parse(vector.path("now").asText(setting.get("now").textValue()));
        VerificationPolicy policy =
                VerificationPolicy.standard(setting.get("audience").textValue());
        return switch (opened) {
            case UnsupportedType _ -> "open: unsupported-type";
            case Unreadable(Unreadable.Fault fault, String _) -> "open: " + fault.word();
            case Envelope envelope ->
                switch (Verifier.prove(envelope, keys)) {
                    case Refused(Refused.Reason reason) -> "prove: " + reason.word();
                    case Proven proven ->
                        switch (Verifier.judge(proven, policy, now)) {
                            case Refused(Refused.Reason reason) -> "judge: " + reason.word();
                            case Verified verified -> "accept: " + verified.member();
                        };
                };
        };
    }

    private static List<EnrolledKey> keys(JsonNode setting) throws ParseException {
        List<EnrolledKey> keys = new ArrayList<>();
        for (JsonNode key : setting.get("keys")) {
            KeyMaterial material = key.has("certificate")
                    ? CertifiedKey.readBack(
                            Base64.getDecoder().decode(key.get("certificate").textValue()))
                    : new PlainKey(JWK.parse(Json.text(key.get("jwk"))));
            keys.add(new EnrolledKey(
                    key.path("kid").asText(key.path("jwk").path("kid").asText()),
                    new MemberCode(key.get("member").textValue()),
                    material,
                    Instant.parse(key.get("notBefore").textValue()),
                    timeOrNull(key.get("notAfter")),
                    timeOrNull(key.get("revokedAt"))));
        }
        return keys;
    }

    private static Instant timeOrNull(JsonNode time) {
        return time.isNull() ? null : Instant.parse(time.textValue());
    }
}
