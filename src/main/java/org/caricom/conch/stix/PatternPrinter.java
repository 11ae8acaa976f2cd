package org.caricom.conch.stix;

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
import org.caricom.conch.stix.StixPattern.Test;
import org.caricom.conch.stix.StixPattern.Text;
import org.caricom.conch.stix.StixPattern.Time;
import org.caricom.conch.stix.StixPattern.Together;
import org.caricom.conch.stix.StixPattern.Truth;
import org.caricom.conch.stix.StixPattern.Whole;
import org.caricom.conch.stix.StixPattern.Within;

/// Writes patterns, STIX 2.1 §9, with no more parentheses than they need.
final class PatternPrinter {
    private final StringBuilder out = new StringBuilder();

    private PatternPrinter() {}

    static String print(Observation observation) {
        var printer = new PatternPrinter();
        printer.observation(observation);
        return printer.out.toString();
    }

    static String print(Comparison comparison) {
        var printer = new PatternPrinter();
        printer.comparison(comparison);
        return printer.out.toString();
    }

    static String path(ObjectPath path) {
        var printer = new PatternPrinter();
        printer.objectPath(path);
        return printer.out.toString();
    }

    /// A string constant: the backslash and the quote are escaped, nothing else (§9.3).
    static String literal(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    static String step(String name) {
        return PatternScanner.isIdentifier(name) ? name : literal(name);
    }

    /// How tightly an expression holds together.
    private static int strength(Observation observation) {
        return switch (observation) {
            case Sequence _ -> 0;
            case Either _ -> 1;
            case Together _ -> 2;
            case Qualified _ -> 3;
            case Matching _ -> 4;
        };
    }

    private void observation(Observation observation) {
        switch (observation) {
            case Sequence sequence -> join(sequence.parts(), " FOLLOWEDBY ", 0);
            case Either either -> join(either.parts(), " OR ", 1);
            case Together together -> join(together.parts(), " AND ", 2);
            case Qualified qualified -> {
                boolean group = strength(qualified.of()) < 3 || repeatsKind(qualified.of(), qualified.qualifier());
                group(qualified.of(), group);
                qualifier(qualified.qualifier());
            }
            case Matching matching -> {
                out.append('[');
                comparison(matching.comparison());
                out.append(']');
            }
        }
    }

    /// Whether the same kind of qualifier is there already, which only parentheses allow.
    private static boolean repeatsKind(Observation of, Qualifier qualifier) {
        return of instanceof Qualified inner
                && (inner.qualifier().getClass().equals(qualifier.getClass()) || repeatsKind(inner.of(), qualifier));
    }

    private void join(List<Observation> parts, String operator, int strength) {
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : operator);
            group(parts.get(i), strength(parts.get(i)) <= strength);
        }
    }

    private void group(Observation observation, boolean group) {
        out.append(group ? "(" : "");
        observation(observation);
        out.append(group ? ")" : "");
    }

    private void qualifier(Qualifier qualifier) {
        switch (qualifier) {
            case Within within ->
                out.append(" WITHIN ").append(within.seconds().toPlainString()).append(" SECONDS");
            case Repeats repeats ->
                out.append(" REPEATS ").append(repeats.times()).append(" TIMES");
            case Between between ->
                out.append(" START t'")
                        .append(between.start())
                        .append("' STOP t'")
                        .append(between.stop())
                        .append('\'');
        }
    }

    private void comparison(Comparison comparison) {
        switch (comparison) {
            case Any any -> joinComparisons(any.parts(), " OR ", false);
            case All all -> joinComparisons(all.parts(), " AND ", true);
            case Exists exists -> {
                out.append(exists.negated() ? "NOT EXISTS " : "EXISTS ");
                objectPath(exists.path());
            }
            case Test test -> test(test);
        }
    }

    private void joinComparisons(List<Comparison> parts, String operator, boolean all) {
        for (int i = 0; i < parts.size(); i++) {
            Comparison part = parts.get(i);
            boolean group = part instanceof Any || (all && part instanceof All);
            out.append(i == 0 ? "" : operator);
            out.append(group ? "(" : "");
            comparison(part);
            out.append(group ? ")" : "");
        }
    }

    private void test(Test test) {
        objectPath(test.path());
        out.append(test.negated() ? " NOT " : " ")
                .append(test.operator().symbol())
                .append(' ');
        if (test.operator() != Operator.IN) {
            constant(test.constants().getFirst());
            return;
        }
        out.append('(');
        for (int i = 0; i < test.constants().size(); i++) {
            out.append(i == 0 ? "" : ", ");
            constant(test.constants().get(i));
        }
        out.append(')');
    }

    private void constant(Constant constant) {
        switch (constant) {
            case Text text -> out.append(literal(text.value()));
            case Whole whole -> out.append(whole.value());
            case Decimal decimal -> out.append(decimal.value().toPlainString());
            case Truth truth -> out.append(truth.value());
            case Binary binary -> out.append("b'").append(binary.base64()).append('\'');
            case Hex hex -> out.append("h'").append(hex.digits()).append('\'');
            case Time time -> out.append("t'").append(time.value()).append('\'');
        }
    }

    private void objectPath(ObjectPath path) {
        out.append(path.type()).append(':');
        for (int i = 0; i < path.steps().size(); i++) {
            switch (path.steps().get(i)) {
                case Name name -> out.append(i == 0 ? "" : ".").append(step(name.name()));
                case Index index -> out.append('[').append(index.index()).append(']');
                case AnyElement _ -> out.append("[*]");
            }
        }
    }
}
