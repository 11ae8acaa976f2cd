package org.caricom.conch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs `tests/vectors/cms`: one message each, the step that must refuse it and why.
class CmsVectorsTest {
    private static final Path FOLDER = Path.of("tests/vectors/cms");
    private static final byte[] REPORT = "{\"conch\":\"report\"}".getBytes(UTF_8);

    @TestFactory
    Stream<DynamicTest> eachMessageIsRefusedByTheStepAndForTheReasonThatItsFileSays() throws Exception {
        JsonNode setting = Json.own(Files.readAllBytes(FOLDER.resolve("keys.json")));
        List<EnrolledKey> keys = keys(setting);
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.filter(file -> !file.endsWith("keys.json")).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(100);
        return files.stream().map(file -> dynamicTest(file.getFileName().toString(), () -> run(file, setting, keys)));
    }

    private static void run(Path file, JsonNode setting, List<EnrolledKey> keys) throws IOException {
        JsonNode vector = Json.own(Files.readAllBytes(file));
        Instant now = Instant.parse(vector.path("now").asText(setting.get("now").textValue()));
        VerificationPolicy policy =
                VerificationPolicy.standard(setting.get("audience").textValue());
        assertThat(outcome(vector, keys, policy, now))
                .as(vector.get("fact").textValue())
                .isEqualTo(vector.get("step").textValue() + ": "
                        + vector.get("reason").textValue());
    }

    private static String outcome(JsonNode vector, List<EnrolledKey> keys, VerificationPolicy policy, Instant now) {
        byte[] message = vector.has("message")
                ? vector.get("message").textValue().getBytes(UTF_8)
                : Base64.getDecoder().decode(vector.get("messageBase64").textValue());
        String mediaType = vector.get("mediaType").textValue();
        return switch (Envelopes.open(message, mediaType, EnvelopeLimits.DEFAULT)) {
            case UnsupportedType _ -> "open: unsupported-type";
            case Unreadable(Unreadable.Fault fault, String _) -> "open: " + fault.word();
            case Envelope envelope ->
                switch (Verifier.prove(envelope, keys)) {
                    case Refused(Refused.Reason reason) -> "prove: " + reason.word();
                    case Proven proven ->
                        switch (Verifier.judge(proven, policy, now)) {
                            case Refused(Refused.Reason reason) -> "judge: " + reason.word();
                            case Verified verified -> {
                                assertThat(new String(verified.payload(), UTF_8))
                                        .endsWith(new String(REPORT, UTF_8));
                                yield "accept: " + verified.member();
                            }
                        };
                };
        };
    }

    private static List<EnrolledKey> keys(JsonNode setting) {
        List<EnrolledKey> keys = new ArrayList<>();
        for (JsonNode key : setting.get("keys")) {
            byte[] certificate =
                    Base64.getDecoder().decode(key.get("certificate").textValue());
            keys.add(new EnrolledKey(
                    key.get("kid").textValue(),
                    new MemberCode(key.get("member").textValue()),
                    CertifiedKey.readBack(certificate),
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
