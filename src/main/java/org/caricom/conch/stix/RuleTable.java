package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.stix.Violation.Level;
import org.jspecify.annotations.Nullable;

/// The tables `objects.rules`, `words.rules` and `relationships.rules` in memory; how they are written is told
/// at their heads.
final class RuleTable {
    private static final Pattern SPACE = Pattern.compile(" +");

    /// STIX 2.1 and the extensions that Conch knows.
    static final RuleTable STANDARD =
            new RuleTable(resource("objects.rules"), resource("words.rules"), resource("relationships.rules"));

    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Map<String, StixKind> kinds = new HashMap<>();
    private final Map<String, PropertyType.Term> vocabularies = new HashMap<>();
    private final Map<String, PropertyType.OneOf> enumerations = new HashMap<>();
    private final Map<String, Block> extensions = new HashMap<>();
    private final Map<String, RuleShape> shapes = new HashMap<>();
    private final Set<String> relationships = new HashSet<>();

    /// What all rules of an object are told under when no line states them.
    ///
    /// @param name    of the rule: block and property
    /// @param section of the standard
    record Line(String name, String section) {
        static final Line OBJECT = new Line("object", "§3");
    }

    /// A property of a block.
    ///
    /// @param bit which of the required properties it is; 0 when it is not required
    record Property(Line line, String name, PropertyType type, boolean required, boolean deprecated, long bit) {}

