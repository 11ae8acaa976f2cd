package org.caricom.conch.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;

/// Writes one value in the form of RFC 8785.
final class CanonicalWriter {
    /// Integers up to here are written by a double as by a long, RFC 8785 §3.2.2.3.
    private static final long LARGEST_EXACT = 1L << 53;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[512];
    private int length;

    byte[] write(JsonNode value) {
        put(value);
        return Arrays.copyOf(bytes, length);
    }

    private void put(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING -> string(value.textValue());
            case NUMBER -> number(value);
            case BOOLEAN -> ascii(value.booleanValue() ? "true" : "false");
            case NULL -> ascii("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON value: " + value.getNodeType());
        }
    }

    /// RFC 8785 §3.2.3: members by the UTF-16 units of their names, which is how Java compares strings.
    private void object(JsonNode object) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        members.sort(Map.Entry.comparingByKey());
        put('{');
        boolean more = false;
        for (Map.Entry<String, JsonNode> member : members) {
            if (more) {
                put(',');
            }
            string(member.getKey());
            put(':');
            put(member.getValue());
            more = true;
        }
        put('}');
    }

    private void array(JsonNode array) {
        put('[');
        boolean more = false;
        for (JsonNode element : array) {
            if (more) {
                put(',');
            }
            put(element);
            more = true;
        }
        put(']');
    }

    private void number(JsonNode number) {
        if (number.isIntegralNumber() && number.canConvertToLong()) {
            long value = number.longValue();
            if (-LARGEST_EXACT <= value && value <= LARGEST_EXACT) {
                ascii(Long.toString(value));
                return;
            }
        }
        try {
            ascii(NumberToJSON.serializeNumber(number.doubleValue()));
        } catch (IOException e) {
            throw new IllegalArgumentException("a number out of a double's range has no canonical form", e);
        }
    }

    /// RFC 8785 §3.2.2.2: only what must be escaped is. Most strings need nothing but copying.
    private void string(String text) {
        reserve(text.length() + 2);
        bytes[length++] = '"';
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            bytes[length++] = (byte) text.charAt(plain++);
        }
        for (int i = plain; i < text.length(); i++) {
            i = character(text, i);
        }
        put('"');
    }

    private static boolean isPlain(char unit) {
        return unit >= 0x20 && unit < 0x80 && unit != '"' && unit != '\\';
    }

    /// Writes the character at `index`; returns the index of its last unit.
    private int character(String text, int index) {
        char unit = text.charAt(index);
        switch (unit) {
            case '"' -> escape('"');
            case '\\' -> escape('\\');
            case '\b' -> escape('b');
            case '\t' -> escape('t');
            case '\n' -> escape('n');
            case '\f' -> escape('f');
            case '\r' -> escape('r');
            default -> {
                if (unit >= 0x80) {
                    return beyondAscii(text, index);
                } else if (unit < 0x20) {
                    ascii("\\u00");
                    bytes(HEX[unit >> 4], HEX[unit & 0xF]);
                } else {
                    put(unit);
                }
            }
        }
        return index;
    }

    /// Writes the character at `index` in UTF-8; returns the index of its last unit.
    private int beyondAscii(String text, int index) {
        int character = text.codePointAt(index);
        if (character < 0x800) {
            bytes((byte) (0xC0 | (character >> 6)), continuation(character));
            return index;
        }
        if (Character.isBmpCodePoint(character)) {
            if (Character.isSurrogate((char) character)) {
                throw new IllegalArgumentException("a lone surrogate has no canonical form");
            }
            bytes((byte) (0xE0 | (character >> 12)), continuation(character >> 6), continuation(character));
            return index;
        }
        bytes(
                (byte) (0xF0 | (character >> 18)),
                continuation(character >> 12),
                continuation(character >> 6),
                continuation(character));
        return index + 1;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private void escape(char letter) {
        put('\\');
        put(letter);
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(char ascii) {
        if (length == bytes.length) {
            reserve(1);
        }
        bytes[length++] = (byte) ascii;
    }

    private void bytes(byte... some) {
        reserve(some.length);
        System.arraycopy(some, 0, bytes, length, some.length);
        length += some.length;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
