package org.caricom.conch.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number out of a double's range has no canonical form");
        }
        ascii(value == 0 ? "0" : ecmaScript(value));
    }

    /// RFC 8785 §3.2.2.3: a number as ECMAScript's `Number::toString` (ECMA-262 §6.1.6.1.20) writes it.
    private static String ecmaScript(double value) {
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        // where the point stands, counted from before the first digit
        int point = digits.length() - shortest.scale();
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "");
        if (point > 21 || point <= -6) {
            text.append(digits, 0, 1);
            if (digits.length() > 1) {
                text.append('.').append(digits, 1, digits.length());
            }
            return text.append(point > 0 ? "e+" : "e").append(point - 1).toString();
        }
        if (point <= 0) {
            return text.append("0.").repeat('0', -point).append(digits).toString();
        }
        if (point >= digits.length()) {
            return text.append(digits).repeat('0', point - digits.length()).toString();
        }
        return text.append(digits, 0, point)
                .append('.')
                .append(digits, point, digits.length())
                .toString();
    }

    /// The decimal of fewest digits that is read as `value`, the nearest of those. The JDK gives it, except
    /// that it takes two digits where one would do.
    private static BigDecimal shortest(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            BigDecimal one = shortest.round(new MathContext(1, RoundingMode.HALF_EVEN));
            return one.doubleValue() == value ? one.stripTrailingZeros() : shortest;
        }
        return shortest;
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
