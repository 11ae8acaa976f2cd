package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.RuleTable.Block;
import org.caricom.conch.stix.RuleTable.Property;
import org.caricom.conch.stix.Violation.Level;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every MUST of the tables, broken once in an object that is right but for that, and found under its own
/// name. The mutants are made from the tables, so that a line which is added is tested without anybody
/// thinking of it.
///
/// The schemas of OASIS judge the same objects: what they refuse we refuse, and what we refuse beyond them is
/// on a list with its reason.
class EveryRuleTest {
    private static final RuleTable TABLE = RuleTable.STANDARD;

    /// A copy of a good object with one thing wrong.
    ///
    /// @param rule    that it breaks
    /// @param pointer to what is wrong, or to the object that should have it
    private record Mutant(String rule, String pointer, ObjectNode object) {}

    /// Where a block stands in the specimen of a type.
    private record Home(String type, String pointer) {}

    @TestFactory
    Stream<DynamicTest> anObjectWithEverythingItMayHaveIsValid() {
        return TABLE.types().stream()
                .sorted()
                .map(type -> dynamicTest(
                        type, () -> assertThat(musts(Specimens.full(type))).isEmpty()));
    }

    /// The incident extension's objects have no schema; they are judged by the common part.
    @TestFactory
    Stream<DynamicTest> theSchemasThinkSoToo() {
        var schemas = new OasisSchemas();
        return TABLE.types().stream()
                .sorted()
                .map(type -> dynamicTest(
                        type,
                        () -> assertThat(schemas.judge(asTheSchemasWant(Specimens.full(type))))
                                .isEmpty()));
    }

    /// Where the schemas refuse what the standard allows: they want a header that stands once as a string,
    /// though §6.6 wants a list always; and the keys of STARTUPINFO from a list, though §6.13.2 only
    /// recommends their spelling.
    private static ObjectNode asTheSchemasWant(ObjectNode object) {
        if (object.path("additional_header_fields").path("SO_KEY") instanceof ArrayNode values) {
            values.add("another");
        }
        if (object.at("/extensions/windows-process-ext") instanceof ObjectNode extension
                && extension.path("startup_info").path("SO_KEY").isInt()) {
            extension.remove("startup_info");
        }
        return object;
    }

