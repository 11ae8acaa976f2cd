package org.caricom.conch.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;

/// What may leave, and how each part of it is made: a list, read from `policy.json` beside this class. What is not on
/// it
/// is dropped, including whatever a later standard invents.
///
/// @param version  its number, recorded with each release
/// @param reviewed the day it was last reviewed
/// @param values   the kinds of value that may leave
/// @param objects  by STIX type, the properties that may leave, in order
/// @param relationships the relationships that may leave
record Policy(
        int version,
        String reviewed,
        Map<ObservableType, Value> values,
        Map<String, Map<String, Making>> objects,
        Set<Link> relationships) {

    /// How values of one kind are looked at and written.
    ///
    /// @param rule which check they must pass
    /// @param kind their name in templates
    record Value(Rule rule, String kind) {}

    /// The checks of [ValueRules], by their word in the policy.
    enum Rule {
        ADDRESS("address"),
        HOST("host"),
        URL("url"),
        EMAIL("email"),
        HEXADECIMAL("hexadecimal"),
        FILE_NAME("file-name"),
        REGISTRY_KEY("registry-key"),
        PLAIN("plain");

        private final String word;

        Rule(String word) {
            this.word = word;
        }

        private static Rule of(String word) {
            for (Rule rule : values()) {
                if (rule.word.equals(word)) {
                    return rule;
                }
            }
            throw new IllegalArgumentException("no such rule: " + word);
        }
    }

    /// A relationship between two types.
    record Link(String from, String type, String to) {}

    /// The policy in force.
    static Policy load() {
        try (InputStream in = Policy.class.getResourceAsStream("policy.json")) {
            if (in == null) {
                throw new IllegalStateException("policy.json is missing from the program");
            }
            return read(Json.own(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Policy read(JsonNode json) {
        Map<ObservableType, Value> values = new EnumMap<>(ObservableType.class);
        for (Map.Entry<String, JsonNode> entry : json.path("values").properties()) {
            ObservableType type = ObservableType.parse(entry.getKey());
            if (type == null) {
                throw new IllegalArgumentException("no such kind of value: " + entry.getKey());
            }
            JsonNode value = entry.getValue();
            values.put(
                    type,
                    new Value(
                            Rule.of(value.path("rule").asText()),
                            value.path("kind").asText()));
        }
        Map<String, Map<String, Making>> objects = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> object : json.path("objects").properties()) {
            Map<String, Making> properties = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> property : object.getValue().properties()) {
                properties.put(property.getKey(), making(property.getValue()));
            }
            objects.put(object.getKey(), properties);
        }
        Set<Link> relationships = new HashSet<>();
        for (JsonNode link : json.path("relationships")) {
            relationships.add(new Link(
                    link.path("from").asText(),
                    link.path("type").asText(),
                    link.path("to").asText()));
        }
        return new Policy(json.path("version").asInt(), json.path("reviewed").asText(), values, objects, relationships);
    }

    /// Every text that the policy itself puts into an output; the second look need not ask where it comes from.
    Set<String> ownTexts() {
        Set<String> texts = new HashSet<>(objects.keySet());
        for (Link link : relationships) {
            texts.add(link.type());
        }
        for (Map<String, Making> properties : objects.values()) {
            for (Making making : properties.values()) {
                switch (making) {
                    case Making.Terms(Set<String> terms) -> texts.addAll(terms);
                    case Making.Phases(Set<String> terms) -> texts.addAll(terms);
                    case Making.Reference(String catalogue) -> texts.add(catalogue);
                    case Making.Template(String text) -> {
                        texts.add(text);
                        values.values().forEach(value -> texts.add(text.replace("{kind}", value.kind())));
                    }
                    case Making.Pattern _, Making.RoundedTime _, Making.Lifetime _, Making.Scale _, Making.True _ -> {}
                }
            }
        }
        return texts;
    }

    private static Making making(JsonNode json) {
        String make = json.path("make").asText();
        return switch (make) {
            case "template" -> new Making.Template(json.path("text").asText());
            case "terms" -> new Making.Terms(Set.copyOf(texts(json.path("terms"))));
            case "phases" -> new Making.Phases(Set.copyOf(texts(json.path("terms"))));
            case "pattern" -> new Making.Pattern();
            case "rounded-time" -> new Making.RoundedTime();
            case "lifetime" -> new Making.Lifetime();
            case "scale" -> {
                List<Integer> steps = new ArrayList<>();
                json.path("values").forEach(step -> steps.add(step.asInt()));
                yield new Making.Scale(steps);
            }
            case "true" -> new Making.True();
            case "reference" -> new Making.Reference(json.path("source").asText());
            default -> throw new IllegalArgumentException("no such making: " + make);
        };
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
