package org.caricom.conch.signature;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.signature.Unreadable.Fault;

/// Reads dictionaries of RFC 9651, as far as signatures and digests need them: items and inner lists of strings,
/// tokens,
/// integers, byte sequences and booleans. Stricter than the RFC in one thing: a key that stands twice is not
/// overwritten but refused, since two readers might keep different ones.
final class StructuredFields {
    private static final int MEMBERS = 64;
    private static final int DIGITS = 15;
    /// What [#peek()] gives behind the text; it is no part of any value.
    private static final char END = '\0';

    private final String text;
    private int at;

    private StructuredFields(String text) {
        this.text = text;
    }

    /// What a dictionary holds under a key.
    sealed interface Member {
        /// By their keys, in their order.
        Map<String, Object> parameters();
    }

    /// @param value a `String`, [Token], `Long`, [Octets] or `Boolean`; so are values of parameters
    record Item(Object value, Map<String, Object> parameters) implements Member {}

    record InnerList(List<Item> items, Map<String, Object> parameters) implements Member {}

    record Token(String text) {}

    /// A byte sequence.
    static final class Octets {
        private final byte[] bytes;

        Octets(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /// RFC 9651 §4.2.2. An empty text is an empty dictionary.
    static Map<String, Member> dictionary(String text) throws Breach {
        return new StructuredFields(text).dictionary();
    }

    /// RFC 9651 §4.1.1.1, the one way to write it.
    static String write(InnerList list) {
        StringBuilder out = new StringBuilder("(");
        for (Item item : list.items()) {
            if (out.length() > 1) {
                out.append(' ');
            }
            out.append(write(item));
        }
        out.append(')');
        write(list.parameters(), out);
        return out.toString();
    }

    static String write(Item item) {
        StringBuilder out = new StringBuilder();
        writeBare(item.value(), out);
        write(item.parameters(), out);
        return out.toString();
    }

    private static void write(Map<String, Object> parameters, StringBuilder out) {
        parameters.forEach((key, value) -> {
            out.append(';').append(key);
            if (!Boolean.TRUE.equals(value)) {
                out.append('=');
                writeBare(value, out);
            }
        });
    }

    private static void writeBare(Object value, StringBuilder out) {
        switch (value) {
            case String string ->
                out.append('"')
                        .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            case Token(String token) -> out.append(token);
            case Boolean truth -> out.append(truth ? "?1" : "?0");
            case Octets octets ->
                out.append(':')
                        .append(Base64.getEncoder().encodeToString(octets.bytes()))
                        .append(':');
            default -> out.append(value);
        }
    }

    private Map<String, Member> dictionary() throws Breach {
        Map<String, Member> members = new LinkedHashMap<>();
        skip(" ");
        while (at < text.length()) {
            String key = key();
            Member member;
            if (take('=')) {
                member = peek() == '(' ? innerList() : item();
            } else {
                member = new Item(true, parameters());
            }
            if (members.putIfAbsent(key, member) != null || members.size() > MEMBERS) {
                throw broken("a key stands twice, or there are too many");
            }
            skip(" \t");
            if (at == text.length()) {
                break;
            }
            if (!take(',')) {
                throw broken("there is no comma between two members");
            }
            skip(" \t");
            if (at == text.length()) {
                throw broken("nothing follows a comma");
            }
        }
        return members;
    }

    private InnerList innerList() throws Breach {
        at++;
        List<Item> items = new ArrayList<>();
        while (true) {
            skip(" ");
            if (take(')')) {
                return new InnerList(List.copyOf(items), parameters());
            }
            if (items.size() == MEMBERS) {
                throw broken("a list is too long");
            }
            items.add(item());
            if (peek() != ' ' && peek() != ')') {
                throw broken("there is no space between two items");
            }
        }
    }

    private Item item() throws Breach {
        return new Item(bare(), parameters());
    }

    private Map<String, Object> parameters() throws Breach {
        Map<String, Object> parameters = new LinkedHashMap<>();
        while (take(';')) {
            skip(" ");
            String key = key();
            Object value = take('=') ? bare() : true;
            if (parameters.putIfAbsent(key, value) != null || parameters.size() > MEMBERS) {
                throw broken("a parameter stands twice, or there are too many");
            }
        }
        return parameters;
    }

    private String key() throws Breach {
        int from = at;
        while (isLower(peek()) || peek() == '*' || (at > from && (isDigit(peek()) || "_-.".indexOf(peek()) >= 0))) {
            at++;
        }
        if (at == from) {
            throw broken("a key is missing");
        }
        return text.substring(from, at);
    }

    private Object bare() throws Breach {
        char first = peek();
        if (first == '"') {
            return string();
        }
        if (first == ':') {
            return octets();
        }
        if (first == '?') {
            at++;
            if (take('1')) {
                return true;
            }
            if (take('0')) {
                return false;
            }
            throw broken("a boolean is ?0 or ?1");
        }
        if (first == '-' || isDigit(first)) {
            return integer();
        }
        if (first == '*' || isLetter(first)) {
            int from = at;
            while (isLetter(peek()) || isDigit(peek()) || "!#$%&'*+-.^_`|~:/".indexOf(peek()) >= 0) {
                at++;
            }
            return new Token(text.substring(from, at));
        }
        throw broken("a value is missing, or of a kind that is not used here");
    }

    private String string() throws Breach {
        at++;
        StringBuilder value = new StringBuilder();
        while (true) {
            char next = peek();
            at++;
            if (next == '"') {
                return value.toString();
            }
            if (next == '\\') {
                next = peek();
                at++;
                if (next != '"' && next != '\\') {
                    throw broken("only a quote or a backslash is escaped");
                }
            } else if (next < ' ' || next > '~') {
                throw broken("a string does not end, or holds what does not print");
            }
            value.append(next);
        }
    }

    /// Base64 in the one way to write it: padded, and without spare bits.
    private Octets octets() throws Breach {
        int end = text.indexOf(':', at + 1);
        if (end < 0) {
            throw broken("a byte sequence does not end");
        }
        String encoded = text.substring(at + 1, end);
        at = end + 1;
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            if (Base64.getEncoder().encodeToString(bytes).equals(encoded)) {
                return new Octets(bytes);
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw broken("a byte sequence is not base64");
    }

    private Long integer() throws Breach {
        int from = at;
        take('-');
        int digits = at;
        while (isDigit(peek())) {
            at++;
        }
        if (at == digits || at - digits > DIGITS || peek() == '.') {
            throw broken("a number is not a whole one of at most 15 digits");
        }
        return Long.valueOf(text.substring(from, at));
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void skip(String any) {
        while (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isLower(char letter) {
        return letter >= 'a' && letter <= 'z';
    }

    private static boolean isLetter(char letter) {
        return isLower(letter) || (letter >= 'A' && letter <= 'Z');
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static Breach broken(String what) {
        return new Breach(Fault.FIELD, "a header field is not a dictionary of RFC 9651: " + what);
    }
}
