package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs `tests/vectors/payloads`: hostile documents, one trick each, and what stops it. Its README tells the form.
class PayloadVectorsTest {
    @TestFactory
    Stream<DynamicTest> everyTrickIsStoppedWhereItShouldBe() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("tests/vectors/payloads"))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(), () -> run(Json.own(Files.readAllBytes(file)))));
        }
    }

    private static void run(JsonNode vector) throws IOException {
        String why = vector.path("why").asText();
        Reading reading =
                Formats.read(payload(vector), vector.path("contentType").textValue(), Readings.ORIGIN);
        switch (vector.path("step").asText()) {
            case "refuse" -> {
                assertThat(reading).as(why).isInstanceOf(Reading.Unusable.class);
                assertThat(((Reading.Unusable) reading).flaws())
                        .as(why)
                        .extracting(Flaw::code, Flaw::pointer)
                        .contains(org.assertj.core.groups.Tuple.tuple(
                                vector.path("flaw").asText(), vector.path("at").asText()));
                assertThat(vector.path("problem").asText()).isEqualTo("quarantined");
            }
            case "ambiguous" -> {
                assertThat(reading).as(why).isInstanceOf(Reading.Ambiguous.class);
                assertThat(vector.path("problem").asText()).isEqualTo("quarantined");
            }
            case "flag" -> {
                assertThat(reading).as(() -> why + ": " + reading).isInstanceOf(Reading.Content.class);
                Reading.Content content = (Reading.Content) reading;
                assertThat(content.setAside())
                        .as(why)
                        .extracting(Flaw::code, Flaw::pointer)
                        .contains(org.assertj.core.groups.Tuple.tuple(
                                vector.path("flaw").asText(), vector.path("at").asText()));
                checkAbsent(vector, content);
            }
            case "harmless" -> {
                assertThat(reading).as(() -> why + ": " + reading).isInstanceOf(Reading.Content.class);
                checkAbsent(vector, (Reading.Content) reading);
            }
            default -> throw new AssertionError("no such step: " + vector.path("step"));
        }
    }

    /// What must not come of it: a text that may stand nowhere in the report as STIX.
    private static void checkAbsent(JsonNode vector, Reading.Content content) {
        String bundle = content.report().bundle().objects().toString();
        for (JsonNode text : vector.path("absent")) {
            assertThat(content.report().bundle().objects())
                    .as(vector.path("why").asText())
                    .noneMatch(object -> Json.text(object.json()).contains(text.asText()));
            assertThat(bundle).doesNotContain(text.asText());
        }
    }

    /// `payload` as text, `base64` as bytes, or `pieces`, each a text or a text with how often it stands.
    private static byte[] payload(JsonNode vector) throws IOException {
        if (vector.has("payload")) {
            return vector.path("payload").asText().getBytes(StandardCharsets.UTF_8);
        }
        if (vector.has("base64")) {
            return Base64.getDecoder().decode(vector.path("base64").asText());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonNode piece : vector.path("pieces")) {
            String text =
                    piece.isTextual() ? piece.asText() : piece.path("text").asText();
            int times = piece.isTextual() ? 1 : piece.path("times").asInt();
            bytes.write(text.repeat(times).getBytes(StandardCharsets.UTF_8));
        }
        List<JsonNode> pieces = vector.path("pieces").valueStream().toList();
        assertThat(pieces).as("a vector has a payload").isNotEmpty();
        return bytes.toByteArray();
    }
}
