package org.caricom.conch.stix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// A STIX pattern, STIX 2.1 §9, as a tree: observations, in each of which comparisons hold of one observable.
///
/// Made by [#read(String)]. Two are equal when they are written alike but for blanks, comments and needless
/// parentheses; [#canonical()] makes equal those that mean the same by the laws it knows.
///
/// @param expression what must have been observed
public record StixPattern(Observation expression) {
    /// What was observed, §9.5.
    public sealed interface Observation {}

    /// `[ … ]`: one observation in which the comparison holds.
    public record Matching(Comparison comparison) implements Observation {}

    /// `AND`: all of them were observed, in any order.
    public record Together(List<Observation> parts) implements Observation {
        public Together {
            parts = several(parts);
        }
    }

    /// `OR`: any of them was observed.
    public record Either(List<Observation> parts) implements Observation {
        public Either {
            parts = several(parts);
        }
    }

    /// `FOLLOWEDBY`: all of them were observed, one after the other.
    public record Sequence(List<Observation> parts) implements Observation {
        public Sequence {
            parts = several(parts);
        }
    }

    /// An observation with a qualifier.
    public record Qualified(Observation of, Qualifier qualifier) implements Observation {}

    /// When and how often, §9.5.1.
    public sealed interface Qualifier {}

    /// `WITHIN … SECONDS`.
    public record Within(BigDecimal seconds) implements Qualifier {}

    /// `REPEATS … TIMES`.
    public record Repeats(BigInteger times) implements Qualifier {}

    /// `START … STOP …`: from the first to before the second.
    public record Between(StixTimestamp start, StixTimestamp stop) implements Qualifier {}

    /// What holds of one observable, §9.6.
    public sealed interface Comparison {}

    /// `AND`.
    public record All(List<Comparison> parts) implements Comparison {
        public All {
            parts = several(parts);
        }
    }

    /// `OR`.
    public record Any(List<Comparison> parts) implements Comparison {
        public Any {
            parts = several(parts);
        }
    }

    /// A property compared with constants: with one, but for `IN`, which has any number.
    public record Test(ObjectPath path, boolean negated, Operator operator, List<Constant> constants)
            implements Comparison {
        public Test {
            constants = List.copyOf(constants);
        }
    }

    /// `EXISTS`.
    public record Exists(ObjectPath path, boolean negated) implements Comparison {}

    /// How a property is compared, §9.6.1.
    public enum Operator {
        EQUAL("="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        IN("IN"),
        LIKE("LIKE"),
        MATCHES("MATCHES"),
        SUBSET("ISSUBSET"),
        SUPERSET("ISSUPERSET");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /// Which property, §9.7: an observable's type and the way into it.
    public record ObjectPath(String type, List<Step> steps) {
        public ObjectPath {
            steps = List.copyOf(steps);
        }

        /// The one form of the path: steps are quoted only when they must be.
        @Override
        public String toString() {
            return PatternPrinter.path(this);
        }
    }

    /// A step of a path.
    public sealed interface Step {}

    /// A property, or a key of a dictionary.
    public record Name(String name) implements Step {}

    /// `[number]`: an element of a list, from zero.
    public record Index(int index) implements Step {}

    /// `[*]`: any element of a list.
    public record AnyElement() implements Step {}

    /// What a property is compared with, §9.3.
    public sealed interface Constant {}

    public record Text(String value) implements Constant {}

    public record Whole(BigInteger value) implements Constant {}

    public record Decimal(BigDecimal value) implements Constant {}

    public record Truth(boolean value) implements Constant {}

    /// `b'…'`, its base64 as written.
    public record Binary(String base64) implements Constant {}

    /// `h'…'`, its digits as written.
    public record Hex(String digits) implements Constant {}

    /// `t'…'`.
    public record Time(StixTimestamp value) implements Constant {}

    private static <T> List<T> several(List<T> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("an operator joins two at least");
        }
        return List.copyOf(parts);
    }

    /// Reads a pattern that somebody wrote.
    public static PatternReading read(String text) {
        return new PatternParser(text).pattern();
    }

    /// A pattern written in our own code.
    ///
    /// @throws IllegalArgumentException when it is none
    public static StixPattern of(String text) {
        return switch (read(text)) {
            case PatternReading.Parsed parsed -> parsed.pattern();
            case PatternReading.Flawed flawed -> throw new IllegalArgumentException(flawed.sentence());
        };
    }

    /// The form that all patterns of this meaning share, as far as these laws show it: the order and
    /// repetition of alternatives and conjunctions do not matter, nor does grouping; `IN` is a choice of equal
    /// values; one observation with a choice is a choice of observations; double negation, `REPEATS 1 TIMES`
    /// and the spelling of constants say nothing.
    public StixPattern canonical() {
        return new StixPattern(PatternCanon.of(expression));
    }

    /// An identifier that every pattern with the same canonical form gets.
    public StixId id() {
        return StixId.derived("indicator", canonical().toString());
    }

    /// The pattern as text, in the one way that we write it.
    @Override
    public String toString() {
        return PatternPrinter.print(expression);
    }
}
