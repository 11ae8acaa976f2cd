package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The table `objects.rules` in memory; how it is written is told at its head.
final class RuleTable {
    private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})+");

    private static final Pattern SPACE = Pattern.compile(" +");

    private final Map<String, Block> blocks = new HashMap<>();
    private final Map<String, StixKind> kinds = new HashMap<>();

    /// Reads the table from its lines.
    ///
    /// @throws IllegalArgumentException when a line is not written as its head says
    RuleTable(List<String> lines) {
        Block block = null;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> words = List.of(SPACE.split(line.strip()));
            if (!line.startsWith(" ")) {
                block = new Block();
                blocks.put(words.get(0) + " " + words.get(1), block);
                if (words.get(0).equals("object")) {
                    kinds.put(words.get(1), StixKind.valueOf(words.get(2).toUpperCase(Locale.ROOT)));
                }
            } else if (block == null) {
                throw new IllegalArgumentException("a rule outside of a block: " + line);
            } else {
                add(block, words);
            }
        }
    }

    static RuleTable fromResource() {
        try (InputStream resource = RuleTable.class.getResourceAsStream("objects.rules")) {
            if (resource == null) {
                throw new IllegalStateException("objects.rules is missing");
            }
            return new RuleTable(new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StixKind kind(String type) {
        return kinds.getOrDefault(type, StixKind.UNKNOWN);
    }

    Block common(StixKind kind) {
        return block("common " + kind.name().toLowerCase(Locale.ROOT));
    }

    Block object(String type) {
        return block("object " + type);
    }

    Block struct(String name) {
        return block("struct " + name);
    }

    @Nullable Block extension(String key) {
        return blocks.get("extension " + key);
    }

    private Block block(String name) {
        Block block = blocks.get(name);
        if (block == null) {
            throw new IllegalArgumentException("no block " + name);
        }
        return block;
    }

    private void add(Block block, List<String> words) {
        List<String> rest = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "some" -> block.rules.add(new Rule.Some(rest));
            case "one" -> block.rules.add(new Rule.One(rest));
            case "with" -> block.rules.add(new Rule.With(rest.getFirst(), rest.subList(1, rest.size())));
            case "true" -> block.rules.add(new Rule.WhenTrue(rest.get(0), rest.get(1)));
            case "order" ->
                block.rules.add(new Rule.Order(rest.get(0), rest.get(1).equals("<"), rest.get(2)));
            case "never" -> block.rules.add(new Rule.Never(rest));
            default -> {
                String name = words.getFirst();
                boolean required = name.endsWith("!");
                name = required ? name.substring(0, name.length() - 1) : name;
                if (block.properties.putIfAbsent(name, type(rest)) != null) {
                    throw new IllegalArgumentException("twice in one block: " + name);
                }
                if (required) {
                    block.required.add(name);
                }
            }
        }
    }

    private PropertyType type(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "any" -> new PropertyType.Any();
            case "string" -> new PropertyType.Text();
            case "boolean" -> new PropertyType.Bool();
            case "integer" -> number(true, rest);
            case "float" -> number(false, rest);
            case "timestamp" -> new PropertyType.Time(false);
            case "timestamp-ms" -> new PropertyType.Time(true);
            case "hex" -> new PropertyType.Matching(HEX, "wrong-value", "this is pairs of hexadecimal digits");
            case "binary" -> new PropertyType.Binary();
            case "hashes" -> new PropertyType.Hashes();
            case "dictionary" -> new PropertyType.Dictionary();
            case "extensions" -> new PropertyType.Extensions(this);
            case "enum" -> new PropertyType.OneOf(List.copyOf(rest));
            case "matches" ->
                new PropertyType.Matching(Pattern.compile(rest.getFirst()), "wrong-value", "this is written otherwise");
            case "id" -> {
                boolean not = !rest.isEmpty() && rest.getFirst().equals("not");
                yield new PropertyType.Identifier(not, List.copyOf(not ? rest.subList(1, rest.size()) : rest));
            }
            case "list" -> new PropertyType.ListOf(type(rest));
            default -> new PropertyType.Struct(this, words.getFirst());
        };
    }

    private static PropertyType number(boolean integer, List<String> range) {
        if (range.isEmpty()) {
            return new PropertyType.Numeric(integer, null, null);
        }
        int dots = range.getFirst().indexOf("..");
        return new PropertyType.Numeric(
                integer,
                limit(range.getFirst().substring(0, dots)),
                limit(range.getFirst().substring(dots + 2)));
    }

    private static @Nullable Double limit(String text) {
        return text.isEmpty() ? null : Double.valueOf(text);
    }

    /// Properties and the rules between them.
    static final class Block {
        private final Map<String, PropertyType> properties = new HashMap<>();
        private final List<String> required = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();

        void check(JsonNode object, Place place, Findings findings) {
            for (String name : required) {
                if (!object.has(name)) {
                    findings.add(place.to(name), "missing", name + " is required here");
                }
            }
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                PropertyType type = properties.get(entry.getKey());
                if (type != null && !entry.getValue().isNull()) {
                    type.check(entry.getValue(), place.to(entry.getKey()), findings);
                }
            }
            for (Rule rule : rules) {
                rule.check(object, place, findings);
            }
        }
    }
}
