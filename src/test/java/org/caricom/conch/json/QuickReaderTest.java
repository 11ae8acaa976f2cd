package org.caricom.conch.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.caricom.conch.Corpora;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quick reader gives the tree that the strict one gives, or nothing.
class QuickReaderTest {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "\n",
            "\"a\"",
            "\"bcd\"",
            "\"",
            "\\",
            "\\u00e9",
            "\\ud83d",
            "\\ude00",
            "é",
            "\uFFFD",
            "🐚",
            "\u0001",
            "0",
            "-",
            "1",
            "12",
            ".",
            ".5",
            "e",
            "E+2",
            "true",
            "false",
            "null",
            "nul",
            "\"a\":1",
            "\"a\":{}",
            "\"\":[]",
            "12345678901234567890",
            "\"a long string of plain characters\"",
            "/");

    @Test
    void whatItTakesIsTheSame() throws Exception {
        var random = new Random(5);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "{\"a\":" : "");
            boolean closed = !text.isEmpty();
            for (int j = random.nextInt(8); j >= 0; j--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            taken += compare(text.append(closed ? "}" : "").toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(taken).isGreaterThan(5_000);
    }

    @Test
    void whatItTakesIsTheSameWhateverTheBytes() throws Exception {
        var random = new Random(6);
        byte[] sample = "{\"name\": \"plain text here\", \"n\": [1, -2.50, true, null], \"é\\n\": \"\\u00e9\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100_000; i++) {
            byte[] broken = sample.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            compare(broken);
        }
        assertThat(compare(sample)).isEqualTo(1);
    }

    @TestFactory
    Stream<DynamicTest> realDocumentsAreTakenWhole() {
        return Stream.of("stix21", "misp-stix", "misp-events", "cacao")
                .flatMap(folder -> Corpora.jsonFiles(folder).stream())
                .filter(file -> !file.getFileName().toString().startsWith("malicious_pypi_packages"))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> real(file)));
    }

    private static void real(Path file) throws Exception {
        assertThat(compare(Corpora.bytes(file))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\":1,\"a\":2}",
                "[1] 2",
                "\"\\ud800\"",
                "[1,]",
                "{\"a\":1,}",
                "01",
                "1.",
                "\u0000",
                "\"a",
                "[\"\t\"]",
                "tru",
                "nulll"
            })
    void whatIsWrongIsLeftToTheStrictReader(String text) {
        assertThat(QuickReader.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT))
                .isNull();
    }

    @Test
    void limitsAreLeftToTheStrictReader() {
        var small = new JsonLimits(2, 4, 3, 4);
        assertThat(read("[[1]]", small)).isNotNull();
        assertThat(read("[[[1]]]", small)).isNull();
        assertThat(read("\"abcd\"", small)).isNotNull();
        assertThat(read("\"abcde\"", small)).isNull();
        assertThat(read("{\"abcde\":1}", small)).isNull();
        var shortNames = new JsonLimits(2, 100, 3, 4, 60);
        assertThat(read("{\"" + "a".repeat(60) + "\":1}", shortNames)).isNotNull();
        assertThat(read("{\"" + "a".repeat(61) + "\":1}", shortNames)).isNull();
        assertThat(read("{\"" + "é".repeat(61) + "\":1}", shortNames)).isNull();
        assertThat(read("123", small)).isNotNull();
        assertThat(read("1234", small)).isNull();
        assertThat(read("12.5", small)).isNull();
        assertThat(read("[1,2,3]", small)).isNotNull();
        assertThat(read("[1,2,3,4]", small)).isNull();
    }

    private static JsonNode read(String text, JsonLimits limits) {
        return QuickReader.read(text.getBytes(StandardCharsets.UTF_8), limits);
    }

    /// 1 when it was taken.
    @Test
    void whatItTakesIsTheSameWhateverTheLimits() throws Exception {
        var random = new Random(7);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            var limits = new JsonLimits(
                    1 + random.nextInt(3),
                    1 + random.nextInt(4),
                    1 + random.nextInt(4),
                    1 + random.nextInt(5),
                    1 + random.nextInt(4));
            taken += compare(document(random, 3).getBytes(StandardCharsets.UTF_8), limits);
        }
        assertThat(taken).isGreaterThan(5_000);
    }

    private static String document(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> List.of("0", "-1", "12.5", "-0", "1e2", "123", "1.0").get(random.nextInt(7));
            case 1 -> string(random);
            case 2 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 3 -> "[" + document(random, depth - 1) + "," + document(random, depth - 1) + "]";
            default ->
                "{" + string(random) + ":" + document(random, depth - 1) + "," + string(random) + ": "
                        + document(random, depth - 1) + "}";
        };
    }

    private static String string(Random random) {
        var text = new StringBuilder("\"");
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(List.of("a", "b", "\\n", "\\u0061", "é", "🐚", "\\ud83d\\ude00")
                    .get(random.nextInt(7)));
        }
        return text.append('"').toString();
    }

    private static int compare(byte[] bytes) throws JsonException {
        return compare(bytes, JsonLimits.DEFAULT);
    }

    private static int compare(byte[] bytes, JsonLimits limits) throws JsonException {
        JsonNode quick = QuickReader.read(bytes, limits);
        if (quick != null) {
            assertThat(quick).isEqualTo(StrictReader.read(bytes, limits));
        }
        return quick == null ? 0 : 1;
    }
}
