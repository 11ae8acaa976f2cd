package org.caricom.conch.stix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.caricom.conch.stix.StixPattern.All;
import org.caricom.conch.stix.StixPattern.Any;
import org.caricom.conch.stix.StixPattern.Between;
import org.caricom.conch.stix.StixPattern.Binary;
import org.caricom.conch.stix.StixPattern.Comparison;
import org.caricom.conch.stix.StixPattern.Constant;
import org.caricom.conch.stix.StixPattern.Decimal;
import org.caricom.conch.stix.StixPattern.Either;
import org.caricom.conch.stix.StixPattern.Exists;
import org.caricom.conch.stix.StixPattern.Hex;
import org.caricom.conch.stix.StixPattern.Matching;
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

/// Brings patterns of one meaning to one form by the laws that [StixPattern#canonical()] names.
///
/// Left alone: two equal observations joined by AND or FOLLOWEDBY, which may want two observations; and NOT
/// before an order, because what cannot be compared is neither less nor not less.
final class PatternCanon {
    private PatternCanon() {}

    static Observation of(Observation observation) {
        return switch (observation) {
            case Matching matching -> new Matching(of(matching.comparison()));
            case Together together -> {
                List<Observation> parts = new ArrayList<>();
                together.parts().forEach(part -> {
                    Observation canonical = of(part);
                    parts.addAll(canonical instanceof Together inner ? inner.parts() : List.of(canonical));
                });
                parts.sort(Comparator.comparing(PatternPrinter::print));
                yield new Together(parts);
            }
            case Either either -> either(either);
            case Sequence sequence -> {
                List<Observation> parts = new ArrayList<>();
                for (Observation part : sequence.parts()) {
                    Observation canonical = of(part);
                    boolean leads = parts.isEmpty() && canonical instanceof Sequence;
                    parts.addAll(leads ? ((Sequence) canonical).parts() : List.of(canonical));
                }
                yield new Sequence(parts);
            }
            case Qualified qualified -> qualified(of(qualified.of()), qualified.qualifier());
        };
    }

    private static Observation either(Either either) {
        List<Observation> parts = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (Observation part : either.parts()) {
            Observation canonical = of(part);
            for (Observation one : canonical instanceof Either inner ? inner.parts() : List.of(canonical)) {
                if (one instanceof Matching matching) {
                    comparisons.add(matching.comparison());
                } else {
                    parts.add(one);
                }
            }
        }
        if (!comparisons.isEmpty()) {
            parts.add(new Matching(any(comparisons)));
        }
        List<Observation> distinct = distinct(parts, PatternPrinter::print);
        return distinct.size() == 1 ? distinct.getFirst() : new Either(distinct);
    }

    private static Observation qualified(Observation of, Qualifier qualifier) {
        return switch (qualifier) {
            case Repeats repeats when repeats.times().equals(BigInteger.ONE) -> of;
            case Repeats repeats -> new Qualified(of, repeats);
            case Within within -> new Qualified(of, new Within(plain(within.seconds())));
            case Between between -> new Qualified(of, new Between(time(between.start()), time(between.stop())));
        };
    }

    private static Comparison of(Comparison comparison) {
        return switch (comparison) {
            case Any any -> any(any.parts().stream().map(PatternCanon::of).toList());
            case All all -> {
                List<Comparison> parts = new ArrayList<>();
                for (Comparison part : all.parts()) {
                    Comparison canonical = of(part);
                    parts.addAll(canonical instanceof All inner ? inner.parts() : List.of(canonical));
                }
                List<Comparison> distinct = distinct(parts, PatternPrinter::print);
                yield distinct.size() == 1 ? distinct.getFirst() : new All(distinct);
            }
            case Exists exists -> exists;
            case Test test -> test(test);
        };
    }

    /// Of parts that are canonical.
    private static Comparison any(List<Comparison> all) {
        List<Comparison> parts = new ArrayList<>();
        for (Comparison part : all) {
            parts.addAll(part instanceof Any inner ? inner.parts() : List.of(part));
        }
        List<Comparison> distinct = distinct(parts, PatternPrinter::print);
        return distinct.size() == 1 ? distinct.getFirst() : new Any(distinct);
    }

    private static <T> List<T> distinct(Collection<T> parts, Function<T, String> print) {
        var sorted = new TreeMap<String, T>();
        parts.forEach(part -> sorted.putIfAbsent(print.apply(part), part));
        return List.copyOf(sorted.values());
    }

    private static Comparison test(Test test) {
        List<Constant> constants =
                test.constants().stream().map(PatternCanon::constant).toList();
        return switch (test.operator()) {
            case EQUAL, UNEQUAL -> {
                boolean equal = (test.operator() == Operator.EQUAL) != test.negated();
                yield new Test(test.path(), false, equal ? Operator.EQUAL : Operator.UNEQUAL, constants);
            }
            case IN -> in(test, constants);
            case LESS, AT_MOST, GREATER, AT_LEAST, LIKE, MATCHES, SUBSET, SUPERSET ->
                new Test(test.path(), test.negated(), test.operator(), constants);
        };
    }

    private static Comparison in(Test test, List<Constant> constants) {
        List<Comparison> equal = constants.stream()
                .<Comparison>map(constant -> new Test(test.path(), false, Operator.EQUAL, List.of(constant)))
                .toList();
        if (!test.negated() && !equal.isEmpty()) {
            return any(equal);
        }
        List<Constant> sorted = distinct(
                constants,
                constant -> PatternPrinter.print(new Test(test.path(), false, Operator.EQUAL, List.of(constant))));
        return sorted.size() == 1
                ? new Test(test.path(), false, Operator.UNEQUAL, sorted)
                : new Test(test.path(), test.negated(), Operator.IN, sorted);
    }

    private static Constant constant(Constant constant) {
        return switch (constant) {
            case Decimal decimal -> {
                BigDecimal value = plain(decimal.value());
                yield value.scale() <= 0 ? new Whole(value.toBigIntegerExact()) : new Decimal(value);
            }
            case Hex hex -> new Hex(hex.digits().toLowerCase(Locale.ROOT));
            case Time time -> new Time(time(time.value()));
            case Binary binary -> binary;
            case Text text -> text;
            case Whole whole -> whole;
            case Truth truth -> truth;
        };
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static StixTimestamp time(StixTimestamp time) {
        return time.withoutTrailingZeros();
    }
}
