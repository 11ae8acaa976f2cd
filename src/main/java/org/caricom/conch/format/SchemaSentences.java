package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// Turns what a schema validator says into what a person can act on: what is wrong, and what would be
/// right.
final class SchemaSentences {
    /// A document can break a rule once for each of its values; this many tell enough.
    private static final int MOST = 500;

    private final JsonNode schema;
    private final JsonNode document;

    private SchemaSentences(JsonNode schema, JsonNode document) {
        this.schema = schema;
        this.document = document;
    }

    /// One flaw for each error, in the order of their pointers, none twice.
    ///
    /// @param schema the schema's own source, where the known names stand
    static List<Flaw> of(List<Error> errors, JsonNode schema, JsonNode document) {
        SchemaSentences sentences = new SchemaSentences(schema, document);
        Set<Flaw> flaws = new LinkedHashSet<>();
        for (Error error : errors) {
            flaws.add(sentences.flaw(error));
        }
        List<Flaw> sorted = new ArrayList<>(flaws);
        sorted.sort(Comparator.comparing(Flaw::pointer).thenComparing(Flaw::code));
        if (sorted.size() > MOST) {
            String rest = "There are " + (sorted.size() - MOST) + " more like these.";
            sorted = new ArrayList<>(sorted.subList(0, MOST));
            sorted.add(new Flaw("", "more", rest));
        }
        return sorted;
    }

    private Flaw flaw(Error error) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode rule = error.getSchemaNode();
        JsonNode value = pointer.isEmpty() ? document : document.at(pointer);
        String property = error.getProperty() == null ? "" : error.getProperty();
        return switch (error.getKeyword()) {
            case "required" ->
                new Flaw(
                        JsonPointers.append(pointer, property),
                        "missing",
                        "\"" + property + "\" is missing" + stage(error) + ".");
            case "additionalProperties" -> unknown(error, pointer, property);
            case "type" ->
                new Flaw(pointer, "wrong-type", "This must be " + types(rule) + ", not " + kind(value) + ".");
            case "const" -> new Flaw(pointer, "wrong-value", "This must be \"" + rule.asText() + "\".");
            case "enum" -> choice(pointer, rule, value);
            case "pattern" -> new Flaw(pointer, "wrong-form", form(error));
            case "minLength" -> new Flaw(pointer, "empty", "This is empty; leave it out if there is nothing to say.");
            case "maxLength" -> new Flaw(pointer, "too-long", "This is longer than " + rule.asText() + " characters.");
            case "minItems", "minProperties" ->
                new Flaw(pointer, "empty", "This is empty; leave it out if there is nothing to say.");
            case "maxItems" ->
                new Flaw(pointer, "too-many", "There are " + value.size() + ", at most " + rule.asText() + " can be.");
            case "uniqueItems" -> new Flaw(pointer, "repeated", "The same value stands here more than once.");
            case "minimum" -> new Flaw(pointer, "out-of-range", "This must be at least " + rule.asText() + ".");
            case "maximum" -> new Flaw(pointer, "out-of-range", "This must be at most " + rule.asText() + ".");
            default -> new Flaw(pointer, "not-allowed", "This is not as the schema wants it: " + error.getMessage());
        };
    }

    /// A property that is asked for only later says from when on.
    private String stage(Error error) {
        if (!error.getSchemaLocation().toString().contains("/allOf/")
                || !document.path("format").asText().startsWith("conch-report/")) {
            return "";
        }
        String stage = document.path("stage").asText("");
        return stage.equals("final") ? ": a final report has it" : ": an " + stage + " has it";
    }

    private Flaw unknown(Error error, String pointer, String property) {
        List<String> names = new ArrayList<>();
        String fragment = String.valueOf(error.getSchemaLocation().getFragment());
        schema.at(fragment.substring(0, fragment.lastIndexOf('/')) + "/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        String near = NearNames.nearest(property, names);
        String detail = near == null
                ? "There is no \"" + shown(property) + "\" here; known are " + String.join(", ", new TreeSet<>(names))
                        + "."
                : "There is no \"" + shown(property) + "\" here; did you mean \"" + near + "\"?";
        return new Flaw(JsonPointers.append(pointer, property), "unknown-property", detail);
    }

    private static Flaw choice(String pointer, JsonNode rule, JsonNode value) {
        List<String> choices = new ArrayList<>();
        rule.forEach(choice -> choices.add(choice.asText()));
        String given = value.isTextual() ? value.asText() : "";
        String near = NearNames.nearest(given, choices);
        String detail = near == null
                ? "This must be one of " + String.join(", ", choices) + "."
                : "\"" + shown(given) + "\" is not known here; did you mean \"" + near + "\"?";
        return new Flaw(pointer, "wrong-value", detail);
    }

    /// What a pattern of the schema stands for.
    private String form(Error error) {
        String fragment = String.valueOf(error.getSchemaLocation().getFragment());
        String told = schema.at(fragment.substring(0, fragment.lastIndexOf('/')) + "/$comment")
                .asText();
        if (!told.isEmpty()) {
            return "This must be " + told + ".";
        }
        String schemaLocation = error.getSchemaLocation().toString();
        if (schemaLocation.contains("/time/")) {
            return "This must be a time with its offset from UTC, such as 2026-03-01T14:05:00Z or 2026-03-01T10:05:00-04:00.";
        }
        if (schemaLocation.contains("/line/")) {
            return "This must be one line that says something, without control characters.";
        }
        if (schemaLocation.contains("/reference/")) {
            return "This must be your number for the incident: 1 to 80 letters, digits and . _ / : # - without spaces.";
        }
        if (schemaLocation.contains("/member/")) {
            return "This must be a member's two-letter code, such as TT.";
        }
        if (schemaLocation.contains("/language/")) {
            return "This must be a language tag, such as en, fr-HT or nl.";
        }
        if (schemaLocation.contains("/techniques/")) {
            return "This must be an ATT&CK technique, such as T1486 or T1567.002.";
        }
        if (schemaLocation.contains("/vulnerabilities/")) {
            return "This must be a CVE id, such as CVE-2026-12345.";
        }
        return "This must say something.";
    }

    private static String types(JsonNode rule) {
        List<String> names = new ArrayList<>();
        if (rule.isArray()) {
            rule.forEach(type -> names.add(type(type.asText())));
        } else {
            names.add(type(rule.asText()));
        }
        return String.join(" or ", names);
    }

    private static String type(String name) {
        return switch (name) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "string" -> "text in quotes";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> name;
        };
    }

    private static String kind(@Nullable JsonNode value) {
        if (value == null) {
            return "nothing";
        }
        return switch (value.getNodeType()) {
            case NULL -> "null; leave it out if it is not known";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case STRING -> "text";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    /// A name out of the document, short and without what would disturb the line it is shown in.
    private static String shown(String name) {
        String plain = name.replaceAll("\\p{C}", "\ufffd");
        return plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
    }
}
