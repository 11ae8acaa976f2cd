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

/// Runs `tests/vectors/pgp`: one message or certificate each, the step that must refuse it and why.
class PgpVectorsTest {
    private static final Path FOLDER = Path.of("tests/vectors/pgp");

    @TestFactory
    Stream<DynamicTest> eachMessageIsRefusedByTheStepAndForTheReasonThatItsFileSays() throws Exception {
        JsonNode setting = Json.own(Files.readAllBytes(FOLDER.resolve("keys.json")));
        List<EnrolledKey> keys = new ArrayList<>();
        for (JsonNode key : setting.get("keys")) {
            keys.add(enrolled(key.get("member").textValue(), key.get("certificate")));
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.filter(file -> !file.endsWith("keys.json")).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(150);
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
        List<EnrolledKey> candidates = keys;
        if (vector.has("certificate")) {
            try {
                candidates = List.of(enrolled("TT", vector.get("certificate")));
            } catch (KeyRefused _) {
                return "enrol: refused";
            }
        }
        byte[] message = vector.has("message")
                ? vector.get("message").textValue().getBytes(UTF_8)
                : Base64.getDecoder().decode(vector.path("messageBase64").asText());
        String mediaType = vector.path("mediaType").asText();
        return switch (Envelopes.open(message, mediaType, EnvelopeLimits.DEFAULT)) {
            case UnsupportedType _ -> "open: unsupported-type";
            case Unreadable(Unreadable.Fault fault, String _) -> "open: " + fault.word();
            case Envelope envelope ->
                switch (Verifier.prove(envelope, candidates)) {
                    case Refused(Refused.Reason reason) -> "prove: " + reason.word();
                    case Proven proven ->
                        switch (Verifier.judge(proven, policy, now)) {
                            case Refused(Refused.Reason reason) -> "judge: " + reason.word();
                            case Verified verified -> "accept: " + verified.member();
                        };
                };
        };
    }

    private static EnrolledKey enrolled(String member, JsonNode certificate) throws KeyRefused {
        OpenPgpKey read = OpenPgpKey.read(certificate.textValue().getBytes(UTF_8));
        // What is stored says the same as what was handed in.
        OpenPgpKey key = OpenPgpKey.stored(read.document());
        return new EnrolledKey(key.thumbprint(), new MemberCode(member), key, Instant.EPOCH, null, null);
    }
}
