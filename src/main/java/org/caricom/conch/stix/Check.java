package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.stix.Violation.Level;
import org.jspecify.annotations.Nullable;

/// A rule that no line of the tables can say; the lines call them by name (`check tlp`).
sealed interface Check extends Rule {
    /// The check of this name.
    ///
    /// @throws IllegalArgumentException when there is none
    static Check named(String name, List<String> arguments, RuleTable table) {
        return switch (name) {
            case "selectors" -> new Selectors();
            case "sco-id" -> new ScoId(table);
            case "known-reference" -> new KnownReference();
            case "pattern" -> new PatternParses();
            case "tlp" -> new Tlp();
            case "extension-properties" -> new ExtensionProperties();
            case "impact-category" -> new ImpactCategory();
            case "sequence" -> new Sequence(arguments.get(0), arguments.get(1));
            default -> throw new IllegalArgumentException("no check " + name);
        };
    }

    /// §7.2: a marking does not mark itself, and a selector selects something.
    record Selectors() implements Check {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            JsonNode markings = object.get("object_marking_refs");
            JsonNode granular = object.get("granular_markings");
            if (markings == null && granular == null) {
                return;
            }
            String id = object.path("id").asText();
            if (markings != null) {
                for (JsonNode marking : markings) {
                    if (marking.asText().equals(id)) {
                        stated.tellAt(
                                findings, "object_marking_refs", "self-reference", "a marking does not mark itself");
                    }
                }
            }
            if (granular == null || !granular.isArray()) {
                return;
            }
            findings.enter("granular_markings");
            for (int i = 0; i < granular.size(); i++) {
                findings.enter(i);
                if (granular.get(i).path("marking_ref").asText().equals(id)) {
                    stated.tellAt(findings, "marking_ref", "self-reference", "a marking does not mark itself");
                }
                selectors(object, granular.get(i).path("selectors"), stated, findings);
                findings.leave();
            }
            findings.leave();
        }

        private static void selectors(JsonNode object, JsonNode selectors, Stated stated, Findings findings) {
            findings.enter("selectors");
            for (int j = 0; selectors.isArray() && j < selectors.size(); j++) {
                JsonNode selector = selectors.get(j);
                if (selector.isTextual() && !selects(selector.textValue(), object)) {
                    findings.enter(j);
                    stated.tell(findings, "selector", "the object has no such part that could be marked");
                    findings.leave();
                }
            }
            findings.leave();
        }

        /// §7.2.3.1: names and `[index]`, joined by dots. Markings are not marked.
        static boolean selects(String selector, JsonNode object) {
            JsonNode part = object;
            int start = 0;
            while (start <= selector.length()) {
                int dot = selector.indexOf('.', start);
                int end = dot < 0 ? selector.length() : dot;
                String step = selector.substring(start, end);
                if (start == 0 && step.equals("granular_markings")) {
                    return false;
                }
                int index = index(step);
                part = index >= 0 ? part.isArray() ? part.path(index) : MissingNode.getInstance() : part.path(step);
                start = end + 1;
            }
            return !part.isMissingNode();
        }

