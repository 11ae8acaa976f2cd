package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A type of property value, STIX 2.1 §2, as the table of rules names it.
sealed interface PropertyType {
    /// Adds to `findings` what is wrong with a value. Null is not asked about: it is wrong everywhere.
    void check(JsonNode value, Place place, Findings findings);

    /// Anything but null.
    record Any() implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {}
    }

    record Text() implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (!value.isTextual()) {
                findings.add(place, "wrong-type", "this is a string");
            }
        }
    }

    record Bool() implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (!value.isBoolean()) {
                findings.add(place, "wrong-type", "this is true or false");
            }
        }
    }

    /// A number between two limits, either of which may be missing. Integers lie within ±(2⁵³−1), §2.8.
    record Numeric(
            boolean integer, @Nullable Double low, @Nullable Double high) implements PropertyType {
        private static final double LARGEST_INTEGER = 9_007_199_254_740_991.0;

        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (integer ? !value.isIntegralNumber() : !value.isNumber()) {
                findings.add(place, "wrong-type", integer ? "this is a whole number" : "this is a number");
                return;
            }
            double number = value.doubleValue();
            if (integer && Math.abs(number) > LARGEST_INTEGER) {
                findings.add(place, "wrong-value", "whole numbers lie within 2^53");
            } else if (low != null && number < low) {
                findings.add(place, "wrong-value", "this is not less than " + plain(low));
            } else if (high != null && number > high) {
                findings.add(place, "wrong-value", "this is not more than " + plain(high));
            }
        }

        private static String plain(double limit) {
            return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
        }
    }

    /// A timestamp.
    ///
    /// @param milliseconds whether three digits after the second are wanted, as in `created`
    record Time(boolean milliseconds) implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            StixTimestamp timestamp = value.isTextual() ? StixTimestamp.parse(value.textValue()) : null;
            if (timestamp == null) {
                findings.add(place, "timestamp", "a time is written like 2026-01-31T09:30:00.000Z, in UTC");
            } else if (milliseconds && timestamp.digits() < 3) {
                findings.add(place, "timestamp", "this time is told to the millisecond at least");
            }
        }
    }

    /// A string of which the whole is matched.
    record Matching(Pattern pattern, String code, String detail) implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
                findings.add(place, code, detail);
            }
        }
    }

    record Binary() implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            try {
                Base64.getDecoder().decode(value.isTextual() ? value.textValue() : "?");
            } catch (IllegalArgumentException _) {
                findings.add(place, "wrong-value", "this is base64");
            }
        }
    }

    record OneOf(List<String> words) implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (!value.isTextual() || !words.contains(value.textValue())) {
                findings.add(place, "wrong-value", "this is one of " + String.join(", ", words));
            }
        }
    }

    /// An identifier whose type is among these, or, with `not`, is none of these. No types: any.
    record Identifier(boolean not, List<String> types) implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            StixId id = value.isTextual() ? StixId.parse(value.textValue()) : null;
            if (id == null) {
                findings.add(place, "identifier", "an identifier is a type, two hyphens and a UUID");
            } else if (!types.isEmpty() && types.contains(id.type()) == not) {
                findings.add(
                        place,
                        "reference-type",
                        not ? "this cannot refer to " + id.type() : "this refers to " + String.join(" or ", types));
            }
        }
    }

    /// A list with something in it, §2.10.
    record ListOf(PropertyType element) implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (!value.isArray()) {
                findings.add(place, "wrong-type", "this is a list");
            } else if (value.isEmpty()) {
                findings.add(place, "empty", "an empty list is left out");
            }
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                if (!value.get(i).isNull()) {
                    element.check(value.get(i), place.to(i), findings);
                }
            }
        }
    }

    /// §2.3.
    record Dictionary() implements PropertyType {
        private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,250}");

        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (!value.isObject() || value.isEmpty()) {
                findings.add(place, value.isObject() ? "empty" : "wrong-type", "this is a filled dictionary");
                return;
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                if (!KEY.matcher(entry.getKey()).matches()) {
                    findings.add(
                            place.to(entry.getKey()), "name", "a key has letters, digits, hyphens and underscores");
                }
            }
        }
    }

    /// §2.7: values in the form of their algorithm, where it is one of hash-algorithm-ov.
    record Hashes() implements PropertyType {
        private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{3,250}");

        private static final Map<String, Pattern> FORMS = Map.of(
                "MD5", Pattern.compile("[0-9a-fA-F]{32}"),
                "SHA-1", Pattern.compile("[0-9a-fA-F]{40}"),
                "SHA-256", Pattern.compile("[0-9a-fA-F]{64}"),
                "SHA-512", Pattern.compile("[0-9a-fA-F]{128}"),
                "SHA3-256", Pattern.compile("[0-9a-fA-F]{64}"),
                "SHA3-512", Pattern.compile("[0-9a-fA-F]{128}"),
                "SSDEEP", Pattern.compile("[A-Za-z0-9/+:.]{1,128}"),
                "TLSH", Pattern.compile("[A-Za-z0-9]{70}"));

        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (!value.isObject() || value.isEmpty()) {
                findings.add(place, value.isObject() ? "empty" : "wrong-type", "this names hashes");
                return;
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                Place here = place.to(entry.getKey());
                Pattern form = FORMS.get(entry.getKey());
                if (!KEY.matcher(entry.getKey()).matches()) {
                    findings.add(here, "name", "an algorithm's name has letters, digits, hyphens, underscores");
                } else if (!entry.getValue().isTextual()
                        || (form != null
                                && !form.matcher(entry.getValue().textValue()).matches())) {
                    findings.add(here, "wrong-value", "this is no " + entry.getKey() + " hash");
                }
            }
        }
    }

    /// §7.3: extensions by identifier or, for those that the standard or an older producer defined, by name.
    record Extensions(RuleTable table) implements PropertyType {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*-ext");

        private static final OneOf TYPE = new OneOf(
                List.of("new-sdo", "new-sco", "new-sro", "property-extension", "toplevel-property-extension"));

        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (!value.isObject() || value.isEmpty()) {
                findings.add(place, value.isObject() ? "empty" : "wrong-type", "this names extensions");
                return;
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                String key = entry.getKey();
                Place here = place.to(key);
                StixId id = StixId.parse(key);
                boolean defined = id != null && id.type().equals("extension-definition");
                if (!defined && !NAME.matcher(key).matches()) {
                    findings.add(here, "name", "an extension is named by the id of its definition");
                } else if (!entry.getValue().isObject() || entry.getValue().isEmpty()) {
                    findings.add(here, "empty", "an extension says something");
                } else {
                    RuleTable.Block known = table.extension(key);
                    if (known != null) {
                        known.check(entry.getValue(), here, findings);
                    } else if (defined) {
                        JsonNode type = entry.getValue().path("extension_type");
                        TYPE.check(type, here.to("extension_type"), findings);
                    }
                }
            }
        }
    }

    /// A value made of properties.
    record Struct(RuleTable table, String name) implements PropertyType {
        @Override
        public void check(JsonNode value, Place place, Findings findings) {
            if (value.isObject()) {
                table.struct(name).check(value, place, findings);
            } else {
                findings.add(place, "wrong-type", "this is an object");
            }
        }
    }
}