    /// Reads the tables from their lines.
    ///
    /// @throws IllegalArgumentException when a line is not written as the heads say
    RuleTable(List<String> objects, List<String> words, List<String> relationships) {
        words(words);
        for (String line : objects) {
            if (!line.isBlank() && !line.startsWith("#") && !line.startsWith(" ")) {
                head(List.of(SPACE.split(line.strip())));
            }
        }
        Block block = null;
        for (String line : objects) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> parts = List.of(SPACE.split(line.strip()));
            if (!line.startsWith(" ")) {
                block = block(parts.get(0), parts.get(1));
            } else if (block == null) {
                throw new IllegalArgumentException("a rule outside of a block: " + line);
            } else {
                add(block, parts);
            }
        }
        for (StixKind kind : StixKind.values()) {
            if (kind != StixKind.UNKNOWN) {
                shapes.put("@" + kind, new RuleShape(common(kind), null));
            }
        }
        kinds.forEach((type, kind) -> shapes.put(type, new RuleShape(common(kind), block("object", type))));
        relationships(relationships);
    }

    private static List<String> resource(String name) {
        try (InputStream resource = RuleTable.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StixKind kind(String type) {
        return kinds.getOrDefault(type, StixKind.UNKNOWN);
    }

    /// All that is asked of an object of this type; of the kind's common part for types that no table names.
    RuleShape shape(String type, StixKind kind) {
        RuleShape shape = shapes.get(type);
        return shape == null ? Objects.requireNonNull(shapes.get("@" + kind)) : shape;
    }

    RuleShape shape(String type) {
        return shape(type, StixKind.SCO);
    }

    @Nullable Block extension(String key) {
        return extensions.get(key);
    }

    /// Whether the tables name this relationship.
    boolean relates(String source, String type, String target) {
        return switch (type) {
            case "related-to", "derived-from" -> true;
            case "duplicate-of" -> source.equals(target);
            default ->
                kind(source) == StixKind.UNKNOWN
                        || kind(target) == StixKind.UNKNOWN
                        || relationships.contains(source + ' ' + type + ' ' + target)
                        || relationships.contains(source + ' ' + type + " @" + kind(target));
        };
    }

    /// All blocks, in the order of the table.
    List<Block> blocks() {
        return List.copyOf(blocks.values());
    }

    Set<String> types() {
        return Set.copyOf(kinds.keySet());
    }

    PropertyType.@Nullable Term vocabulary(String name) {
        return vocabularies.get(name);
    }

    private Block common(StixKind kind) {
        return block("common", kind.name().toLowerCase(Locale.ROOT));
    }

    private Block block(String sort, String name) {
        Block block = blocks.get(sort + " " + name);
        if (block == null) {
            throw new IllegalArgumentException("no " + sort + " " + name);
        }
        return block;
    }

    private void words(List<String> lines) {
        String name = "";
        String section = "";
        Map<String, List<String>> all = new LinkedHashMap<>();
        Map<String, String> sections = new HashMap<>();
        for (String line : lines) {
            List<String> parts = List.of(SPACE.split(line.strip()));
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                all.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(parts);
            } else {
                name = parts.get(0);
                section = parts.get(1);
                sections.put(name, section);
            }
        }
        all.forEach((word, terms) -> {
            if (word.endsWith("-ov")) {
                vocabularies.put(
                        word, new PropertyType.Term(word, String.valueOf(sections.get(word)), Set.copyOf(terms)));
            } else {
                enumerations.put(word, new PropertyType.OneOf(List.copyOf(terms)));
            }
        });
    }

    private void relationships(List<String> lines) {
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> parts = List.of(SPACE.split(line.strip()));
            String source = parts.get(0).substring(0, parts.get(0).length() - 1);
            for (String target : parts.subList(2, parts.size())) {
                if (!target.startsWith("@") && kind(target) == StixKind.UNKNOWN) {
                    throw new IllegalArgumentException("a relationship to no type: " + line);
                }
                relationships.add(source
                        + ' '
                        + parts.get(1)
                        + ' '
                        + (target.startsWith("@") ? target.toUpperCase(Locale.ROOT) : target));
            }
        }
    }

    private void head(List<String> words) {
        String sort = words.get(0);
        String name = words.get(1);
        String host = sort.equals("extension") ? words.get(2) : null;
        Block block = new Block(name, sort, host, words.getLast());
        if (blocks.put(sort + " " + name, block) != null) {
            throw new IllegalArgumentException("two blocks " + name);
        }
        if (sort.equals("object")) {
            kinds.put(name, StixKind.valueOf(words.get(2).toUpperCase(Locale.ROOT)));
        } else if (host != null) {
            extensions.put(name, block);
        }
    }

    private void add(Block block, List<String> words) {
        boolean should = words.getFirst().equals("should");
        List<String> line = should ? words.subList(1, words.size()) : words;
        Rule rule = rule(line.getFirst(), line.subList(1, line.size()), block);
        if (rule != null) {
            block.rules.add(new Rule.Stated(
                    rule,
                    block.name + ":" + String.join(" ", line),
                    block.section,
                    should ? Level.SHOULD : Level.MUST));
            return;
        }
        if (line.getFirst().equals("contributes")) {
            block.contributing.addAll(line.subList(1, line.size()));
            return;
        }
        String name = line.getFirst();
        boolean required = name.endsWith("!");
        boolean deprecated = name.endsWith("~");
        name = required || deprecated ? name.substring(0, name.length() - 1) : name;
        var property = new Property(
                new Line(block.name + "." + name, block.section),
                name,
                type(line.subList(1, line.size())),
                required,
                deprecated,
                0);
        if (block.properties.putIfAbsent(name, property) != null) {
            throw new IllegalArgumentException("twice in one block: " + name);
        }
    }

    private @Nullable Rule rule(String keyword, List<String> rest, Block block) {
        return switch (keyword) {
            case "some" -> new Rule.Some(List.copyOf(rest));
            case "filled" -> new Rule.Some(List.copyOf(block.properties.keySet()));
            case "one" -> new Rule.One(List.copyOf(rest));
            case "with" -> new Rule.With(rest.getFirst(), List.copyOf(rest.subList(1, rest.size())));
            case "when" ->
                rest.get(1).equals("then")
                        ? new Rule.With(rest.getFirst(), List.copyOf(rest.subList(2, rest.size())))
                        : new Rule.When(
                                rest.getFirst(),
                                rest.get(2),
                                rest.get(3).equals("never"),
                                List.copyOf(rest.subList(4, rest.size())));
            case "unless" -> new Rule.Unless(rest.getFirst(), rest.get(2), List.copyOf(rest.subList(4, rest.size())));
            case "order" -> new Rule.Order(rest.get(0), rest.get(1).equals("<"), rest.get(2));
            case "never" -> new Rule.Never(List.copyOf(rest));
            case "among" -> new Rule.Among(rest.getFirst(), identifier(rest.subList(1, rest.size())));
            case "same-type" -> new Rule.SameType(rest.get(0), rest.get(1));
            case "related" -> new Rule.Related(this);
            case "check" -> Check.named(rest.getFirst(), rest.subList(1, rest.size()), this);
            default -> null;
        };
    }

    private PropertyType type(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "any" -> PropertyType.Any.INSTANCE;
            case "scalar" -> new PropertyType.Scalar();
            case "string" -> new PropertyType.Text();
            case "texts" -> new PropertyType.Texts();
            case "boolean" -> new PropertyType.Bool();
            case "integer" -> number(true, rest);
            case "float" -> number(false, rest);
            case "timestamp" -> new PropertyType.Time(false);
            case "timestamp-ms" -> new PropertyType.Time(true);
            case "hashes" -> new PropertyType.Hashes();
            case "dictionary" ->
                new PropertyType.Dictionary(
                        rest.isEmpty() ? PropertyType.Any.INSTANCE : type(rest.subList(1, rest.size())));
            case "extensions" -> new PropertyType.Extensions(this);
            case "translations" -> new PropertyType.Translations();
            case "enum" ->
                rest.getFirst().endsWith("-enum")
                        ? known(enumerations, rest.getFirst())
                        : new PropertyType.OneOf(List.copyOf(rest));
            case "vocab" -> known(vocabularies, rest.getFirst());
            case "id" -> identifier(rest);
            case "list" -> new PropertyType.ListOf(type(rest));
            default -> named(words.getFirst());
        };
    }

    private PropertyType named(String word) {
        for (Form form : Form.values()) {
            if (form.word().equals(word)) {
                return new PropertyType.Formed(form);
            }
        }
        return new PropertyType.Struct(block("struct", word));
    }

    private static <T extends PropertyType> T known(Map<String, T> map, String name) {
        T type = map.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no words for " + name);
        }
        return type;
    }

    private PropertyType.Identifier identifier(List<String> words) {
        List<String> types = new ArrayList<>();
        List<StixKind> allowed = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("@")) {
                allowed.add(StixKind.valueOf(word.substring(1).toUpperCase(Locale.ROOT)));
            } else {
                types.add(word);
            }
        }
        return new PropertyType.Identifier(this, List.copyOf(types), List.copyOf(allowed));
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

    /// Properties and the rules between them, as they stand in the table.
    static final class Block {
        private final String name;
        private final String sort;
        private final @Nullable String host;
        private final String section;
        private final Map<String, Property> properties = new LinkedHashMap<>();
        private final List<Rule.Stated> rules = new ArrayList<>();
        private final List<String> contributing = new ArrayList<>();
        private @Nullable RuleShape shape;

        private Block(String name, String sort, @Nullable String host, String section) {
            this.name = name;
            this.sort = sort;
            this.host = host;
            this.section = section;
        }

        String name() {
            return name;
        }

        /// `common`, `object`, `struct` or `extension`.
        String sort() {
            return sort;
        }

        /// The type of object that an extension belongs to.
        @Nullable String host() {
            return host;
        }

        String section() {
            return section;
        }

        Map<String, Property> properties() {
            return properties;
        }

        List<Rule.Stated> rules() {
            return rules;
        }

        List<String> contributing() {
            return contributing;
        }

        boolean requiresSomething() {
            return properties.values().stream().anyMatch(Property::required);
        }

        /// The rules of a struct or an extension.
        void check(JsonNode object, Findings findings) {
            RuleShape all = shape;
            if (all == null) {
                all = new RuleShape(this, null);
                shape = all;
            }
            all.check(object, findings, false, false);
        }
    }
}
