package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A type of property value, STIX 2.1 §2, as the tables name it.
sealed interface PropertyType {
    /// Tells what is wrong with a value, null excepted, which is wrong everywhere.
    void check(JsonNode value, Findings findings);

    /// Null where nothing else may be: no type of the standard has it.
    static void checkNotNull(JsonNode value, PropertyType type, Findings findings) {
        if (value.isNull()) {
            Any.tellNull(findings);
        } else {
            type.check(value, findings);
        }
    }

    /// Anything that holds no null, as deep as it may be hidden.
    record Any() implements PropertyType {
        static final Any INSTANCE = new Any();

        static void tellNull(Findings findings) {
            findings.wrong("null", "§2", "what is not known is left out");
        }

        @Override
        public void check(JsonNode value, Findings findings) {
            if (value.isObject()) {
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    findings.enter(entry.getKey());
                    checkNotNull(entry.getValue(), this, findings);
                    findings.leave();
                }
            } else if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    findings.enter(i);
                    checkNotNull(value.get(i), this, findings);
                    findings.leave();
                }
            }
        }
    }

    /// A string or a whole number, as tags of files and of traffic are.
    record Scalar() implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isTextual() && !value.isIntegralNumber()) {
                findings.wrong("wrong-type", "§2", "this is a string or a whole number");
            }
        }
    }

    record Text() implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isTextual()) {
                findings.wrong("wrong-type", "§2.15", "this is a string");
            }
        }
    }

    /// A list of strings (§6.6, §6.12.2). The schemas of OASIS want one that stands alone to be a string; so it is
    /// read.
    record Texts() implements PropertyType {
        private static final ListOf LIST = new ListOf(new Text());

        @Override
        public void check(JsonNode value, Findings findings) {
            if (value.isTextual()) {
                findings.unusual("wrong-type", "§6", "this is a list of strings, also when there is one");
            } else {
                LIST.check(value, findings);
            }
        }
    }

    record Bool() implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isBoolean()) {
                findings.wrong("wrong-type", "§2.2", "this is true or false");
            }
        }
    }

    /// A number between two limits, either of which may be missing. Integers lie within ±(2⁵³−1), §2.10.
    record Numeric(
            boolean integer, @Nullable Double low, @Nullable Double high) implements PropertyType {
        private static final double LARGEST_INTEGER = 9_007_199_254_740_991.0;

        @Override
        public void check(JsonNode value, Findings findings) {
            String section = integer ? "§2.10" : "§2.6";
            if (integer ? !value.isIntegralNumber() : !value.isNumber()) {
                findings.wrong("wrong-type", section, integer ? "this is a whole number" : "this is a number");
                return;
            }
            double number = value.doubleValue();
            if (integer && Math.abs(number) > LARGEST_INTEGER) {
                findings.wrong("wrong-value", section, "whole numbers lie within 2^53");
            } else if (low != null && number < low) {
                findings.wrong("wrong-value", section, "this is not less than " + plain(low));
            } else if (high != null && number > high) {
                findings.wrong("wrong-value", section, "this is not more than " + plain(high));
            }
        }

        private static String plain(double limit) {
            return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
        }
    }

    /// A timestamp, §2.16.
    ///
    /// @param milliseconds whether three digits after the second are wanted, as in `created` (§3.2)
    record Time(boolean milliseconds) implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            int digits = value.isTextual() ? StixTimestamp.digits(value.textValue()) : -1;
            if (digits < 0) {
                findings.wrong("timestamp", "§2.16", "a time is written like 2026-01-31T09:30:00.000Z, in UTC");
            } else if (milliseconds && digits < 3) {
                findings.wrong("timestamp", "§3.2", "this time is told to the millisecond at least");
            }
        }
    }

    /// A string of some form.
    record Formed(Form form) implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (value.isTextual()) {
                form.check(value.textValue(), findings);
            } else {
                findings.wrong("wrong-type", "§2.15", "this is a string");
            }
        }
    }

    /// A word of a closed list, §2.4.
    record OneOf(List<String> words, Set<String> set) implements PropertyType {
        OneOf(List<String> words) {
            this(words, Set.copyOf(words));
        }

        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isTextual() || !set.contains(value.textValue())) {
                findings.wrong("wrong-value", "§2.4", "this is one of " + String.join(", ", words));
            }
        }
    }

    /// A word of a vocabulary that others may add to, §2.14.
    ///
    /// @param name    of the vocabulary
    /// @param section where it stands
    record Term(String name, String section, Set<String> words) implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isTextual()) {
                findings.wrong("wrong-type", "§2.14", "this is a string");
            } else if (!words.contains(value.textValue())) {
                findings.unusual(
                        "vocabulary",
                        section,
                        Syntax.isTerm(value.textValue())
                                ? "this is no word of " + name
                                : "this is no word of " + name + "; others are in lower case with hyphens");
            }
        }
    }

    /// An identifier, §2.9, whose type is one of these or of one of these kinds. Neither: any.
    record Identifier(RuleTable table, List<String> types, List<StixKind> kinds) implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            String text = value.isTextual() ? value.textValue() : "";
            int length = StixId.typeLength(text);
            if (length < 0) {
                findings.wrong("identifier", "§2.9", "an identifier is a type, two hyphens and a UUID");
            } else if (!allows(text, length)) {
                findings.wrong("reference-type", "§3.3", "this refers to " + allowed());
            }
        }

        boolean allows(String id, int typeLength) {
            if (types.isEmpty() && kinds.isEmpty()) {
                return true;
            }
            for (int i = 0; i < types.size(); i++) {
                String type = types.get(i);
                if (type.length() == typeLength && id.startsWith(type)) {
                    return true;
                }
            }
            if (kinds.isEmpty()) {
                return false;
            }
            StixKind kind = table.kind(id.substring(0, typeLength));
            return kind == StixKind.UNKNOWN ? !id.startsWith("bundle--") : kinds.contains(kind);
        }

        private String allowed() {
            var words = new StringBuilder(String.join(" or ", types));
            for (StixKind kind : kinds) {
                words.append(words.isEmpty() ? "" : " or ").append(kind.words());
            }
            return words.toString();
        }
    }

    /// A list with something in it, §2.12.
    record ListOf(PropertyType element) implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isArray()) {
                findings.wrong("wrong-type", "§2.12", "this is a list");
                return;
            }
            if (value.isEmpty()) {
                findings.wrong("empty", "§2.12", "an empty list is left out");
            }
            for (int i = 0; i < value.size(); i++) {
                findings.enter(i);
                checkNotNull(value.get(i), element, findings);
                findings.leave();
            }
        }
    }

    /// §2.3.
    record Dictionary(PropertyType of) implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isObject() || value.isEmpty()) {
                findings.wrong(value.isObject() ? "empty" : "wrong-type", "§2.3", "this is a filled dictionary");
                return;
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                findings.enter(entry.getKey());
                if (!Syntax.isKey(entry.getKey(), 1)) {
                    findings.wrong("name", "§2.3", "a key has letters, digits, hyphens and underscores");
                }
                checkNotNull(entry.getValue(), of, findings);
                findings.leave();
            }
        }
    }

    /// §2.7: values in the form of their algorithm, where it is one of hash-algorithm-ov.
    record Hashes() implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isObject() || value.isEmpty()) {
                findings.wrong(value.isObject() ? "empty" : "wrong-type", "§2.7", "this names hashes");
                return;
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                findings.enter(entry.getKey());
                String algorithm = entry.getKey();
                JsonNode hash = entry.getValue();
                if (!Syntax.isKey(algorithm, 3)) {
                    findings.wrong("name", "§2.7", "an algorithm's name has letters, digits, hyphens, underscores");
                } else if (!hash.isTextual() || !isHash(algorithm, hash.textValue())) {
                    findings.wrong("wrong-value", "§2.7", "this is no " + algorithm + " hash");
                } else if (!isKnown(algorithm)) {
                    findings.unusual("vocabulary", "§10", "this algorithm is none of hash-algorithm-ov");
                }
                findings.leave();
            }
        }

        private static boolean isKnown(String algorithm) {
            return switch (algorithm) {
                case "MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256", "SHA3-512", "SSDEEP", "TLSH" -> true;
                default -> false;
            };
        }

        private static boolean isHash(String algorithm, String hash) {
            return switch (algorithm) {
                case "MD5" -> Syntax.isHex(hash, 32);
                case "SHA-1" -> Syntax.isHex(hash, 40);
                case "SHA-256", "SHA3-256" -> Syntax.isHex(hash, 64);
                case "SHA-512", "SHA3-512" -> Syntax.isHex(hash, 128);
                case "SSDEEP" ->
                    !hash.isEmpty()
                            && hash.length() <= 256
                            && hash.chars().allMatch(c -> Syntax.isAlphanumeric((char) c) || "/+:.".indexOf(c) >= 0);
                case "TLSH" ->
                    (hash.length() == 70 || hash.length() == 72)
                            && hash.chars().allMatch(c -> Syntax.isAlphanumeric((char) c));
                default -> !hash.isEmpty();
            };
        }
    }

    /// §7.3: extensions by identifier or, for those that the standard or an older producer defined, by name.
    record Extensions(RuleTable table) implements PropertyType {
        private static final OneOf TYPE = new OneOf(
                List.of("new-sdo", "new-sco", "new-sro", "property-extension", "toplevel-property-extension"));

        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isObject() || value.isEmpty()) {
                findings.wrong(value.isObject() ? "empty" : "wrong-type", "§7.3", "this names extensions");
                return;
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                findings.enter(entry.getKey());
                extension(entry.getKey(), entry.getValue(), findings);
                findings.leave();
            }
        }

        private void extension(String key, JsonNode content, Findings findings) {
            boolean defined = key.startsWith("extension-definition--") && StixId.typeLength(key) > 0;
            if (!defined && !(key.endsWith("-ext") && Syntax.isTerm(key))) {
                findings.wrong("name", "§7.3", "an extension is named by the id of its definition");
                return;
            }
            RuleTable.Block known = table.extension(key);
            if (!content.isObject()) {
                findings.wrong("wrong-type", "§7.3", "an extension is an object");
            } else if (known != null && (!content.isEmpty() || known.requiresSomething())) {
                known.check(content, findings);
            } else if (content.isEmpty()) {
                findings.wrong("empty", "§7.3", "an extension says something");
            } else {
                unknown(content, defined, findings);
            }
        }

        private static void unknown(JsonNode content, boolean defined, Findings findings) {
            if (defined) {
                findings.enter("extension_type");
                TYPE.check(content.path("extension_type"), findings);
                findings.leave();
            }
            for (Map.Entry<String, JsonNode> entry : content.properties()) {
                findings.enter(entry.getKey());
                if (!Syntax.isPropertyName(entry.getKey())) {
                    findings.unusual("name", "§7.3", "a property's name has 3 to 250 lower-case letters and digits");
                }
                checkNotNull(entry.getValue(), Any.INSTANCE, findings);
                findings.leave();
            }
        }
    }

    /// §7.1: from language tags to translations of an object's properties.
    record Translations() implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (!value.isObject() || value.isEmpty()) {
                findings.wrong(value.isObject() ? "empty" : "wrong-type", "§7.1", "this names languages");
                return;
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                findings.enter(entry.getKey());
                if (!Syntax.isLanguageTag(entry.getKey())) {
                    findings.wrong("name", "§7.1", "this is a language tag of RFC 5646");
                }
                if (!entry.getValue().isObject() || entry.getValue().isEmpty()) {
                    findings.wrong("wrong-type", "§7.1", "this names properties and their translations");
                } else {
                    Any.INSTANCE.check(entry.getValue(), findings);
                }
                findings.leave();
            }
        }
    }

    /// A value made of properties.
    record Struct(RuleTable.Block block) implements PropertyType {
        @Override
        public void check(JsonNode value, Findings findings) {
            if (value.isObject()) {
                block.check(value, findings);
            } else {
                findings.wrong("wrong-type", block.section(), "this is an object");
            }
        }
    }
}
