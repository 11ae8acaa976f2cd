package org.caricom.conch.stix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.stix.StixPattern.All;
import org.caricom.conch.stix.StixPattern.Any;
import org.caricom.conch.stix.StixPattern.AnyElement;
import org.caricom.conch.stix.StixPattern.Between;
import org.caricom.conch.stix.StixPattern.Binary;
import org.caricom.conch.stix.StixPattern.Comparison;
import org.caricom.conch.stix.StixPattern.Constant;
import org.caricom.conch.stix.StixPattern.Decimal;
import org.caricom.conch.stix.StixPattern.Either;
import org.caricom.conch.stix.StixPattern.Exists;
import org.caricom.conch.stix.StixPattern.Hex;
import org.caricom.conch.stix.StixPattern.Index;
import org.caricom.conch.stix.StixPattern.Matching;
import org.caricom.conch.stix.StixPattern.Name;
import org.caricom.conch.stix.StixPattern.ObjectPath;
import org.caricom.conch.stix.StixPattern.Observation;
import org.caricom.conch.stix.StixPattern.Operator;
import org.caricom.conch.stix.StixPattern.Qualified;
import org.caricom.conch.stix.StixPattern.Qualifier;
import org.caricom.conch.stix.StixPattern.Repeats;
import org.caricom.conch.stix.StixPattern.Sequence;
import org.caricom.conch.stix.StixPattern.Step;
import org.caricom.conch.stix.StixPattern.Test;
import org.caricom.conch.stix.StixPattern.Text;
import org.caricom.conch.stix.StixPattern.Time;
import org.caricom.conch.stix.StixPattern.Together;
import org.caricom.conch.stix.StixPattern.Truth;
import org.caricom.conch.stix.StixPattern.Whole;
import org.caricom.conch.stix.StixPattern.Within;
import org.jspecify.annotations.Nullable;

/// Reads the grammar of STIX 2.1 §9 by recursive descent: every method reads what it is named after and stands
/// behind it, or throws. Length and nesting are bounded, because patterns come from anybody; each character is
/// read once.
final class PatternParser {
    private static final int LONGEST = 100_000;
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 64;

    private final PatternScanner scanner;
    private final int length;
    private int depth;

    PatternParser(String text) {
        length = text.length();
        scanner = new PatternScanner(length > LONGEST ? "" : text);
    }

    PatternReading pattern() {
        if (length > LONGEST) {
            return new PatternReading.Flawed(LONGEST, "a pattern has at most " + LONGEST + " characters");
        }
        try {
            Observation expression = followed();
            if (!scanner.atEnd()) {
                throw scanner.flaw(
                        "AND, OR, FOLLOWEDBY, a qualifier (WITHIN, REPEATS, START) or the end is expected; keywords are"
                                + " in capitals");
            }
            return new PatternReading.Parsed(new StixPattern(expression));
        } catch (PatternScanner.Flaw flaw) {
            return new PatternReading.Flawed(flaw.position(), String.valueOf(flaw.getMessage()));
        }
    }

    /// An object path alone; null when the text is none.
    @Nullable ObjectPath path() {
        try {
            ObjectPath path = length > LONGEST ? null : objectPath();
            return scanner.atEnd() ? path : null;
        } catch (PatternScanner.Flaw _) {
            return null;
        }
    }

    /// either (FOLLOWEDBY either)*
    private Observation followed() throws PatternScanner.Flaw {
        Observation first = either();
        List<Observation> parts = null;
        while (scanner.keyword("FOLLOWEDBY")) {
            parts = started(parts, first);
            parts.add(either());
        }
        return parts == null ? first : new Sequence(parts);
    }

    /// together (OR together)*
    private Observation either() throws PatternScanner.Flaw {
        Observation first = together();
        List<Observation> parts = null;
        while (scanner.keyword("OR")) {
            parts = started(parts, first);
            parts.add(together());
        }
        return parts == null ? first : new Either(parts);
    }

    /// qualified (AND qualified)*
    private Observation together() throws PatternScanner.Flaw {
        Observation first = qualified();
        List<Observation> parts = null;
        while (scanner.keyword("AND")) {
            parts = started(parts, first);
            parts.add(qualified());
        }
        return parts == null ? first : new Together(parts);
    }

    private static <T> List<T> started(@Nullable List<T> parts, T first) {
        return parts == null ? new ArrayList<>(List.of(first)) : parts;
    }

