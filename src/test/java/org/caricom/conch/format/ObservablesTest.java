package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ObservablesTest {
    private static final List<ObservableType> TYPES = List.of(ObservableType.values());
    private static final Path VECTORS = Path.of("tests/vectors/observables");

    @TestFactory
    Stream<DynamicTest> vectorsHold() throws IOException {
        List<Path> files;
        try (Stream<Path> folder = Files.list(VECTORS)) {
            files = folder.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        return files.stream().flatMap(ObservablesTest::casesOf);
    }

    private static Stream<DynamicTest> casesOf(Path file) {
        JsonNode cases;
        try {
            cases = Json.own(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return cases.valueStream()
                .map(node -> DynamicTest.dynamicTest(
                        file.getFileName() + ": " + node.path("why").asText(), () -> holds(node)));
    }

    private static void holds(JsonNode node) {
        String text = node.path("parse").asText();
        ObservableType type = ObservableType.parse(node.path("type").asText());
        Observable got = type == null ? Observables.parse(text) : Observables.normalise(type, text);
        String shown = got == null ? null : got.type().word() + " " + got.value();
        assertThat(shown)
                .isEqualTo(node.get("gives").isNull() ? null : node.get("gives").asText());
        if (got != null) {
            assertThat(Observables.normalise(got.type(), got.value()))
                    .as("what comes out is in its one form")
                    .isEqualTo(got);
            if (type == null) {
                assertThat(Observables.parse(Observables.defang(got)))
                        .as("defanged, it is still the same value")
                        .isEqualTo(got);
            }
        }
    }

    @Test
    void normalisingTwiceIsNormalisingOnce() {
        Random random = new Random(20260301);
        int normalised = 0;
        for (int i = 0; i < 40_000; i++) {
            String text = RandomValues.any(random);
            ObservableType type = TYPES.get(random.nextInt(TYPES.size()));
            Observable once = random.nextBoolean() ? Observables.normalise(type, text) : Observables.parse(text);
            if (once != null) {
                normalised++;
                assertThat(Observables.normalise(once.type(), once.value()))
                        .as("from %s", text)
                        .isEqualTo(once);
            }
        }
        assertThat(normalised).isGreaterThan(4_000);
    }

    @Test
    void defangingLosesNothing() {
        Random random = new Random(20260302);
        for (int i = 0; i < 20_000; i++) {
            Observable value = Observables.parse(RandomValues.network(random));
            if (value != null) {
                String shown = Observables.defang(value);
                assertThat(Observables.parse(shown)).as(shown).isEqualTo(value);
                assertThat(shown).doesNotContain("http://").doesNotContain("https://");
            }
        }
    }
}
