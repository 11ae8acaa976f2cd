package org.caricom.conch.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.caricom.conch.json.JsonException.Reason;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {
    @Test
    void membersKeepTheirOrderAndNumbersTheirDigits() throws Exception {
        String text = "{\"z\":12345678901234567890123,\"a\":[1.10,1E+2,-7,true,null,\"\\u00e9\"]}";

        JsonNode read = parse(text);

        assertThat(read.get("z").bigIntegerValue()).isEqualTo(new BigInteger("12345678901234567890123"));
        assertThat(read.get("a").get(0).decimalValue()).isEqualTo(new BigDecimal("1.10"));
        assertThat(Json.text(read)).isEqualTo(text.replace("\\u00e9", "é"));
    }

    /// A fuzzer found that a whole number written as a fraction was not equal to itself after writing and
    /// reading.
    @Test
    void aNumberIsTheSameHoweverItWasWritten() throws Exception {
        assertThat(parse("[1.5e1,15]").get(0)).isEqualTo(parse("15"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[01]",
                "[+1]",
                "[.5]",
                "[5.]",
                "[0x10]",
                "[1e]",
                "// comment\n1",
                "/* comment */ 1",
                "1 2",
                "{} x",
                "{}]",
                "[\"tab\there\"]",
                "[\"\\x41\"]",
                "tru",
                "\u00001"
            })
    void whatIsNoJsonIsRefusedAsSuch(String text) {
        assertThat(refusal(text).reason()).isEqualTo(Reason.SYNTAX);
    }

    @Test
    void aRefusalSaysWhereInTheDocumentAndInTheText() {
        JsonException refusal = refusal("{\"a\": [1,\n {\"b/c\": tru}]}");

        assertThat(refusal.pointer()).isEqualTo("/a/1/b~1c");
        assertThat(refusal).hasMessageContaining("line 2");
        assertThat(refusal.flaw().code()).isEqualTo("json-syntax");
    }

    @Test
    void aNameMayStandOnceInAnObject() {
        JsonException refusal = refusal("{\"a\":{\"b\":1,\"c\":2,\"b\":3}}");

        assertThat(refusal.reason()).isEqualTo(Reason.DUPLICATE_NAME);
        assertThat(refusal.pointer()).isEqualTo("/a/b");
    }

    @Test
    void anEscapeDoesNotHideThatANameStandsTwice() {
        assertThat(refusal("{\"type\":1,\"t\\u0079pe\":2}").reason()).isEqualTo(Reason.DUPLICATE_NAME);
    }

    @Test
    void theSameNameMayStandInTwoObjects() throws Exception {
        assertThat(parse("[{\"a\":1},{\"a\":1}]")).hasSize(2);
    }

    @Test
    void depthIsLimited() throws Exception {
        assertThat(parse("[".repeat(64) + "]".repeat(64))).hasSize(1);
        assertThat(refusal("[".repeat(65) + "]".repeat(65)).reason()).isEqualTo(Reason.LIMIT);
        assertThat(refusal("{\"a\":".repeat(1_000_000)).reason()).isEqualTo(Reason.LIMIT);
    }

    @Test
    void aFewCharactersCannotAskForGigabytes() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(refusal("[1e999999999]").reason()).isEqualTo(Reason.NUMBER_RANGE);
            assertThat(refusal("[1e-999999999]").reason()).isEqualTo(Reason.NUMBER_RANGE);
            assertThat(refusal("[0e999999999]").reason()).isEqualTo(Reason.NUMBER_RANGE);
            assertThat(refusal("[1e99999999999999999999]").reason()).isEqualTo(Reason.NUMBER_RANGE);
            assertThat(refusal("[1.0e309]").reason()).isEqualTo(Reason.NUMBER_RANGE);
            assertThat(refusal("[" + "9".repeat(65) + "]").reason()).isEqualTo(Reason.LIMIT);
            assertThat(refusal("[" + "9".repeat(4_000_000) + "]").reason()).isEqualTo(Reason.LIMIT);
        });
    }

    @Test
    void stringsAndNamesAndValuesAreCounted() throws Exception {
        var limits = new JsonLimits(3, 4, 4, 5);
        assertThat(Json.parse(utf8("[\"abcd\",1234,{\"a\":1}]"), limits)).hasSize(3);
        assertThat(refusal("\"abcde\"", limits).reason()).isEqualTo(Reason.LIMIT);
        assertThat(refusal("{\"abcde\":1}", limits).reason()).isEqualTo(Reason.LIMIT);
        assertThat(refusal("12345", limits).reason()).isEqualTo(Reason.LIMIT);
        assertThat(refusal("[0,0,0,0,0]", limits).pointer()).isEqualTo("/4");
        assertThat(refusal("[0,0,0,0,0]", limits).reason()).isEqualTo(Reason.LIMIT);
    }

    @Test
    void aByteOrderMarkIsRefused() {
        assertThat(refusal("\uFEFF{}").reason()).isEqualTo(Reason.ENCODING);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThat(refusal(new byte[] {'"', (byte) 0xFF, '"'})).isEqualTo(Reason.ENCODING);
        assertThat(refusal(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}))
                .as("an overlong slash")
                .isEqualTo(Reason.ENCODING);
        assertThat(refusal(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .as("an encoded surrogate")
                .isEqualTo(Reason.ENCODING);
        assertThat(refusal(new byte[] {'"', (byte) 0xE2, (byte) 0x82})).isEqualTo(Reason.ENCODING);
        assertThat(refusal("{}".getBytes(StandardCharsets.UTF_16BE)))
                .as("another encoding is not guessed at")
                .isEqualTo(Reason.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud800x\""})
    void halfASurrogatePairIsRefused(String text) {
        assertThat(refusal(text).reason()).isEqualTo(Reason.LONE_SURROGATE);
    }

    @Test
    void aNameIsNoPlaceForOneEither() {
        assertThat(refusal("{\"\\ud800\":1}").reason()).isIn(Reason.LONE_SURROGATE, Reason.SYNTAX);
    }

    @Test
    void aWholeSurrogatePairIsACharacter() throws Exception {
        assertThat(parse("\"\\ud83d\\udc1a\"").textValue()).isEqualTo("🐚");
    }

    @Test
    void pointersEscapeWhatTheyMust() throws Exception {
        String pointer = JsonPointers.append(JsonPointers.append("", "a/b~c"), 1);

        assertThat(pointer).isEqualTo("/a~1b~0c/1");
        assertThat(parse("{\"a/b~c\":[0,7]}").at(pointer).intValue()).isEqualTo(7);
    }

    private static JsonNode parse(String text) throws JsonException {
        return Json.parse(utf8(text), JsonLimits.DEFAULT);
    }

    private static JsonException refusal(String text) {
        return refusal(text, JsonLimits.DEFAULT);
    }

    private static JsonException refusal(String text, JsonLimits limits) {
        return catchThrowableOfType(JsonException.class, () -> Json.parse(utf8(text), limits));
    }

    private static Reason refusal(byte[] bytes) {
        return catchThrowableOfType(JsonException.class, () -> Json.parse(bytes, JsonLimits.DEFAULT))
                .reason();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
