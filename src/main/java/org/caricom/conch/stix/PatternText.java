package org.caricom.conch.stix;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes simple STIX patterns (STIX 2.1 §9) and reads them back: those that say that one of some properties
/// has one of some values. Every other pattern is left alone.
public final class PatternText {
    private PatternText() {}

    /// One test for equality.
    ///
    /// @param path  an object path in the one form that [#path(String)] gives it, such as
    ///                  `file:hashes.'SHA-256'`
    /// @param value the value, a number in decimal digits
    public record Atom(String path, String value) {}

    /// `[path = 'value']`.
    public static String equalTo(String path, String value) {
        return "[" + path + " = " + literal(value) + "]";
    }

    /// `[path = number]`.
    public static String equalTo(String path, long value) {
        return "[" + path + " = " + value + "]";
    }

    /// One observation in which any of these holds; none may be missing.
    public static String anyOf(List<Atom> atoms) {
        if (atoms.isEmpty()) {
            throw new IllegalArgumentException("a pattern tests something");
        }
        return atoms.stream()
                .map(atom -> atom.path() + " = " + literal(atom.value()))
                .collect(Collectors.joining(" OR ", "[", "]"));
    }

    /// A string constant: the backslash and the quote are escaped, nothing else (§9.3).
    public static String literal(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /// One step of an object path: quoted only when it must be.
    static String step(String name) {
        return PatternReader.isIdentifier(name) ? name : literal(name);
    }

    /// The tests of a pattern that is nothing but alternatives of equality: `=`, `IN` and `OR`, in one
    /// observation or several. Null when it is anything else, because a part of a conjunction means nothing by
    /// itself, and when it is no pattern or an unreasonably long one. One conjunction is a single test and read
    /// as such: that what a reference leads to has a type and a value, as MISP writes addresses.
    public static @Nullable List<Atom> atoms(String pattern) {
        return new PatternReader(pattern).atoms();
    }

    /// The one form of an object path: steps are quoted only when they must be. Null when it is no path.
    public static @Nullable String path(String text) {
        return new PatternReader(text).wholePath();
    }
}
