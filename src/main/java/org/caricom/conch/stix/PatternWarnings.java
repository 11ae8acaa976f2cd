package org.caricom.conch.stix;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.stix.StixPattern.All;
import org.caricom.conch.stix.StixPattern.Any;
import org.caricom.conch.stix.StixPattern.Comparison;
import org.caricom.conch.stix.StixPattern.Either;
import org.caricom.conch.stix.StixPattern.Exists;
import org.caricom.conch.stix.StixPattern.Matching;
import org.caricom.conch.stix.StixPattern.Name;
import org.caricom.conch.stix.StixPattern.ObjectPath;
import org.caricom.conch.stix.StixPattern.Observation;
import org.caricom.conch.stix.StixPattern.Operator;
import org.caricom.conch.stix.StixPattern.Qualified;
import org.caricom.conch.stix.StixPattern.Sequence;
import org.caricom.conch.stix.StixPattern.Step;
import org.caricom.conch.stix.StixPattern.Test;
import org.caricom.conch.stix.StixPattern.Together;

/// What is legal in a pattern but can never match, or not as its author meant: types and properties that STIX
/// does not have, observations that want one observable to be of two types, sets of addresses of other things.
public final class PatternWarnings {
    private static final int LONGEST_PATH = 80;

    private final RuleTable table = RuleTable.STANDARD;
    private final Set<String> warnings = new LinkedHashSet<>();

    private PatternWarnings() {}

    /// In sentences; empty when all is known.
    public static List<String> of(StixPattern pattern) {
        var walk = new PatternWarnings();
        walk.observation(pattern.expression());
        return List.copyOf(walk.warnings);
    }

    private void observation(Observation observation) {
        switch (observation) {
            case Matching matching -> comparison(matching.comparison());
            case Either either -> either.parts().forEach(this::observation);
            case Together together -> together.parts().forEach(this::observation);
            case Sequence sequence -> sequence.parts().forEach(this::observation);
            case Qualified qualified -> observation(qualified.of());
        }
    }

    private Set<String> comparison(Comparison comparison) {
        return switch (comparison) {
            case Any any -> {
                Set<String> types = new LinkedHashSet<>();
                any.parts().forEach(part -> types.addAll(comparison(part)));
                yield types;
            }
            case All all -> {
                Set<String> common = new LinkedHashSet<>(comparison(all.parts().getFirst()));
                for (Comparison part : all.parts().subList(1, all.parts().size())) {
                    common.retainAll(comparison(part));
                }
                if (common.isEmpty()) {
                    warnings.add("what is joined by AND in one observation holds of one object, and no object is of"
                            + " two types");
                }
                yield common;
            }
            case Exists exists -> {
                path(exists.path());
                yield Set.of(exists.path().type());
            }
            case Test test -> {
                path(test.path());
                boolean network = test.operator() == Operator.SUBSET || test.operator() == Operator.SUPERSET;
                if (network && !test.path().toString().endsWith("value")) {
                    warnings.add("ISSUBSET and ISSUPERSET compare values of addresses");
                }
                if (test.constants().isEmpty()) {
                    warnings.add("nothing is in an empty set");
                }
                yield Set.of(test.path().type());
            }
        };
    }

    private void path(ObjectPath path) {
        String shown = path.toString();
        shown = shown.length() > LONGEST_PATH ? shown.substring(0, LONGEST_PATH) + "…" : shown;
        if (table.kind(path.type()) != StixKind.SCO) {
            warnings.add("STIX has no such type of observable: " + shown);
        } else if (!leads(List.of(path.type()), path.steps(), 0)) {
            warnings.add("STIX has no such property: " + shown);
        }
    }

    /// Whether any observable of these types has what the steps lead to.
    private boolean leads(List<String> types, List<Step> steps, int at) {
        if (types.isEmpty() || at == steps.size()) {
            return true;
        }
        if (!(steps.get(at) instanceof Name name)) {
            return false;
        }
        for (String type : types) {
            if (name.name().equals("type") || name.name().equals("id") || table.kind(type) == StixKind.UNKNOWN) {
                return true;
            }
            RuleTable.Property property = table.shape(type).property(name.name());
            if (property != null && leads(property.type(), steps, at + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean leads(PropertyType type, List<Step> steps, int at) {
        if (at == steps.size()) {
            return true;
        }
        Step step = steps.get(at);
        return switch (type) {
            case PropertyType.ListOf list -> !(step instanceof Name) && leads(list.element(), steps, at + 1);
            case PropertyType.Texts _ -> !(step instanceof Name);
            case PropertyType.Identifier id -> leads(referred(id), steps, at);
            case PropertyType.Struct struct -> {
                RuleTable.Property property =
                        step instanceof Name name ? struct.block().properties().get(name.name()) : null;
                yield property != null && leads(property.type(), steps, at + 1);
            }
            case PropertyType.Dictionary dictionary -> step instanceof Name && leads(dictionary.of(), steps, at + 1);
            case PropertyType.Hashes _ -> step instanceof Name && at + 1 == steps.size();
            case PropertyType.Extensions _ -> {
                RuleTable.Block known = step instanceof Name name ? table.extension(name.name()) : null;
                yield step instanceof Name && (known == null || leads(new PropertyType.Struct(known), steps, at + 1));
            }
            case PropertyType.Any _ -> true;
            case PropertyType.Scalar _,
                    PropertyType.Text _,
                    PropertyType.Bool _,
                    PropertyType.Numeric _,
                    PropertyType.Time _,
                    PropertyType.Formed _,
                    PropertyType.OneOf _,
                    PropertyType.Term _,
                    PropertyType.Translations _ -> false;
        };
    }

    /// The types that a reference leads to; empty when it may be any.
    private static List<String> referred(PropertyType.Identifier id) {
        return id.kinds().isEmpty() ? new ArrayList<>(id.types()) : List.of();
    }
}
