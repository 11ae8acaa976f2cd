package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.RuleTable.Block;
import org.caricom.conch.stix.RuleTable.Property;

/// Objects made from the tables alone: one of every type with every property that it may have at once, and
/// values that are right and values that are wrong for every type of property.
final class Specimens {
    static final String TIME = "2026-01-31T09:30:00.000Z";
    static final String LATER = "2026-02-28T09:30:00.000Z";

    private static final RuleTable TABLE = RuleTable.STANDARD;
    private static final String UUID = "--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
    private static final String OTHER_UUID = "--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30";

    private Specimens() {}

    /// As full as an object of this type can be. An impact has one of its extensions,
    /// which may be named after a blank; `marking-definition tlp` is a TLP marking.
    static ObjectNode full(String named) {
        if (named.equals("marking-definition tlp")) {
            return Markings.tlp("red").copy();
        }
        String type = named.startsWith("impact ") ? "impact" : named;
        String impact = named.startsWith("impact ") ? named.substring("impact ".length()) : "availability-ext";
        ObjectNode object = Json.object();
        object.put("type", type);
        StixKind kind = TABLE.kind(type);
        fill(object, block("common " + kind.name().toLowerCase(Locale.ROOT)));
        Block own = block("object " + type);
        fill(object, own);
        special(object, type, impact);
        settle(object, own);
        object.put("id", type + UUID);
        if (kind == StixKind.SCO) {
            StixId id = StixId.deterministic(type, object);
            object.put("id", id == null ? type + UUID : id.toString());
        }
        return object;
    }

    static Block block(String name) {
        for (Block block : TABLE.blocks()) {
            if ((block.sort() + " " + block.name()).equals(name)) {
                return block;
            }
        }
        throw new AssertionError(name);
    }

    private static void fill(ObjectNode object, Block block) {
        for (Property property : block.properties().values()) {
            if (!property.deprecated() && !property.name().equals("extensions")) {
                object.set(property.name(), right(property.type()));
            }
        }
    }

    /// What no table says.
    private static void special(ObjectNode object, String type, String impact) {
        ObjectNode extensions = Json.object();
        for (Block block : TABLE.blocks()) {
            boolean fits = type.equals(block.host())
                    && !type.equals("marking-definition")
                    && (!type.equals("impact") || block.name().equals(impact));
            if (fits) {
                extensions.set(block.name(), struct(block));
            }
        }
        if (!extensions.isEmpty()) {
            object.set("extensions", extensions);
        }
        if (object.has("granular_markings")) {
            ((ObjectNode) object.at("/granular_markings/0"))
                    .putArray("selectors")
                    .add("type");
        }
        switch (type) {
            case "indicator" -> object.put("pattern", "[mutex:name = 'a']").put("pattern_type", "stix");
            case "impact" -> object.put("impact_category", impact);
            case "extension-definition" -> object.putArray("extension_types").add("toplevel-property-extension");
            case "marking-definition" -> {
                object.put("definition_type", "statement");
                object.putObject("definition").put("statement", "a statement");
            }
            case "relationship" -> object.put("relationship_type", "related-to");
            default -> {}
        }
    }

    /// Takes out what cannot stand together, and puts times in order.
    private static void settle(ObjectNode object, Block block) {
        for (Rule.Stated stated : block.rules()) {
            switch (stated.rule()) {
                case Rule.One one -> {
                    boolean found = false;
                    for (String name : one.names()) {
                        if (found) {
                            object.remove(name);
                        }
                        found |= object.has(name);
                    }
                }
                case Rule.When when
                when when.never() -> {
                    if (object.path(when.name()).asText().equals(when.value())) {
                        object.remove(when.others());
                    }
                }
                case Rule.Order order when order.strictly() -> object.put(order.second(), LATER);
                case Rule.Never never -> object.remove(never.names());
                default -> {}
            }
        }
    }

    static ObjectNode struct(Block block) {
        ObjectNode struct = Json.object();
        fill(struct, block);
        settle(struct, block);
        return struct;
    }

    /// A value that the type allows.
    static JsonNode right(PropertyType type) {
        return switch (type) {
            case PropertyType.Any _, PropertyType.Text _ -> text("a text");
            case PropertyType.Scalar _ -> Json.object().numberNode(1);
            case PropertyType.Texts _ -> Json.array().add("a text");
            case PropertyType.Bool _ -> Json.object().booleanNode(true);
            case PropertyType.Numeric numeric ->
                Json.object()
                        .numberNode(numeric.low() == null ? 1 : numeric.low().intValue());
            case PropertyType.Time time -> text(time.milliseconds() ? TIME : "2026-01-31T09:30:00Z");
            case PropertyType.Formed formed -> text(right(formed.form()));
            case PropertyType.OneOf words -> text(words.words().getFirst());
            case PropertyType.Term term ->
                text(term.words().stream().sorted().findFirst().orElseThrow());
            case PropertyType.Identifier id -> text(type(id) + OTHER_UUID);
            case PropertyType.ListOf list -> Json.array().add(right(list.element()));
            case PropertyType.Dictionary dictionary -> Json.object().set("SO_KEY", right(dictionary.of()));
            case PropertyType.Hashes _ -> Json.object().put("MD5", "d41d8cd98f00b204e9800998ecf8427e");
            case PropertyType.Extensions _ -> Json.object();
            case PropertyType.Translations _ ->
                Json.object().set("fr", Json.object().put("name", "un nom"));
            case PropertyType.Struct struct -> struct(struct.block());
        };
    }

