package org.caricom.conch.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalWriterTest {
    /// RFC 8785 §3.2.2 and §3.2.4.
    @Test
    void theExampleOfTheStandardComesOutAsItSays() throws Exception {
        String example = """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }""";

        assertThat(canonical(example))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /// RFC 8785 §3.2.3: by UTF-16 units, where a character beyond the basic plane stands before U+FB33.
    @Test
    void membersAreSortedByTheirUtf16Units() throws Exception {
        String example = """
                {"\\u20ac": 1, "\\r": 2, "\\ufb33": 3, "1": 4, "\\ud83d\\ude00": 5, "\\u0080": 6, "\\u00f6": 7}""";

        assertThat(canonical(example))
                .isEqualTo("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\uFB33\":3}");
    }

    /// RFC 8785 appendix B.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbersAreWrittenAsEcmaScriptDoes(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(text(Json.canonical(DoubleNode.valueOf(value)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "-0, 0",
        "-0.0, 0",
        "9007199254740993, 9007199254740992",
        "12345678901234567890, 12345678901234567000",
        "1e21, 1e+21",
        "1e-320, 1e-320",
        "1e-323, 1e-323",
        "1e-324, 0",
        "2e23, 2e+23",
        "2.2250738585072011e-308, 2.225073858507201e-308"
    })
    void aNumberIsTheDoubleNearestToIt(String written, String expected) throws Exception {
        assertThat(canonical(written)).isEqualTo(expected);
    }

    @Test
    void whatNoJsonTextCanSayIsRefused() {
        assertThatThrownBy(() -> Json.canonical(DoubleNode.valueOf(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.canonical(TextNode.valueOf("\ud800")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// What is written is read as the same double, in no more digits than the JDK takes; and another
    /// program writes the same, but for the smallest numbers (below the normal ones), of which it writes
    /// hundreds of zeros.
    @Test
    void everyDoubleComesBack() throws Exception {
        var random = new Random(8785);
        for (int i = 0; i < 20_000; i++) {
            long bits = random.nextLong();
            double value = Double.longBitsToDouble(i % 4 == 0 ? bits & 0x800F_FFFF_FFFF_FFFFL : bits);
            if (!Double.isFinite(value)) {
                continue;
            }
            String text = text(Json.canonical(DoubleNode.valueOf(value)));
            assertThat(Double.parseDouble(text)).as(text).isEqualTo(value == 0 ? 0.0 : value);
            assertThat(new BigDecimal(text).stripTrailingZeros().precision())
                    .as(text)
                    .isLessThanOrEqualTo(new BigDecimal(Double.toString(value)).precision());
            if (Math.abs(value) >= Double.MIN_NORMAL) {
                assertThat(text).isEqualTo(NumberToJSON.serializeNumber(value));
            }
        }
    }

    /// A second opinion.
    @Test
    void anotherWriterAgrees() throws Exception {
        var random = new Random(8785);
        for (int i = 0; i < 500; i++) {
            JsonNode value = randomObject(random, 4);

            byte[] canonical = Json.canonical(value);

            assertThat(text(canonical)).isEqualTo(new JsonCanonicalizer(Json.write(value)).getEncodedString());
            assertThat(Json.canonical(Json.parse(canonical, JsonLimits.DEFAULT)))
                    .as("the canonical form is its own")
                    .isEqualTo(canonical);
        }
    }

    private static JsonNode randomObject(Random random, int depth) {
        ObjectNode object = Json.object();
        for (int i = random.nextInt(5); i >= 0; i--) {
            object.set(randomText(random), randomValue(random, depth - 1));
        }
        return object;
    }

    private static JsonNode randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> TextNode.valueOf(randomText(random));
            case 1 -> Json.NODES.numberNode(random.nextInt());
            case 2 -> Json.NODES.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 3 -> Json.NODES.booleanNode(random.nextBoolean());
            case 4 -> Json.NODES.nullNode();
            case 5 -> randomObject(random, depth);
            default -> {
                ArrayNode array = Json.array();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(randomValue(random, depth - 1));
                }
                yield array;
            }
        };
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int character = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
            if (character < 0xD800 || character > 0xDFFF) {
                text.appendCodePoint(character);
            }
        }
        return text.toString();
    }

    private static String canonical(String text) throws JsonException {
        return text(Json.canonical(Json.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
