package org.caricom.conch.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caricom.conch.stix.StixPattern.All;
import org.caricom.conch.stix.StixPattern.Any;
import org.caricom.conch.stix.StixPattern.Comparison;
import org.caricom.conch.stix.StixPattern.Constant;
import org.caricom.conch.stix.StixPattern.Either;
import org.caricom.conch.stix.StixPattern.Matching;
import org.caricom.conch.stix.StixPattern.ObjectPath;
import org.caricom.conch.stix.StixPattern.Observation;
import org.caricom.conch.stix.StixPattern.Operator;
import org.caricom.conch.stix.StixPattern.Test;
import org.caricom.conch.stix.StixPattern.Text;
import org.caricom.conch.stix.StixPattern.Whole;
import org.jspecify.annotations.Nullable;

/// Writes simple STIX patterns (STIX 2.1 §9) and takes them apart: those that say that one of some properties
/// has one of some values, which is what lists, block lists and detection rules can say too.
public final class PatternText {
    private static final Pattern OBJECT_TYPE = Pattern.compile("[a-z][a-z0-9-]{1,248}[a-z0-9]");

    private static final String REFERRED_TYPE = "_ref.type";

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
        return PatternPrinter.literal(value);
    }

    /// One step of an object path: quoted only when it must be.
    static String step(String name) {
        return PatternPrinter.step(name);
    }

    /// The tests of a pattern that is nothing but alternatives of equality: `=`, `IN` and `OR`, in one
    /// observation or several. Null when it is anything else, because a part of a conjunction means nothing by
    /// itself, and when it is no pattern or an unreasonably long one. One conjunction is a single test and read
    /// as such: that what a reference leads to has a type and a value, as MISP writes addresses.
    public static @Nullable List<Atom> atoms(String pattern) {
        return switch (StixPattern.read(pattern)) {
            case PatternReading.Flawed _ -> null;
            case PatternReading.Parsed parsed -> atoms(parsed.pattern());
        };
    }

    /// As [#atoms(String)].
    public static @Nullable List<Atom> atoms(StixPattern pattern) {
        List<Atom> atoms = new ArrayList<>();
        return observation(pattern.expression(), atoms) && !atoms.isEmpty() ? List.copyOf(atoms) : null;
    }

    private static boolean observation(Observation observation, List<Atom> atoms) {
        return switch (observation) {
            case Matching matching -> comparison(matching.comparison(), atoms);
            case Either either -> either.parts().stream().allMatch(part -> observation(part, atoms));
            case StixPattern.Together _, StixPattern.Sequence _, StixPattern.Qualified _ -> false;
        };
    }

    private static boolean comparison(Comparison comparison, List<Atom> atoms) {
        return switch (comparison) {
            case Any any -> any.parts().stream().allMatch(part -> comparison(part, atoms));
            case Test test -> {
                String path = test.path().toString();
                yield !path.endsWith(REFERRED_TYPE) && equality(test, path, atoms);
            }
            case All all -> reference(all, atoms);
            case StixPattern.Exists _ -> false;
        };
    }

    private static boolean equality(Test test, String path, List<Atom> atoms) {
        if (test.negated() || (test.operator() != Operator.EQUAL && test.operator() != Operator.IN)) {
            return false;
        }
        for (Constant constant : test.constants()) {
            switch (constant) {
                case Text text -> atoms.add(new Atom(path, text.value()));
                case Whole whole -> atoms.add(new Atom(path, whole.value().toString()));
                case StixPattern.Decimal _,
                        StixPattern.Truth _,
                        StixPattern.Binary _,
                        StixPattern.Hex _,
                        StixPattern.Time _ -> {
                    return false;
                }
            }
        }
        return true;
    }

    /// reference`.type` `=` type AND reference`.value` `=` constant, the only conjunction that is one test: the
    /// type of what is referred to is part of its value.
    private static boolean reference(All all, List<Atom> atoms) {
        if (all.parts().size() != 2
                || !(all.parts().get(0) instanceof Test type)
                || !(all.parts().get(1) instanceof Test value)
                || type.operator() != Operator.EQUAL
                || type.negated()
                || !(type.constants().getFirst() instanceof Text word)
                || !OBJECT_TYPE.matcher(word.value()).matches()) {
            return false;
        }
        String path = type.path().toString();
        return path.endsWith(REFERRED_TYPE)
                && value.path()
                        .toString()
                        .equals(path.substring(0, path.length() - REFERRED_TYPE.length()) + "_ref.value")
                && value.operator() == Operator.EQUAL
                && equality(value, word.value() + ":value", atoms);
    }

    /// The one form of an object path: steps are quoted only when they must be. Null when it is no path.
    public static @Nullable String path(String text) {
        ObjectPath path = new PatternParser(text).path();
        return path == null ? null : path.toString();
    }
}