    @TestFactory
    Stream<DynamicTest> everyMustIsFoundUnderItsName() {
        return byRule().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> entry.getValue().forEach(EveryRuleTest::assertFound)));
    }

    private static void assertFound(Mutant mutant) {
        assertThat(StixRules.violations(mutant.object())).as("%s", mutant).anySatisfy(violation -> {
            assertThat(violation.rule()).isEqualTo(mutant.rule());
            assertThat(violation.level()).isEqualTo(Level.MUST);
            assertThat(violation.pointer()).startsWith(mutant.pointer());
            assertThat(violation.section()).matches("§[0-9.]+|IncidentCore|TLP-2.0");
        });
    }

    /// All lines but the few that only make two others possible to say are broken by some mutant.
    @Test
    void noMustOfTheTablesIsLeftOut() {
        Set<String> broken = byRule().keySet();
        List<String> missed = new ArrayList<>();
        for (Block block : TABLE.blocks()) {
            for (Property property : block.properties().values()) {
                if (property.name().equals("spec_version")) {
                    continue;
                }
                if (property.required() && !broken.contains(property.line().name() + ":missing")) {
                    missed.add(property.line().name());
                }
                if (broken.stream()
                        .noneMatch(rule -> rule.startsWith(property.line().name() + ":"))) {
                    missed.add(property.line().name());
                }
            }
            for (Rule.Stated stated : block.rules()) {
                if (stated.level() == Level.MUST && !broken.contains(stated.id())) {
                    missed.add(stated.id());
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    /// What the schemas of OASIS cannot say or do not say, though the standard does.
    private static final Map<String, Predicate<String>> BEYOND_THE_SCHEMAS = beyond();

    @Test
    void whatWeRefuseBeyondTheSchemasIsListed() {
        var schemas = new OasisSchemas();
        Map<String, String> unlisted = new TreeMap<>();
        Set<String> used = new TreeSet<>();
        byRule().forEach((rule, mutants) -> {
            for (Mutant mutant : mutants) {
                if (schemas.judge(asTheSchemasWant(mutant.object())).isEmpty()) {
                    String reason = BEYOND_THE_SCHEMAS.entrySet().stream()
                            .filter(entry -> entry.getValue().test(rule))
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElse(null);
                    if (reason == null) {
                        unlisted.put(rule, mutant.object().path("type").asText());
                    } else {
                        used.add(reason);
                    }
                }
            }
        });
        assertThat(unlisted.keySet()).isEmpty();
        assertThat(used).as("a reason that nothing needs").isEqualTo(new TreeSet<>(BEYOND_THE_SCHEMAS.keySet()));
    }

    private static Map<String, Predicate<String>> beyond() {
        Map<String, Predicate<String>> beyond = new LinkedHashMap<>();
        Set<String> incident = new TreeSet<>();
        for (Block block : TABLE.blocks()) {
            if (block.section().equals("IncidentCore")) {
                incident.add(block.name());
            }
        }
        beyond.put(
                "OASIS published no schema of the incident extension",
                rule -> incident.stream().anyMatch(name -> rule.startsWith(name + ".") || rule.startsWith(name + ":")));
        beyond.put("a schema cannot tell which of two values is greater", rule -> rule.contains(":order "));
        beyond.put(
                "a schema cannot follow a selector or parse a pattern",
                rule -> rule.endsWith(":check selectors") || rule.equals("indicator:check pattern"));
        beyond.put(
                "the schemas take the references of observables for any string, as they were keys in STIX 2.0",
                rule -> rule.endsWith(":identifier"));
        beyond.put(
                "the schemas do not say what common references and those of observables lead to (§3.2, §6)",
                rule -> rule.endsWith(":reference-type") || rule.equals("observed-data:among object_refs @sco"));
        beyond.put(
                "formats of other standards are no more than strings to the schemas (§3.2, §6.4, §6.5, §6.12, §6.15, §7.3)",
                rule -> Set.of(
                                "sdo.lang:wrong-value",
                                "sro.lang:wrong-value",
                                "granular-marking.lang:wrong-value",
                                "domain-name.value:wrong-value",
                                "email-addr.value:wrong-value",
                                "network-traffic.protocols:wrong-value",
                                "url.value:wrong-value",
                                "extension-definition.version:wrong-value")
                        .contains(rule));
        beyond.put(
                "the schemas bound few numbers, and no integer by 2^53 (§2.10)", rule -> rule.endsWith(":wrong-value"));
        beyond.put(
                "the schemas allow what the prose says is not there (§3.2, §7.2.1)", rule -> rule.contains(":never "));
        beyond.put(
                "the schema of granular markings asks for neither or both of marking_ref and lang (§7.2.3)",
                rule -> rule.equals("granular-marking:one marking_ref lang"));
        beyond.put(
                "an _enc property without its sibling is illegal in prose alone (§3.1)",
                rule -> rule.equals("file:with name_enc name"));
        beyond.put(
                "the schema does not require created_by_ref of an extension definition, §7.3.1 does",
                rule -> rule.equals("extension-definition.created_by_ref:missing"));
        beyond.put(
                "the schema leaves the values of environment variables open",
                rule -> rule.equals("process.environment_variables:wrong-type"));
        beyond.put("the schemas do not look at the versions of UUIDs (§2.9)", rule -> rule.equals("sco:check sco-id"));
        beyond.put(
                "the schema gives alternate_data_streams no type",
                rule -> rule.startsWith("ntfs-ext.alternate_data_streams:"));
        beyond.put(
                "the schemas of observables do not look at spec_version",
                rule -> rule.equals("object.spec_version:spec-version"));
        return beyond;
    }

    private static Map<String, List<Mutant>> byRule() {
        Map<String, Home> homes = homes();
        Map<String, List<Mutant>> all = new TreeMap<>();
        for (Block block : TABLE.blocks()) {
            Home home = homes.get(block.sort() + " " + block.name());
            if (home == null) {
                continue;
            }
            for (Property property : block.properties().values()) {
                for (Mutant mutant : mutants(property, home)) {
                    all.computeIfAbsent(mutant.rule(), _ -> new ArrayList<>()).add(mutant);
                }
            }
            for (Rule.Stated stated : block.rules()) {
                if (stated.level() == Level.MUST) {
                    for (ObjectNode object : mutants(stated.rule(), home, block)) {
                        all.computeIfAbsent(stated.id(), _ -> new ArrayList<>())
                                .add(new Mutant(stated.id(), home.pointer(), object));
                    }
                }
            }
        }
        return all;
    }

    private static List<Mutant> mutants(Property property, Home home) {
        List<Mutant> mutants = new ArrayList<>();
        String name = property.line().name();
        String pointer = JsonPointers.append(home.pointer(), property.name());
        if (property.required()) {
            ObjectNode object = Specimens.full(home.type());
            at(object, home).remove(property.name());
            String rule =
                    property.name().equals("spec_version") ? "object.spec_version:spec-version" : name + ":missing";
            mutants.add(new Mutant(rule, pointer, object));
            if (property.name().equals("spec_version")) {
                return mutants;
            }
        }
        if (property.name().equals("spec_version")) {
            ObjectNode object = Specimens.full(home.type());
            object.put("spec_version", "2.0");
            mutants.add(new Mutant("object.spec_version:spec-version", pointer, object));
            return mutants;
        }
        Specimens.wrong(property.type()).forEach((code, value) -> {
            ObjectNode object = Specimens.full(home.type());
            at(object, home).set(property.name(), value);
            mutants.add(new Mutant(name + ":" + code, pointer, object));
        });
        PropertyType element = element(property.type());
        if (element != null) {
            Specimens.wrong(element).forEach((code, value) -> {
                ObjectNode object = Specimens.full(home.type());
                if (property.type() instanceof PropertyType.ListOf) {
                    at(object, home).putArray(property.name()).add(value);
                } else {
                    at(object, home).putObject(property.name()).set("SO_KEY", value);
                }
                mutants.add(new Mutant(name + ":" + code, pointer + "/", object));
            });
        }
        return mutants;
    }

    private static PropertyType element(PropertyType type) {
        return switch (type) {
            case PropertyType.ListOf list -> list.element();
            case PropertyType.Dictionary dictionary -> dictionary.of();
            default -> null;
        };
    }

    private static ObjectNode at(ObjectNode object, Home home) {
        return (ObjectNode) object.at(home.pointer());
    }

    private static List<ObjectNode> mutants(Rule rule, Home home, Block block) {
        ObjectNode object = Specimens.full(home.type());
        ObjectNode here = at(object, home);
        List<ObjectNode> mutants = new ArrayList<>(List.of(object));
        switch (rule) {
            case Rule.Some some -> here.remove(some.names());
            case Rule.One one -> {
                one.names().forEach(name -> here.set(name, right(block, name)));
                ObjectNode none = Specimens.full(home.type());
                at(none, home).remove(one.names());
                mutants.add(none);
            }
            case Rule.With with -> {
                here.set(with.name(), right(block, with.name()));
                here.remove(with.others());
            }
            case Rule.When when -> {
                here.set(when.name(), word(when.value()));
                when.others().forEach(name -> here.set(name, right(block, name)));
                if (!when.never()) {
                    here.remove(when.others());
                }
            }
            case Rule.Unless unless -> {
                here.set(unless.name(), right(block, unless.name()));
                here.remove(unless.others());
            }
            case Rule.Order order -> {
                Property first = block.properties().get(order.first());
                boolean time = first == null || !(first.type() instanceof PropertyType.Numeric);
                here.set(
                        order.first(),
                        time ? Specimens.text(Specimens.LATER) : Json.object().numberNode(2));
                here.set(
                        order.second(),
                        time ? Specimens.text(Specimens.TIME) : Json.object().numberNode(1));
                if (order.strictly()) {
                    ObjectNode same = Specimens.full(home.type());
                    at(same, home).set(order.second(), at(same, home).get(order.first()));
                    mutants.add(same);
                }
            }
            case Rule.Never never -> {
                mutants.clear();
                for (String name : never.names()) {
                    ObjectNode one = Specimens.full(home.type());
                    at(one, home).put(name, true);
                    mutants.add(one);
                }
            }
            case Rule.Among among -> here.putArray(among.name()).add("sighting--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30");
            case Rule.SameType same -> here.put(same.second(), "tool--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30");
            case Rule.Related _ -> throw new AssertionError("a SHOULD");
            case Check check -> check(check, object, here, mutants);
        }
        return mutants;
    }

    private static void check(Check check, ObjectNode object, ObjectNode here, List<ObjectNode> mutants) {
        switch (check) {
            case Check.Selectors _ -> {
                String granular = "/granular_markings/0";
                ((ObjectNode) object.at(granular)).putArray("selectors").add("nothing.[0]");
                ObjectNode above = object.deepCopy();
                ((ObjectNode) above.at(granular)).putArray("selectors").add("granular_markings");
                mutants.add(above);
            }
            case Check.ScoId _ -> {
                object.removeAll();
                object.setAll(Specimens.full("process"));
                object.put("id", "process--8e2e2d2b-17d4-5cbf-938f-98ee46b3cd3f");
            }
            case Check.KnownReference _ -> here.put("source_name", "cve").put("external_id", "CVE-26-1");
            case Check.PatternParses _ -> here.put("pattern", "[mutex:name = a]");
            case Check.Tlp _ -> {
                object.removeAll();
                object.setAll(Markings.tlp("red").with("name", "TLP:GREEN").copy());
                ObjectNode first = Markings.tlp1("red").copy();
                first.put("id", "marking-definition--9f2e2d2b-17d4-4cbf-938f-98ee46b3cd30");
                mutants.add(first);
            }
            case Check.ExtensionProperties _ -> here.putArray("extension_types").add("new-sdo");
            case Check.ImpactCategory _ -> {
                here.put("impact_category", "integrity");
                ObjectNode two = Specimens.full("impact");
                ((ObjectNode) two.get("extensions")).putObject("external-ext").put("impact_type", "economic");
                mutants.add(two);
            }
            case Check.Sequence sequence ->
                ((ObjectNode) here.at("/" + sequence.list() + "/0/next_steps/0"))
                        .put(
                                sequence.reference(),
                                sequence.reference().replace("_ref", "") + "--00000000-17d4-4cbf-938f-98ee46b3cd30");
        }
    }

    private static JsonNode right(Block block, String name) {
        Property property = block.properties().get(name);
        return property == null
                ? Json.object().set("a-ext", Json.object().put("a_b", 1))
                : Specimens.right(property.type());
    }

    private static JsonNode word(String word) {
        return switch (word) {
            case "true" -> Json.object().booleanNode(true);
            case "false" -> Json.object().booleanNode(false);
            default -> Specimens.text(word);
        };
    }

    private static List<Violation> musts(ObjectNode object) {
        return StixRules.violations(object).stream()
                .filter(violation -> violation.level() == Level.MUST)
                .toList();
    }

    /// The first place in any specimen where each block stands.
    private static Map<String, Home> homes() {
        Map<String, Home> homes = new LinkedHashMap<>();
        for (String type : new TreeSet<>(TABLE.types())) {
            ObjectNode full = Specimens.full(type);
            String kind = TABLE.kind(type).name().toLowerCase(Locale.ROOT);
            Set<String> own = Specimens.block("object " + type).properties().keySet();
            if (Specimens.block("common " + kind).properties().keySet().stream().noneMatch(own::contains)) {
                homes.putIfAbsent("common " + kind, new Home(type, ""));
            }
            homes.putIfAbsent("object " + type, new Home(type, ""));
            walk(Specimens.block("common " + kind), full, new Home(type, ""), homes);
            walk(Specimens.block("object " + type), full, new Home(type, ""), homes);
            for (Map.Entry<String, JsonNode> extension : full.path("extensions").properties()) {
                Block block = TABLE.extension(extension.getKey());
                Home home = new Home(type, JsonPointers.append("/extensions", extension.getKey()));
                homes.putIfAbsent("extension " + block.name(), home);
                walk(block, (ObjectNode) extension.getValue(), home, homes);
            }
        }
        String tlp = Markings.TLP2_EXTENSION.toString();
        homes.put("extension " + tlp, new Home("marking-definition tlp", "/extensions/" + tlp));
        for (Block block : TABLE.blocks()) {
            if (block.sort().equals("extension") && "impact".equals(block.host())) {
                homes.putIfAbsent(
                        "extension " + block.name(), new Home("impact " + block.name(), "/extensions/" + block.name()));
            }
        }
        return homes;
    }

    private static void walk(Block block, ObjectNode object, Home home, Map<String, Home> homes) {
        for (Property property : block.properties().values()) {
            JsonNode value = object.get(property.name());
            if (value == null) {
                continue;
            }
            boolean list = property.type() instanceof PropertyType.ListOf;
            PropertyType type = list ? element(property.type()) : property.type();
            if (type instanceof PropertyType.Struct struct) {
                String pointer = JsonPointers.append(home.pointer(), property.name()) + (list ? "/0" : "");
                Home inner = new Home(home.type(), pointer);
                homes.putIfAbsent("struct " + struct.block().name(), inner);
                walk(struct.block(), (ObjectNode) (list ? value.get(0) : value), inner, homes);
            }
        }
    }
}