    /// observation qualifier*
    private Observation qualified() throws PatternScanner.Flaw {
        Observation observation = observation();
        List<Class<?>> kinds = new ArrayList<>(3);
        for (int at = scanner.position(); ; at = scanner.position()) {
            Qualifier qualifier = qualifier();
            if (qualifier == null) {
                return observation;
            }
            if (kinds.contains(qualifier.getClass())) {
                throw scanner.flawAt(at, "an observation has one qualifier of each kind; group with parentheses");
            }
            kinds.add(qualifier.getClass());
            observation = new Qualified(observation, qualifier);
        }
    }

    private @Nullable Qualifier qualifier() throws PatternScanner.Flaw {
        if (scanner.keyword("WITHIN")) {
            int at = scanner.position();
            BigDecimal seconds = decimal(scanner.number("a number of seconds is expected, greater than zero"));
            if (seconds.signum() <= 0) {
                throw scanner.flawAt(at, "a span of time is longer than zero seconds");
            }
            scanner.expectKeyword("SECONDS");
            return new Within(seconds);
        }
        if (scanner.keyword("REPEATS")) {
            int at = scanner.position();
            String number = scanner.number("a whole number is expected, greater than zero");
            BigInteger times = number.indexOf('.') < 0 ? new BigInteger(number) : BigInteger.ZERO;
            if (times.signum() <= 0) {
                throw scanner.flawAt(at, "how often something repeats is a whole number greater than zero");
            }
            scanner.expectKeyword("TIMES");
            return new Repeats(times);
        }
        if (scanner.keyword("START")) {
            StixTimestamp start = timestamp();
            scanner.expectKeyword("STOP");
            int at = scanner.position();
            StixTimestamp stop = timestamp();
            if (!stop.isAfter(start)) {
                throw scanner.flawAt(at, "STOP is after START");
            }
            return new Between(start, stop);
        }
        return null;
    }

    private StixTimestamp timestamp() throws PatternScanner.Flaw {
        if (!scanner.constant('t')) {
            throw scanner.flaw("a time is expected, written like t'2026-01-31T09:30:00Z'");
        }
        return time();
    }

    /// `[` comparison `]`, or an expression in parentheses.
    private Observation observation() throws PatternScanner.Flaw {
        if (scanner.symbol("(")) {
            deeper();
            Observation inner = followed();
            scanner.expect(")", "a closing parenthesis is expected");
            depth--;
            return inner;
        }
        scanner.expect("[", "an observation is expected; it stands in square brackets");
        Comparison comparison = any();
        scanner.expect(
                "]", "AND, OR or a closing square bracket is expected; keywords are in capitals, strings in ' quotes");
        return new Matching(comparison);
    }

    private void deeper() throws PatternScanner.Flaw {
        if (++depth > DEEPEST) {
            throw scanner.flaw("parentheses are at most " + DEEPEST + " deep");
        }
    }

    /// all (OR all)*
    private Comparison any() throws PatternScanner.Flaw {
        Comparison first = all();
        List<Comparison> parts = null;
        while (scanner.keyword("OR")) {
            parts = started(parts, first);
            parts.add(all());
        }
        return parts == null ? first : new Any(parts);
    }

    /// comparison (AND comparison)*
    private Comparison all() throws PatternScanner.Flaw {
        Comparison first = comparison();
        List<Comparison> parts = null;
        while (scanner.keyword("AND")) {
            parts = started(parts, first);
            parts.add(comparison());
        }
        return parts == null ? first : new All(parts);
    }

    /// A test, [NOT] EXISTS path, or comparisons in parentheses.
    private Comparison comparison() throws PatternScanner.Flaw {
        if (scanner.symbol("(")) {
            deeper();
            Comparison inner = any();
            scanner.expect(")", "AND, OR or a closing parenthesis is expected");
            depth--;
            return inner;
        }
        boolean negated = scanner.keyword("NOT");
        if (scanner.keyword("EXISTS")) {
            return new Exists(objectPath(), negated);
        }
        if (negated) {
            throw scanner.flaw("EXISTS is expected; NOT before other tests stands between path and operator");
        }
        return test(objectPath());
    }

    /// path [NOT] operator constant
    private Test test(ObjectPath path) throws PatternScanner.Flaw {
        boolean negated = scanner.keyword("NOT");
        Operator operator = operator();
        if (operator == Operator.IN) {
            return new Test(path, negated, operator, set());
        }
        int at = scanner.position();
        Constant constant = constant();
        switch (operator) {
            case LIKE, MATCHES, SUBSET, SUPERSET -> {
                if (!(constant instanceof Text)) {
                    throw scanner.flawAt(at, "a string is expected here, in single quotes");
                }
            }
            case LESS, AT_MOST, GREATER, AT_LEAST -> {
                if (constant instanceof Truth) {
                    throw scanner.flawAt(at, "true and false have no order");
                }
            }
            case EQUAL, UNEQUAL, IN -> {
                // compare anything
            }
        }
        return new Test(path, negated, operator, List.of(constant));
    }

