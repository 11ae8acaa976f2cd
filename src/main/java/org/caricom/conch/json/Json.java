package org.caricom.conch.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/// JSON text to trees and back.
public final class Json {
    /// Makes nodes that keep every digit of a number.
    static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private static final JsonMapper WRITER =
            JsonMapper.builder().nodeFactory(NODES).build();

    /// Written once by us, so that only what a stack can hold limits it.
    private static final JsonLimits OWN = new JsonLimits(512, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private Json() {}

    /// Reads a document that others wrote, as strictly as I-JSON (RFC 7493) asks: one way to write each thing,
    /// so that no two readers can understand different documents.
    ///
    /// Integers and decimal fractions are kept exactly.
    ///
    /// @throws JsonException when the bytes are anything else than one JSON text within `limits`
    public static JsonNode parse(byte[] utf8, JsonLimits limits) throws JsonException {
        return read(utf8, limits);
    }

    private static JsonNode read(byte[] utf8, JsonLimits limits) throws JsonException {
        JsonNode usual = QuickReader.read(utf8, limits);
        return usual == null ? StrictReader.read(utf8, limits) : usual;
    }

    /// Reads JSON that Conch itself wrote: its own resources, or what it kept in the database.
    ///
    /// @throws IllegalStateException when it is not JSON, which means that something is broken
    public static JsonNode own(byte[] utf8) {
        try {
            return read(utf8, OWN);
        } catch (JsonException e) {
            throw new IllegalStateException("stored JSON cannot be read: " + e.reason(), e);
        }
    }

    /// Reads JSON that Conch itself wrote, as [#own(byte[])].
    public static JsonNode own(String text) {
        return own(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The canonical form of RFC 8785 (JCS), in UTF-8: equal values give equal bytes.
    ///
    /// A number that an IEEE 754 double does not hold is rounded to one, as the RFC says.
    ///
    /// @throws IllegalArgumentException for what has no canonical form: a lone surrogate, an infinite number
    public static byte[] canonical(JsonNode value) {
        return new CanonicalWriter().write(value);
    }

    /// The value as compact UTF-8 text, members in their own order and every digit kept.
    public static byte[] write(JsonNode value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value", e);
        }
    }

    /// The same text as [#write(JsonNode)] gives.
    public static String text(JsonNode value) {
        return new String(write(value), StandardCharsets.UTF_8);
    }

    /// A new, empty object.
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /// A new, empty array.
    public static ArrayNode array() {
        return NODES.arrayNode();
    }
}