    private static String type(PropertyType.Identifier id) {
        if (!id.types().isEmpty()) {
            return id.types().getFirst();
        }
        if (id.kinds().isEmpty()) {
            return "malware";
        }
        return switch (id.kinds().getFirst()) {
            case SDO -> "malware";
            case SRO -> "sighting";
            case SCO -> "url";
            case META -> "marking-definition";
            case UNKNOWN -> "x-thing";
        };
    }

    private static String right(Form form) {
        return switch (form) {
            case HEX -> "00ff";
            case BINARY -> "AAEC";
            case LANG -> "fr";
            case URI -> "https://a.example/b";
            case IPV4 -> "198.51.100.0/24";
            case IPV6 -> "2001:db8::1";
            case DOMAIN -> "a.example";
            case EMAIL -> "desk@cert.example";
            case MAC -> "d2:fb:49:24:37:18";
            case CPE -> "cpe:2.3:a:vendor:product:1.0:*:*:*:*:*:*:*";
            case SEMVER -> "1.0.0";
            case RELATIONSHIP_TYPE -> "related-to";
            case PROTOCOL -> "tcp";
            case REGISTRY_KEY -> "HKEY_LOCAL_MACHINE\\System";
            case CURRENCY -> "TTD";
            case CHARSET -> "ISO-8859-1";
            case LINK -> "https://a.example/b";
            case MIME -> "text/plain";
            case COUNTRY -> "TT";
            case LOWER -> "a-word";
        };
    }

    /// Values that break a MUST of the type, each with the code of what it breaks.
    static Map<String, JsonNode> wrong(PropertyType type) {
        ObjectNode wrong = Json.object();
        wrong.putNull("null");
        switch (type) {
            case PropertyType.Any _ -> {}
            case PropertyType.Scalar _ -> wrong.putArray("wrong-type").add(1);
            case PropertyType.Text _ -> wrong.put("wrong-type", 5);
            case PropertyType.Texts _ -> {
                wrong.putArray("empty");
                wrong.put("wrong-type", 5);
            }
            case PropertyType.Bool _ -> wrong.put("wrong-type", "true");
            case PropertyType.Numeric numeric -> {
                wrong.put("wrong-type", "5");
                if (numeric.low() != null) {
                    wrong.put("wrong-value", numeric.low().longValue() - 1);
                } else if (numeric.high() != null) {
                    wrong.put("wrong-value", numeric.high().longValue() + 1);
                } else if (numeric.integer()) {
                    wrong.put("wrong-value", 1L << 53);
                }
            }
            case PropertyType.Time time ->
                wrong.put("timestamp", time.milliseconds() ? "2026-01-31T09:30:00Z" : "2026-01-31");
            case PropertyType.Formed formed -> {
                wrong.put("wrong-type", 5);
                if (formed.form().level() == Violation.Level.MUST) {
                    wrong.put("wrong-value", wrong(formed.form()));
                }
            }
            case PropertyType.OneOf _ -> wrong.put("wrong-value", "no-such-word");
            case PropertyType.Term _ -> wrong.put("wrong-type", 5);
            case PropertyType.Identifier id -> {
                wrong.put("identifier", "nothing");
                if (!id.types().isEmpty() || !id.kinds().isEmpty()) {
                    wrong.put("reference-type", "language-content" + OTHER_UUID);
                }
            }
            case PropertyType.ListOf _ -> {
                wrong.putArray("empty");
                wrong.put("wrong-type", 5);
            }
            case PropertyType.Dictionary dictionary -> {
                wrong.putObject("empty");
                wrong.put("wrong-type", 5);
                wrong.putObject("name").set("no key", right(dictionary.of()));
            }
            case PropertyType.Hashes _ -> {
                wrong.putObject("empty");
                wrong.put("wrong-type", 5);
                wrong.putObject("name").put("no key", "00");
                wrong.putObject("wrong-value").put("MD5", "00");
            }
            case PropertyType.Extensions _ -> {
                wrong.putObject("empty");
                wrong.put("wrong-type", 5);
                wrong.putObject("name").putObject("mine").put("a_b", 1);
            }
            case PropertyType.Translations _ -> {
                wrong.putObject("empty");
                wrong.put("wrong-type", 5);
                wrong.putObject("name").putObject("no tag!").put("name", "un nom");
            }
            case PropertyType.Struct _ -> wrong.put("wrong-type", 5);
        }
        Map<String, JsonNode> all = new LinkedHashMap<>();
        wrong.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    private static String wrong(Form form) {
        return switch (form) {
            case HEX -> "abc";
            case BINARY -> "A";
            case LANG -> "no tag!";
            case URI -> "no url";
            case IPV4, IPV6 -> "999.1.1.1";
            case DOMAIN -> "a b";
            case EMAIL -> "Desk <desk@cert.example>";
            case MAC -> "D2-FB-49-24-37-18";
            case CPE -> "cpe:/a:vendor";
            case SEMVER -> "1.0";
            case RELATIONSHIP_TYPE -> "Related To";
            case PROTOCOL -> "TCP";
            case REGISTRY_KEY -> "HKLM\\System";
            case CURRENCY -> "dollars";
            case CHARSET -> "no set";
            case LINK, MIME, COUNTRY, LOWER -> throw new AssertionError("no MUST: " + form);
        };
    }

    static JsonNode text(String text) {
        return Json.object().textNode(text);
    }
}
