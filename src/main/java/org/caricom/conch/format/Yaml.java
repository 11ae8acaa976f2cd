package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/// The small part of YAML that reports use, as a tree of objects, lists and texts.
///
/// Tags, anchors and aliases are refused where they stand: they make objects of a program's choosing and
/// documents larger than themselves. Nothing is guessed about types either: what looks like a number or `no`
/// stays the text it is. Only the library's tokens are used, not its objects.
final class Yaml {
    private static final int LONGEST_NAME = 1024;
    private static final int DEEPEST = 8;

    private final Iterator<Event> events;

    private Yaml(Iterator<Event> events) {
        this.events = events;
    }

    /// A document is refused.
    static final class YamlException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Flaw flaw;

        private YamlException(String pointer, String code, String detail) {
            super(detail);
            flaw = new Flaw(pointer, code, detail);
        }

        Flaw flaw() {
            return flaw;
        }
    }

    /// Reads one document whose root is a mapping.
    static ObjectNode read(String text, FormatLimits limits) throws YamlException {
        int longest = limits.of(FormatLimit.YAML);
        if (text.length() > longest) {
            throw new YamlException("", "yaml-limit", "This is longer than " + longest + " characters.");
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(longest);
        try {
            return new Yaml(new org.yaml.snakeyaml.Yaml(options)
                            .parse(new StringReader(text))
                            .iterator())
                    .document();
        } catch (YAMLException | NoSuchElementException _) {
            // The library's message can hold a part of the document.
            throw new YamlException("", "yaml-syntax", "This is no YAML.");
        }
    }

    private ObjectNode document() throws YamlException {
        events.next();
        Event start = events.next();
        if (!(start instanceof DocumentStartEvent document)) {
            throw new YamlException("", "empty", "There is nothing in this document.");
        }
        if (document.getTags() != null
                && document.getTags().keySet().stream().anyMatch(handle -> !USUAL.contains(handle))) {
            throw new YamlException("", "yaml-tag", "Tags are not read: they say which object of a program to make.");
        }
        if (!(node(events.next(), "", 0) instanceof ObjectNode root)) {
            throw new YamlException("", "wrong-type", "This must be a list of names with values.");
        }
        events.next();
        if (events.next() instanceof DocumentStartEvent) {
            throw new YamlException("", "yaml-several", "There is more than one document in this.");
        }
        return root;
    }

    private static final List<String> USUAL = List.of("!", "!!");

    private JsonNode node(Event event, String pointer, int depth) throws YamlException {
        if (depth > DEEPEST) {
            throw new YamlException(pointer, "yaml-limit", "This is nested too deep.");
        }
        if (event instanceof AliasEvent) {
            throw new YamlException(
                    pointer, "yaml-alias", "Aliases are not read: they make a document larger than it is.");
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw new YamlException(
                    pointer, "yaml-anchor", "Anchors are not read: they make a document larger than it is.");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                untagged(scalar.getTag(), pointer);
                yield TextNode.valueOf(scalar.getValue());
            }
            case SequenceStartEvent sequence -> {
                untagged(sequence.getTag(), pointer);
                yield list(pointer, depth);
            }
            case MappingStartEvent mapping -> {
                untagged(mapping.getTag(), pointer);
                yield mapping(pointer, depth);
            }
            default -> throw new YamlException(pointer, "yaml-syntax", "This is no YAML.");
        };
    }

    private ArrayNode list(String pointer, int depth) throws YamlException {
        ArrayNode list = Json.array();
        for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
            list.add(node(next, JsonPointers.append(pointer, list.size()), depth + 1));
        }
        return list;
    }

    private ObjectNode mapping(String pointer, int depth) throws YamlException {
        ObjectNode mapping = Json.object();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            JsonNode name = node(next, pointer, depth + 1);
            if (!name.isTextual()) {
                throw new YamlException(pointer, "yaml-name", "A name must be a text.");
            }
            if (name.textValue().length() > LONGEST_NAME) {
                throw new YamlException(
                        pointer, "yaml-limit", "A name is longer than " + LONGEST_NAME + " characters.");
            }
            String at = JsonPointers.append(pointer, name.textValue());
            if (mapping.has(name.textValue())) {
                throw new YamlException(at, "yaml-duplicate-name", "This name stands here twice.");
            }
            mapping.set(name.textValue(), node(events.next(), at, depth + 1));
        }
        return mapping;
    }

    private static void untagged(@Nullable String tag, String pointer) throws YamlException {
        if (tag != null) {
            throw new YamlException(
                    pointer, "yaml-tag", "Tags are not read: they say which object of a program to make.");
        }
    }
}
