package org.caricom.conch.stix;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.stix.PatternText.Atom;
import org.caricom.conch.stix.StixPattern.All;
import org.caricom.conch.stix.StixPattern.Any;
import org.caricom.conch.stix.StixPattern.Comparison;
import org.caricom.conch.stix.StixPattern.Either;
import org.caricom.conch.stix.StixPattern.Matching;
import org.caricom.conch.stix.StixPattern.Observation;
import org.caricom.conch.stix.StixPattern.Operator;
import org.caricom.conch.stix.StixPattern.Qualified;
import org.caricom.conch.stix.StixPattern.Sequence;
import org.caricom.conch.stix.StixPattern.Test;
import org.caricom.conch.stix.StixPattern.Together;
import org.caricom.conch.stix.ValuePaths.Value;
import org.caricom.conch.stix.ValuePaths.ValuePath;

/// What a pattern comes to in the languages that know values alone: lists, block lists, rules of Suricata or
/// Zeek.
public sealed interface PatternValues {
    /// Each of these values, by itself, is what the pattern looks for.
    ///
    /// @param values the values of kinds that we name, in the pattern's order
    /// @param paths  the paths of the other alternatives, which only STIX can say
    record Choice(List<Value> values, List<String> paths) implements PatternValues {
        public Choice {
            values = List.copyOf(values);
            paths = List.copyOf(paths);
        }
    }

    /// The pattern wants more than one value, or something else than a value; to look for a part of it would
    /// be wrong.
    record Untranslatable(String reason) implements PatternValues {}

    /// Translates a pattern.
    static PatternValues of(String pattern) {
        return switch (StixPattern.read(pattern)) {
            case PatternReading.Flawed flawed -> new Untranslatable(flawed.sentence());
            case PatternReading.Parsed parsed -> of(parsed.pattern());
        };
    }

    /// Translates a pattern.
    static PatternValues of(StixPattern pattern) {
        List<Atom> atoms = PatternText.atoms(pattern);
        if (atoms == null) {
            return new Untranslatable("the pattern is more than a choice of equal values");
        }
        List<Value> values = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (Atom atom : atoms) {
            ValuePath path = ValuePaths.byPath(atom.path());
            if (path == null) {
                paths.add(atom.path());
            } else {
                values.add(new Value(path.word(), atom.value()));
            }
        }
        return new Choice(values, paths);
    }

    /// Every value of a kind that we name that the pattern tests for equality anywhere, also where it means
    /// something only together with others: for people who search, never for machines that block.
    static List<Value> mentioned(StixPattern pattern) {
        Set<Value> values = new LinkedHashSet<>();
        mentioned(pattern.expression(), values);
        return List.copyOf(values);
    }

    private static void mentioned(Observation observation, Set<Value> values) {
        switch (observation) {
            case Matching matching -> mentioned(matching.comparison(), values);
            case Either either -> either.parts().forEach(part -> mentioned(part, values));
            case Together together -> together.parts().forEach(part -> mentioned(part, values));
            case Sequence sequence -> sequence.parts().forEach(part -> mentioned(part, values));
            case Qualified qualified -> mentioned(qualified.of(), values);
        }
    }

    private static void mentioned(Comparison comparison, Set<Value> values) {
        switch (comparison) {
            case Any any -> any.parts().forEach(part -> mentioned(part, values));
            case All all -> {
                PatternValues alone = of(new StixPattern(new Matching(all)));
                if (alone instanceof Choice choice) {
                    values.addAll(choice.values());
                } else {
                    all.parts().forEach(part -> mentioned(part, values));
                }
            }
            case Test test -> {
                boolean equal = test.operator() == Operator.EQUAL || test.operator() == Operator.IN;
                if (equal && of(new StixPattern(new Matching(test))) instanceof Choice choice) {
                    values.addAll(choice.values());
                }
            }
            case StixPattern.Exists _ -> {
                // no value
            }
        }
    }
}
