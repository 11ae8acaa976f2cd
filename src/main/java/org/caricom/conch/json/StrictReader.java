package org.caricom.conch.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.caricom.conch.json.JsonException.Reason;

/// Reads one JSON text into a tree, refusing all that I-JSON (RFC 7493) leaves to chance.
///
/// The bytes are decoded before Jackson sees them: its own decoder takes overlong forms and encoded surrogates,
/// and guesses at UTF-16 and UTF-32. The limits are checked here too, and Jackson's are opened as far as the
/// document in hand, so that a refusal can say where and why.
final class StrictReader {
    /// Powers of ten beyond this are out of a double's reach either way, and an exact number of that size takes
    /// memory by its exponent: twelve characters could ask for gigabytes.
    private static final int LARGEST_SCALE = 400;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final JsonLimits limits;
    private int values;

    private StrictReader(JsonParser parser, JsonLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    static JsonNode read(byte[] utf8, JsonLimits limits) throws JsonException {
        CharBuffer text = decode(utf8);
        try (JsonParser parser = FACTORY.createParser(text.array(), text.arrayOffset(), text.length())) {
            return new StrictReader(parser, limits).document();
        } catch (StreamConstraintsException _) {
            throw new JsonException(Reason.LIMIT, "", "the document is too large to read");
        } catch (IOException e) {
            throw new AssertionError("characters in memory cannot fail to be read", e);
        }
    }

    private static CharBuffer decode(byte[] utf8) throws JsonException {
        if (utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF) {
            throw new JsonException(
                    Reason.ENCODING, "", "the text starts with a byte order mark, which JSON does not have");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException _) {
            throw new JsonException(Reason.ENCODING, "", "the text is not UTF-8");
        }
    }

    private JsonNode document() throws IOException, JsonException {
        JsonNode document = value(next(), 0);
        if (next() != JsonToken.NOT_AVAILABLE) {
            throw refuse(Reason.SYNTAX, "more text follows the document, at " + place());
        }
        return document;
    }

    /// The next token; `NOT_AVAILABLE` at the end of the text.
    private JsonToken next() throws IOException, JsonException {
        try {
            JsonToken token = parser.nextToken();
            return token == null ? JsonToken.NOT_AVAILABLE : token;
        } catch (StreamConstraintsException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw notWellFormed(e);
        }
    }

    /// The text of the current value, which the parser reads to its end only now.
    private String text() throws IOException, JsonException {
        try {
            return parser.getText();
        } catch (StreamConstraintsException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw notWellFormed(e);
        }
    }

    private JsonException notWellFormed(JsonProcessingException e) {
        String what = String.valueOf(e.getOriginalMessage());
        int more = what.indexOf(": ");
        what = more < 0 ? what : what.substring(0, more);
        what = what.substring(0, Math.min(what.length(), 80)).strip();
        return refuse(Reason.SYNTAX, "not well-formed JSON at " + place() + " (" + what + ")");
    }

    private JsonNode value(JsonToken token, int depth) throws IOException, JsonException {
        if (++values > limits.values()) {
            throw refuse(Reason.LIMIT, "the document holds more than " + limits.values() + " values");
        }
        return switch (token) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            case VALUE_STRING -> Json.NODES.textNode(string(text()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
            case VALUE_TRUE -> Json.NODES.booleanNode(true);
            case VALUE_FALSE -> Json.NODES.booleanNode(false);
            case VALUE_NULL -> Json.NODES.nullNode();
            case NOT_AVAILABLE -> throw refuse(Reason.SYNTAX, "the text is empty or ends too early");
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new AssertionError("no value starts with " + token);
        };
    }

    private ObjectNode object(int depth) throws IOException, JsonException {
        checkDepth(depth);
        ObjectNode object = Json.NODES.objectNode();
        while (next() == JsonToken.FIELD_NAME) {
            String name = string(parser.currentName());
            if (name.length() > limits.nameLength()) {
                // The pointer leads to the object: with the name in it, the answer would be as long as the name.
                throw new JsonException(
                        Reason.LIMIT,
                        parser.getParsingContext().getParent().pathAsPointer().toString(),
                        "a name is longer than " + limits.nameLength() + " characters");
            }
            if (object.has(name)) {
                throw refuse(Reason.DUPLICATE_NAME, "two members of one object have the same name");
            }
            object.set(name, value(next(), depth));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException, JsonException {
        checkDepth(depth);
        ArrayNode array = Json.NODES.arrayNode();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            array.add(value(token, depth));
        }
        return array;
    }

    private void checkDepth(int depth) throws JsonException {
        if (depth > limits.depth()) {
            throw refuse(Reason.LIMIT, "arrays and objects are more than " + limits.depth() + " deep");
        }
    }

    private String string(String text) throws JsonException {
        if (text.length() > limits.stringLength()) {
            throw refuse(Reason.LIMIT, "a string is longer than " + limits.stringLength() + " characters");
        }
        if (Surrogates.lone(text) >= 0) {
            throw refuse(Reason.LONE_SURROGATE, "a string holds half of a surrogate pair");
        }
        return text;
    }

    private JsonNode number(JsonToken token) throws IOException, JsonException {
        String text = text();
        if (text.length() > limits.numberLength()) {
            throw refuse(Reason.LIMIT, "a number is longer than " + limits.numberLength() + " characters");
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return integer(text);
        }
        BigDecimal exact;
        try {
            exact = new BigDecimal(text);
        } catch (NumberFormatException _) {
            throw refuse(Reason.NUMBER_RANGE, "a number's exponent is out of range");
        }
        if (Math.abs((long) exact.scale()) > LARGEST_SCALE || Double.isInfinite(exact.doubleValue())) {
            throw refuse(Reason.NUMBER_RANGE, "a number is out of range");
        }
        return exact.scale() == 0 ? integer(exact.toPlainString()) : Json.NODES.numberNode(exact);
    }

    private JsonNode integer(String text) throws JsonException {
        if (text.length() <= 18) {
            long value = Long.parseLong(text);
            return value == (int) value ? Json.NODES.numberNode((int) value) : Json.NODES.numberNode(value);
        }
        BigInteger value = new BigInteger(text);
        if (value.bitLength() < Long.SIZE) {
            return Json.NODES.numberNode(value.longValueExact());
        }
        if (Double.isInfinite(value.doubleValue())) {
            throw refuse(Reason.NUMBER_RANGE, "a number is out of range");
        }
        return Json.NODES.numberNode(value);
    }

    private JsonException refuse(Reason reason, String message) {
        return new JsonException(
                reason, parser.getParsingContext().pathAsPointer().toString(), message);
    }

    private String place() {
        var location = parser.currentLocation();
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
