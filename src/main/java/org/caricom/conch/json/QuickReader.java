package org.caricom.conch.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the JSON that nearly every document is, straight from its bytes, and leaves all else to
/// [StrictReader]: what breaks a rule or a limit, and what is merely rare. So there is one place that refuses
/// and says why, and this one only has to be right about what it takes. Both give the same tree.
final class QuickReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private static final int LARGEST_SCALE = 400;

    /// Names that were read lately, so that a name which stands in every object is one string with one hash
    /// code. Each has one place; what comes later takes it. Races are harmless, because strings never change.
    private static final String[] NAMES = new String[2048];

    private static final int LONGEST_NAME = 48;

    private final byte[] bytes;
    private final int end;
    private final JsonLimits limits;
    private int at;
    private int values;

    /// Said by methods that give up.
    private boolean given;

    private QuickReader(byte[] bytes, JsonLimits limits) {
        this.bytes = bytes;
        this.end = bytes.length;
        this.limits = limits;
    }

    /// The tree; null when the strict reader is to be asked.
    static @Nullable JsonNode read(byte[] utf8, JsonLimits limits) {
        var reader = new QuickReader(utf8, limits);
        JsonNode value = reader.value(0);
        return value == null || reader.given || reader.next() != -1 ? null : value;
    }

    private @Nullable JsonNode giveUp() {
        given = true;
        return null;
    }

    /// The next byte that is not blank, which is not taken yet; −1 at the end.
    private int next() {
        while (at < end) {
            byte b = bytes[at];
            if (b > ' ' || b < 0) {
                return b & 0xFF;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return -1;
    }

    private @Nullable JsonNode value(int depth) {
        if (++values > limits.values()) {
            return giveUp();
        }
        return switch (next()) {
            case '"' -> text();
            case '{' -> depth < limits.depth() ? object(depth + 1) : giveUp();
            case '[' -> depth < limits.depth() ? array(depth + 1) : giveUp();
            case 't' -> word("true") ? Json.NODES.booleanNode(true) : giveUp();
            case 'f' -> word("false") ? Json.NODES.booleanNode(false) : giveUp();
            case 'n' -> word("null") ? Json.NODES.nullNode() : giveUp();
            default -> number();
        };
    }

    private @Nullable JsonNode text() {
        String text = string();
        if (text == null) {
            return null;
        }
        return Json.NODES.textNode(text);
    }

    private boolean word(String word) {
        if (end - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    private @Nullable JsonNode object(int depth) {
        at++;
        ObjectNode object = Json.NODES.objectNode();
        int next = next();
        if (next == '}') {
            at++;
            return object;
        }
        while (next == '"') {
            String name = name();
            if (name == null || next() != ':') {
                return giveUp();
            }
            at++;
            JsonNode value = value(depth);
            if (value == null || object.replace(name, value) != null) {
                return giveUp();
            }
            next = next();
            at++;
            if (next == '}') {
                return object;
            }
            next = next == ',' ? next() : -1;
        }
        return giveUp();
    }

    private @Nullable JsonNode array(int depth) {
        at++;
        ArrayNode array = Json.NODES.arrayNode();
        if (next() == ']') {
            at++;
            return array;
        }
        while (true) {
            JsonNode value = value(depth);
            if (value == null) {
                return giveUp();
            }
            array.add(value);
            int next = next();
            at++;
            if (next == ']') {
                return array;
            }
            if (next != ',') {
                return giveUp();
            }
        }
    }

    private @Nullable String name() {
        int start = at + 1;
        int hash = 0;
        for (int i = start; i < end && i - start <= LONGEST_NAME; i++) {
            byte b = bytes[i];
            if (b == '"') {
                at = i + 1;
                boolean within = i - start <= limits.nameLength() && i - start <= limits.stringLength();
                return within ? known(start, i - start, hash) : unread();
            }
            if (b < ' ' || b == '\\') {
                break;
            }
            hash = 31 * hash + b;
        }
        String name = string();
        return name == null || name.length() > limits.nameLength() ? unread() : name;
    }

    @SuppressWarnings("AvoidObjectArrays")
    private String known(int start, int length, int hash) {
        int place = (hash ^ (hash >>> 15)) & (NAMES.length - 1);
        String name = NAMES[place];
        if (name != null && name.length() == length && name.hashCode() == hash && isAt(name, start)) {
            return name;
        }
        name = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        NAMES[place] = name;
        return name;
    }

    private boolean isAt(String name, int start) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != bytes[start + i]) {
                return false;
            }
        }
        return true;
    }

    /// The string at hand; null when it is for the strict reader.
    private @Nullable String string() {
        int start = at + 1;
        int i = plain(start);
        if (i < end && bytes[i] == '"') {
            at = i + 1;
            return within(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
        }
        boolean ascii = true;
        while (i < end && bytes[i] != '"') {
            if (bytes[i] == '\\') {
                return escaped(start);
            }
            if (bytes[i] >= 0 && bytes[i] < ' ') {
                return unread();
            }
            ascii &= bytes[i] >= 0;
            i++;
        }
        if (i >= end || ascii) {
            return unread();
        }
        at = i + 1;
        return decoded(new String(bytes, start, i - start, StandardCharsets.UTF_8));
    }

    /// What is no UTF-8 becomes this mark; the mark itself is rare.
    private @Nullable String decoded(String text) {
        return text.indexOf('\uFFFD') >= 0 ? unread() : within(text);
    }

    private @Nullable String unread() {
        given = true;
        return null;
    }

    private @Nullable String within(String text) {
        return text.length() > limits.stringLength() ? unread() : text;
    }

    /// The index of the first byte from `start` that is a quote, a backslash, a control character or beyond
    /// ASCII; eight bytes are looked at together. A borrow makes later bytes of the eight look special, never
    /// earlier ones.
    private int plain(int start) {
        int i = start;
        while (i <= end - Long.BYTES) {
            long eight = (long) LONGS.get(bytes, i);
            long quote = eight ^ (ONES * '"');
            long backslash = eight ^ (ONES * '\\');
            long special = (((quote - ONES) & ~quote)
                            | ((backslash - ONES) & ~backslash)
                            | ((eight - ONES * ' ') & ~eight)
                            | eight)
                    & HIGHS;
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /// A string with escapes.
    private @Nullable String escaped(int start) {
        var text = new StringBuilder();
        int i = start;
        int from = start;
        while (i < end && bytes[i] != '"') {
            if (bytes[i] >= 0 && bytes[i] < ' ') {
                return unread();
            }
            if (bytes[i] != '\\') {
                i++;
                continue;
            }
            text.append(new String(bytes, from, i - from, StandardCharsets.UTF_8));
            int unit = i + 1 < end ? escape(i + 1) : -1;
            if (unit < 0) {
                return unread();
            }
            text.append((char) unit);
            i += bytes[i + 1] == 'u' ? 6 : 2;
            from = i;
        }
        if (i >= end) {
            return unread();
        }
        text.append(new String(bytes, from, i - from, StandardCharsets.UTF_8));
        at = i + 1;
        String whole = text.toString();
        return Surrogates.lone(whole) >= 0 ? unread() : decoded(whole);
    }

    /// The unit that an escape stands for; −1 when it is none.
    private int escape(int i) {
        return switch (bytes[i]) {
            case '"', '\\', '/' -> bytes[i];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int unit = 0;
                for (int j = i + 1; j <= i + 4; j++) {
                    int digit = j < end && bytes[j] > 0 ? Character.digit(bytes[j], 16) : -1;
                    if (digit < 0) {
                        yield -1;
                    }
                    unit = unit << 4 | digit;
                }
                yield unit;
            }
            default -> -1;
        };
    }

    private @Nullable JsonNode number() {
        int start = at;
        int i = at;
        boolean negative = i < end && bytes[i] == '-';
        i += negative ? 1 : 0;
        int digits = i;
        long value = 0;
        while (i < end && isDigit(bytes[i])) {
            value = 10 * value + bytes[i++] - '0';
        }
        int length = i - digits;
        if (length == 0 || (length > 1 && bytes[digits] == '0')) {
            return giveUp();
        }
        boolean whole = i == end || (bytes[i] != '.' && bytes[i] != 'e' && bytes[i] != 'E');
        if (whole) {
            if (i - start > 18 || i - start > limits.numberLength()) {
                return giveUp();
            }
            at = i;
            value = negative ? -value : value;
            return value == (int) value ? Json.NODES.numberNode((int) value) : Json.NODES.numberNode(value);
        }
        return decimal(start, i);
    }

    /// A number with a fraction and no exponent.
    private @Nullable JsonNode decimal(int start, int point) {
        int i = point + 1;
        while (i < end && isDigit(bytes[i])) {
            i++;
        }
        boolean plain = bytes[point] == '.' && i > point + 1;
        if (!plain || i - start > limits.numberLength() || (i < end && (bytes[i] == 'e' || bytes[i] == 'E'))) {
            return giveUp();
        }
        var exact = new BigDecimal(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
        if (exact.scale() > LARGEST_SCALE || Double.isInfinite(exact.doubleValue())) {
            return giveUp();
        }
        at = i;
        return Json.NODES.numberNode(exact);
    }

    private static boolean isDigit(byte b) {
        return '0' <= b && b <= '9';
    }
}
