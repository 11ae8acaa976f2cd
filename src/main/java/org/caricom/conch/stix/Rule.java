package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule about several properties of one object.
sealed interface Rule {
    /// Adds to `findings` when the object breaks the rule.
    void check(JsonNode object, Place place, Findings findings);

    /// At least one is there.
    record Some(List<String> names) implements Rule {
        @Override
        public void check(JsonNode object, Place place, Findings findings) {
            if (names.stream().noneMatch(object::has)) {
                findings.add(place, "missing", "at least one is required of " + String.join(", ", names));
            }
        }
    }

    /// Exactly one is there.
    record One(List<String> names) implements Rule {
        @Override
        public void check(JsonNode object, Place place, Findings findings) {
            long there = names.stream().filter(object::has).count();
            if (there != 1) {
                findings.add(
                        place,
                        there == 0 ? "missing" : "not-together",
                        "exactly one is there of " + String.join(", ", names));
            }
        }
    }

    /// Where `name` is, the others are too.
    record With(String name, List<String> others) implements Rule {
        @Override
        public void check(JsonNode object, Place place, Findings findings) {
            for (String other : others) {
                if (object.has(name) && !object.has(other)) {
                    findings.add(place.to(other), "missing", other + " is required with " + name);
                }
            }
        }
    }

    /// Where `name` is true, `other` is there.
    record WhenTrue(String name, String other) implements Rule {
        @Override
        public void check(JsonNode object, Place place, Findings findings) {
            if (object.path(name).booleanValue() && !object.has(other)) {
                findings.add(place.to(other), "missing", other + " is required when " + name + " is true");
            }
        }
    }

    /// `first` is before `second`, or, unless `strictly`, the same.
    record Order(String first, boolean strictly, String second) implements Rule {
        @Override
        public void check(JsonNode object, Place place, Findings findings) {
            Integer order = compare(object.path(first), object.path(second));
            if (order != null && (order > 0 || (strictly && order == 0))) {
                findings.add(place.to(second), "order", second + (strictly ? " is after " : " is not before ") + first);
            }
        }

        private static @Nullable Integer compare(JsonNode first, JsonNode second) {
            if (first.isNumber() && second.isNumber()) {
                return first.decimalValue().compareTo(second.decimalValue());
            }
            StixTimestamp earlier = first.isTextual() ? StixTimestamp.parse(first.textValue()) : null;
            StixTimestamp later = second.isTextual() ? StixTimestamp.parse(second.textValue()) : null;
            return earlier == null || later == null ? null : Integer.valueOf(earlier.compareTo(later));
        }
    }

    /// None is there.
    record Never(List<String> names) implements Rule {
        @Override
        public void check(JsonNode object, Place place, Findings findings) {
            for (String name : names) {
                if (object.has(name)) {
                    findings.add(place.to(name), "not-allowed", name + " is not allowed here");
                }
            }
        }
    }
}
