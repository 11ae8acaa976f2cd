package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule about several properties of one object, as a line of the tables states it.
sealed interface Rule
        permits Rule.Some,
                Rule.One,
                Rule.With,
                Rule.When,
                Rule.Unless,
                Rule.Order,
                Rule.Never,
                Rule.Among,
                Rule.SameType,
                Rule.Related,
                Check {
    /// Tells through `stated` what the object breaks.
    void check(JsonNode object, Stated stated, Findings findings);

    /// A rule with what the tables say about it.
    ///
    /// @param id      the block and the line, which name the rule
    /// @param section of the standard
    record Stated(Rule rule, String id, String section, Violation.Level level) {
        void check(JsonNode object, Findings findings) {
            rule.check(object, this, findings);
        }

        /// About the object as a whole.
        void tell(Findings findings, String code, String detail) {
            findings.add(id, section, level, code, detail);
        }

        /// About one of its properties.
        void tellAt(Findings findings, String property, String code, String detail) {
            findings.enter(property);
            tell(findings, code, detail);
            findings.leave();
        }
    }

    /// At least one is there.
    record Some(List<String> names) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            for (String name : names) {
                if (object.has(name)) {
                    return;
                }
            }
            stated.tell(findings, "missing", "at least one is required of " + String.join(", ", names));
        }
    }

    /// Exactly one is there.
    record One(List<String> names) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            int there = 0;
            for (String name : names) {
                there += object.has(name) ? 1 : 0;
            }
            if (there != 1) {
                stated.tell(
                        findings,
                        there == 0 ? "missing" : "not-together",
                        "exactly one is there of " + String.join(", ", names));
            }
        }
    }

    /// Where `name` is, the others are too.
    record With(String name, List<String> others) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            if (!object.has(name)) {
                return;
            }
            for (String other : others) {
                if (!object.has(other)) {
                    stated.tellAt(findings, other, "missing", other + " is required with " + name);
                }
            }
        }
    }

    /// Where `name` has this value, the others are there, or are not.
    record When(String name, String value, boolean never, List<String> others) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            JsonNode there = object.path(name);
            if (!there.isValueNode() || !there.asText().equals(value)) {
                return;
            }
            for (String other : others) {
                if (object.has(other) == never) {
                    stated.tellAt(
                            findings,
                            other,
                            never ? "not-together" : "missing",
                            other + (never ? " is not allowed when " : " is required when ") + name + " is " + value);
                }
            }
        }
    }

    /// Where `name` is there and has another value, the others are there.
    record Unless(String name, String value, List<String> others) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            JsonNode there = object.path(name);
            if (!there.isTextual() || there.textValue().equals(value)) {
                return;
            }
            for (String other : others) {
                if (!object.has(other)) {
                    stated.tellAt(findings, other, "missing", other + " is required unless " + name + " is " + value);
                }
            }
        }
    }

    /// `first` is before `second`, or, unless `strictly`, the same.
    record Order(String first, boolean strictly, String second) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            JsonNode one = object.get(first);
            JsonNode other = one == null ? null : object.get(second);
            Integer order = one == null || other == null ? null : compare(one, other);
            if (order != null && (order > 0 || (strictly && order == 0))) {
                stated.tellAt(
                        findings, second, "order", second + (strictly ? " is after " : " is not before ") + first);
            }
        }

        private static @Nullable Integer compare(JsonNode first, JsonNode second) {
            if (first.isNumber() && second.isNumber()) {
                return first.decimalValue().compareTo(second.decimalValue());
            }
            if (!first.isTextual() || !second.isTextual()) {
                return null;
            }
            String earlier = first.textValue();
            String later = second.textValue();
            return StixTimestamp.digits(earlier) < 0 || StixTimestamp.digits(later) < 0
                    ? null
                    : Integer.valueOf(StixTimestamp.compare(earlier, later));
        }
    }

    /// None is there.
    record Never(List<String> names) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            for (String name : names) {
                if (object.has(name)) {
                    stated.tellAt(findings, name, "not-allowed", name + " is not allowed here");
                }
            }
        }
    }

    /// The list holds at least one identifier that `wanted` allows.
    record Among(String name, PropertyType.Identifier wanted) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            JsonNode list = object.path(name);
            for (JsonNode element : list) {
                String text = element.isTextual() ? element.textValue() : "";
                int length = StixId.typeLength(text);
                if (length < 0 || wanted.allows(text, length)) {
                    return;
                }
            }
            if (list.isArray() && !list.isEmpty()) {
                stated.tellAt(findings, name, "reference-type", "none of these is what this is about");
            }
        }
    }

    /// Where both are there, they refer to objects of one type.
    record SameType(String first, String second) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            StixId one = id(object.path(first));
            StixId other = id(object.path(second));
            if (one != null && other != null && !one.type().equals(other.type())) {
                stated.tellAt(findings, second, "reference-type", "this refers to the same type as " + first);
            }
        }

        private static @Nullable StixId id(JsonNode value) {
            return value.isTextual() ? StixId.parse(value.textValue()) : null;
        }
    }

    /// The relationship is one that the standard or a known extension defines; others are anybody's (§5.1).
    record Related(RuleTable table) implements Rule {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            String source = object.path("source_ref").asText();
            String target = object.path("target_ref").asText();
            int from = StixId.typeLength(source);
            int to = StixId.typeLength(target);
            String type = object.path("relationship_type").asText();
            if (from > 0 && to > 0 && !table.relates(source.substring(0, from), type, target.substring(0, to))) {
                stated.tellAt(
                        findings,
                        "relationship_type",
                        "relationship",
                        "the standard has no such relationship between these types of object");
            }
        }
    }
}
