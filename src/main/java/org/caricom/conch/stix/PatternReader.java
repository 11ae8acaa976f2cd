package org.caricom.conch.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.caricom.conch.stix.PatternText.Atom;
import org.jspecify.annotations.Nullable;

/// Reads alternatives of equality by recursive descent over the grammar of STIX 2.1 §9; the rest of the grammar
/// makes it
/// give up. Length and nesting are bounded, because patterns come from anybody.
final class PatternReader {
    private static final int LONGEST = 100_000;
    private static final int DEEPEST = 50;

    private static final Pattern OBJECT_TYPE = Pattern.compile("[a-z][a-z0-9-]{1,248}[a-z0-9]");

    private static final String REFERRED_TYPE = "_ref.type";

    private final String text;
    private int at;
    private int depth;
    private final List<Atom> atoms = new ArrayList<>();

    PatternReader(String text) {
        this.text = text;
    }

    @Nullable List<Atom> atoms() {
        if (text.length() > LONGEST || !observations()) {
            return null;
        }
        space();
        return at == text.length() ? List.copyOf(atoms) : null;
    }

    @Nullable String wholePath() {
        String path = text.length() > LONGEST ? null : path();
        return at == text.length() ? path : null;
    }

    /// observation (OR observation)*
    private boolean observations() {
        do {
            if (!observation()) {
                return false;
            }
        } while (keyword("OR"));
        return true;
    }

    /// `[` comparisons `]`, or observations in parentheses.
    private boolean observation() {
        if (symbol("(")) {
            if (++depth > DEEPEST || !observations() || !symbol(")")) {
                return false;
            }
            depth--;
            return true;
        }
        return symbol("[") && comparisons() && symbol("]");
    }

    /// comparison (OR comparison)*
    private boolean comparisons() {
        do {
            if (!comparison()) {
                return false;
            }
        } while (keyword("OR"));
        return true;
    }

    /// path `=` constant, path IN `(` constants `)`, or comparisons in parentheses.
    private boolean comparison() {
        if (symbol("(")) {
            if (++depth > DEEPEST || !comparisons() || !symbol(")")) {
                return false;
            }
            depth--;
            return true;
        }
        space();
        String path = path();
        if (path == null) {
            return false;
        }
        if (path.endsWith(REFERRED_TYPE)) {
            return reference(path.substring(0, path.length() - REFERRED_TYPE.length()));
        }
        if (keyword("IN")) {
            return symbol("(") && constants(path) && symbol(")");
        }
        return (symbol("==") || symbol("=")) && constant(path);
    }

    /// reference`.type` `=` type AND reference`.value` `=` constant, the only conjunction that is one test: the
    /// type of what is referred to is part of its value.
    private boolean reference(String reference) {
        if (!symbol("=")) {
            return false;
        }
        space();
        String type = at < text.length() && text.charAt(at) == '\'' ? quoted() : null;
        if (type == null || !OBJECT_TYPE.matcher(type).matches() || !keyword("AND")) {
            return false;
        }
        space();
        return (reference + "_ref.value").equals(path()) && symbol("=") && constant(type + ":value");
    }

    private boolean constants(String path) {
        do {
            if (!constant(path)) {
                return false;
            }
        } while (symbol(","));
        return true;
    }

    private boolean constant(String path) {
        space();
        String value = at < text.length() && text.charAt(at) == '\'' ? quoted() : integer();
        if (value == null) {
            return false;
        }
        atoms.add(new Atom(path, value));
        return true;
    }

    private @Nullable String integer() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        boolean number = at > start && isDigit(text.charAt(at - 1));
        boolean more = at < text.length() && (text.charAt(at) == '.' || isWord(text.charAt(at)));
        return number && !more ? text.substring(start, at) : null;
    }

    /// A string in single quotes, in which a backslash escapes a backslash or a quote.
    private @Nullable String quoted() {
        var value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                at = i + 1;
                return value.toString();
            }
            if (c == '\\') {
                i++;
                if (i == text.length() || (text.charAt(i) != '\\' && text.charAt(i) != '\'')) {
                    return null;
                }
                c = text.charAt(i);
            }
            value.append(c);
        }
        return null;
    }

    /// object-type `:` step (`.` step | `[` index `]`)*
    private @Nullable String path() {
        int start = at;
        while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        if (at == start || at == text.length() || text.charAt(at) != ':') {
            return null;
        }
        at++;
        var path = new StringBuilder(text.substring(start, at));
        if (!step(path)) {
            return null;
        }
        while (at < text.length()) {
            if (text.charAt(at) == '.') {
                at++;
                path.append('.');
                if (!step(path)) {
                    return null;
                }
            } else if (text.charAt(at) == '[') {
                int end = text.indexOf(']', at);
                if (end < 0 || !text.substring(at + 1, end).matches("\\*|-?[0-9]{1,9}")) {
                    return null;
                }
                path.append(text, at, end + 1);
                at = end + 1;
            } else {
                break;
            }
        }
        return path.toString();
    }

    private boolean step(StringBuilder path) {
        String name;
        if (at < text.length() && text.charAt(at) == '\'') {
            name = quoted();
            if (name == null) {
                return false;
            }
        } else {
            int start = at;
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
            if (at == start || isDigit(text.charAt(start))) {
                return false;
            }
            name = text.substring(start, at);
        }
        path.append(PatternText.step(name));
        return true;
    }

    private boolean symbol(String symbol) {
        space();
        if (!text.startsWith(symbol, at)) {
            return false;
        }
        at += symbol.length();
        return true;
    }

    private boolean keyword(String word) {
        space();
        int end = at + word.length();
        if (!text.startsWith(word, at) || (end < text.length() && isWord(text.charAt(end)))) {
            return false;
        }
        at = end;
        return true;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    static boolean isIdentifier(String name) {
        return !name.isEmpty() && !isDigit(name.charAt(0)) && name.chars().allMatch(c -> isWord((char) c));
    }

    private static boolean isWord(char c) {
        return c == '_' || isDigit(c) || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
    }
}