        /// The number in `[number]`; −1 when it is none.
        private static int index(String step) {
            int digits = step.length() - 2;
            if (digits < 1 || digits > 6 || step.charAt(0) != '[' || step.charAt(digits + 1) != ']') {
                return -1;
            }
            int index = 0;
            for (int i = 1; i <= digits; i++) {
                if (!Syntax.isDigit(step.charAt(i))) {
                    return -1;
                }
                index = 10 * index + step.charAt(i) - '0';
            }
            return index;
        }
    }

    /// §2.9: what is known of an observable gives its identifier; without that it is random.
    record ScoId(RuleTable table) implements Check {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            String id = object.path("id").asText();
            int length = StixId.typeLength(id);
            if (length < 0) {
                return;
            }
            String type = id.substring(0, length);
            if (table.kind(type) != StixKind.SCO) {
                return;
            }
            boolean some = false;
            for (String name : table.shape(type).contributing()) {
                some |= object.has(name);
            }
            char version = StixId.version(id);
            if (!some && version != '4') {
                stated.tellAt(findings, "id", "id-version", "without contributing properties the UUID is of version 4");
            } else if (some && version != '5') {
                unusual(findings, stated, "an observable's UUID is of version 5");
            } else if (some) {
                StixId expected = expected(type, object);
                if (expected != null && !expected.toString().equalsIgnoreCase(id)) {
                    unusual(findings, stated, "this is not the UUID that the contributing properties give");
                }
            }
        }

        private static @Nullable StixId expected(String type, JsonNode object) {
            try {
                return StixId.deterministic(type, object);
            } catch (IllegalArgumentException _) {
                return null;
            }
        }

        private static void unusual(Findings findings, Stated stated, String detail) {
            findings.enter("id");
            findings.add(stated.id(), "§2.9", Level.SHOULD, "id-version", detail);
            findings.leave();
        }
    }

    /// §4.1 and §4.19: numbers of CAPEC and CVE are written as those lists write them.
    record KnownReference() implements Check {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            String number = object.path("external_id").textValue();
            String source = object.path("source_name").textValue();
            if (number == null || source == null) {
                return;
            }
            boolean right = switch (source) {
                case "cve" -> Syntax.isCve(number);
                case "capec" -> Syntax.isCapec(number);
                default -> true;
            };
            if (!right) {
                stated.tellAt(findings, "external_id", "wrong-value", "this is no number of that list");
            }
        }
    }

    /// §4.7 and §9: a STIX pattern is one; what it names and nobody knows is told too.
    record PatternParses() implements Check {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            String pattern = object.path("pattern").textValue();
            if (pattern == null || !"stix".equals(object.path("pattern_type").textValue())) {
                return;
            }
            findings.enter("pattern");
            switch (StixPattern.read(pattern)) {
                case PatternReading.Flawed flawed ->
                    findings.add(stated.id(), "§9", Level.MUST, "pattern", flawed.sentence());
                case PatternReading.Parsed parsed -> {
                    for (String warning : PatternWarnings.of(parsed.pattern())) {
                        findings.add(stated.id(), "§9", Level.SHOULD, "pattern", warning);
                    }
                }
            }
            findings.leave();
        }
    }

    /// §7.2.1: statements state something, and nobody makes TLP markings but those that OASIS published.
    record Tlp() implements Check {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            JsonNode definition = object.path("definition");
            switch (object.path("definition_type").asText()) {
                case "statement" -> {
                    if (!definition.path("statement").isTextual()) {
                        findings.enter("definition");
                        stated.tellAt(findings, "statement", "missing", "a statement states something");
                        findings.leave();
                    }
                }
                case "tlp" -> published(object, definition.path("tlp").asText(), stated, findings);
                default -> {}
            }
            JsonNode second = object.path("extensions").path(Markings.TLP2_EXTENSION.toString());
            if (second.isObject()) {
                String word = second.path("tlp_2_0").asText();
                StixObject right = Markings.find(word);
                if (right != null
                        && !(right.id().toString().equals(object.path("id").asText())
                                && ("TLP:" + word.toUpperCase(Locale.ROOT))
                                        .equals(object.path("name").asText()))) {
                    stated.tell(findings, "tlp", "this is not the marking that was published for this word");
                }
            }
        }

        private static void published(JsonNode object, String word, Stated stated, Findings findings) {
            StixObject right = Markings.find1(word);
            if (right == null || !right.id().toString().equals(object.path("id").asText())) {
                stated.tell(findings, "tlp", "this is not the marking that was published for this word");
            }
        }
    }

    /// §7.3.1: only properties at the top of an object are listed.
    record ExtensionProperties() implements Check {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            boolean top = false;
            for (JsonNode type : object.path("extension_types")) {
                top |= type.asText().equals("toplevel-property-extension");
            }
            if (!top && object.has("extension_properties")) {
                stated.tellAt(
                        findings,
                        "extension_properties",
                        "not-together",
                        "these are listed by toplevel-property-extensions alone");
            }
        }
    }

    /// An impact's category names the one extension that says what it was.
    record ImpactCategory() implements Check {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            String category = object.path("impact_category").asText();
            String key = category.endsWith("-ext") ? category : category + "-ext";
            int there = 0;
            for (Map.Entry<String, JsonNode> extension :
                    object.path("extensions").properties()) {
                there += extension.getKey().endsWith("-ext") ? 1 : 0;
            }
            if (there != 1 || !object.path("extensions").has(key)) {
                stated.tellAt(
                        findings,
                        "impact_category",
                        "wrong-value",
                        "the category names the one extension that the impact has");
            }
        }
    }

    /// What comes next in a sequence is in the same list.
    record Sequence(String list, String reference) implements Check {
        @Override
        public void check(JsonNode object, Stated stated, Findings findings) {
            JsonNode entries = object.path(list);
            if (!entries.isArray()) {
                return;
            }
            Set<String> there = new HashSet<>();
            entries.forEach(entry -> there.add(entry.path(reference).asText()));
            findings.enter(list);
            for (int i = 0; i < entries.size(); i++) {
                JsonNode next = entries.get(i).path("next_steps");
                for (int j = 0; next.isArray() && j < next.size(); j++) {
                    String wanted = next.get(j).path(reference).textValue();
                    if (wanted != null && !there.contains(wanted)) {
                        findings.enter(i);
                        findings.enter("next_steps");
                        findings.enter(j);
                        stated.tellAt(findings, reference, "reference", "what comes next is in the same list");
                        findings.leave();
                        findings.leave();
                        findings.leave();
                    }
                }
            }
            findings.leave();
        }
    }
}