    private Operator operator() throws PatternScanner.Flaw {
        if (scanner.symbol("==") || scanner.symbol("=")) {
            return Operator.EQUAL;
        }
        if (scanner.symbol("!=") || scanner.symbol("<>")) {
            return Operator.UNEQUAL;
        }
        if (scanner.symbol("<=")) {
            return Operator.AT_MOST;
        }
        if (scanner.symbol(">=")) {
            return Operator.AT_LEAST;
        }
        if (scanner.symbol("<")) {
            return Operator.LESS;
        }
        if (scanner.symbol(">")) {
            return Operator.GREATER;
        }
        for (Operator operator :
                List.of(Operator.IN, Operator.LIKE, Operator.MATCHES, Operator.SUBSET, Operator.SUPERSET)) {
            if (scanner.keyword(operator.symbol())) {
                return operator;
            }
        }
        throw scanner.flaw("an operator is expected: =, !=, <, <=, >, >=, IN, LIKE, MATCHES, ISSUBSET, ISSUPERSET; a"
                + " name in a path that has a hyphen stands in single quotes");
    }

    /// `(` constants `)`, which others leave empty.
    private List<Constant> set() throws PatternScanner.Flaw {
        scanner.expect("(", "a set is expected; it stands in parentheses");
        List<Constant> constants = new ArrayList<>();
        if (scanner.symbol(")")) {
            return constants;
        }
        do {
            constants.add(constant());
        } while (scanner.symbol(","));
        scanner.expect(")", "a comma or a closing parenthesis is expected");
        return constants;
    }

    private Constant constant() throws PatternScanner.Flaw {
        if (scanner.constant('\'')) {
            return new Text(scanner.quoted());
        }
        if (scanner.constant('t')) {
            return new Time(time());
        }
        if (scanner.constant('b')) {
            int at = scanner.position();
            String base64 = scanner.quoted();
            if (!Syntax.isBase64(base64)) {
                throw scanner.flawAt(at, "base64 is expected in b'…'");
            }
            return new Binary(base64);
        }
        if (scanner.constant('h')) {
            int at = scanner.position();
            String digits = scanner.quoted();
            if (!Syntax.isHex(digits, -1)) {
                throw scanner.flawAt(at, "pairs of hexadecimal digits are expected in h'…'");
            }
            return new Hex(digits);
        }
        if (scanner.keyword("true")) {
            return new Truth(true);
        }
        if (scanner.keyword("false")) {
            return new Truth(false);
        }
        String number = scanner.number("a constant is expected: a string in single quotes, a number, true, false,"
                + " t'…' for a time, h'…' or b'…' for bytes");
        return number.indexOf('.') < 0 ? new Whole(new BigInteger(number)) : new Decimal(decimal(number));
    }

    private BigDecimal decimal(String number) throws PatternScanner.Flaw {
        if (number.length() > LONGEST_NUMBER) {
            throw scanner.flaw("a number has at most " + LONGEST_NUMBER + " characters");
        }
        return new BigDecimal(number);
    }

    private StixTimestamp time() throws PatternScanner.Flaw {
        int at = scanner.position();
        StixTimestamp time = StixTimestamp.parse(scanner.quoted());
        if (time == null) {
            throw scanner.flawAt(at, "a time is written like t'2026-01-31T09:30:00Z', in UTC");
        }
        return time;
    }

    /// object-type `:` step (`.` step | `[` index `]`)*
    private ObjectPath objectPath() throws PatternScanner.Flaw {
        String type = scanner.objectType();
        List<Step> steps = new ArrayList<>();
        steps.add(new Name(scanner.stepName()));
        while (true) {
            if (scanner.next('.')) {
                steps.add(new Name(scanner.stepName()));
            } else if (scanner.next('[')) {
                steps.add(scanner.next('*') ? new AnyElement() : new Index(scanner.index()));
                if (!scanner.next(']')) {
                    throw scanner.flaw("a list's index is a whole number or *, and ends with a square bracket");
                }
            } else {
                return new ObjectPath(type, steps);
            }
        }
    }
}
