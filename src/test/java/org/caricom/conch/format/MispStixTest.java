package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.caricom.conch.Corpora;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.StixObject;
import org.junit.jupiter.api.Test;

/// What MISP's own converter makes of attributes, and what Conch makes of the same.
///
/// Differences that are meant, in both pairs:
/// - It writes a grouping (or a report) for an event. Conch writes a report about an incident, which is what
/// a case is made of, and members' identities.
/// - It gives an observable the UUID of its attribute. Conch gives it the identifier of STIX 2.1 §2.9, under
/// which everybody finds the same value again.
/// - It observes each attribute by itself. Conch observes together what was seen at one time.
/// - It labels with `misp:type` and names the category a kill chain. Conch says neither: the type shows in the
///   observable, the category is a habit of one tool.
/// - `domain|ip` is one pattern with AND for it. Conch has a pattern for each side, since the name leads
/// elsewhere tomorrow, and either alone is worth searching for.
class MispStixTest {
    private static final Pattern VALUE = Pattern.compile("value|name|number");

    @Test
    void aCollectionOfAttributesIsObservedAndSearchedForAlike() {
        Reading.Content ours =
                (Reading.Content) Formats.read(file("test_attributes_collection_1.json"), null, Readings.ORIGIN);
        Set<String> attributes = new HashSet<>();
        for (JsonNode attribute :
                json("test_attributes_collection_1.json").path("response").path("Attribute")) {
            attributes.add(attribute.path("uuid").asText());
        }
        // The converter's example holds two attributes more than the file that it comes with.
        List<JsonNode> theirs = objects("test_attributes_collection_stix21.json").stream()
                .filter(object -> attributes.contains(object.path("id").asText().replaceFirst(".*--", ""))
                        || attributes.contains(
                                object.path("source_ref").asText().replaceFirst(".*--", "")))
                .toList();
        same(ours, theirs);
        same(ours, objects("test_event1_stix21.json"));
    }

    @Test
    void allFourAttributesOfItsExampleAreObservedAndSearchedForAlikeButForTheOneWithTwoSides() {
        List<JsonNode> theirs = objects("test_attributes_collection_stix21.json");
        // The values are the converter's own; they are not repeated here.
        String name = observed(theirs, "domain-name");
        String address = observed(theirs, "ipv4-addr");
        Reading.Content ours = Readings.content("""
                {"response": {"Attribute": [
                  {"type": "AS", "category": "Network activity", "value": "AS174"},
                  {"type": "domain", "category": "Network activity", "value": "NAME", "to_ids": true},
                  {"type": "domain|ip", "category": "Network activity", "value": "NAME|ADDRESS", "to_ids": true},
                  {"type": "filename", "category": "Payload delivery", "value": "test_file_name", "to_ids": true}]}}""".replace("NAME", name).replace("ADDRESS", address));
        assertThat(observed(ours(ours))).isEqualTo(observed(theirs));
        Set<String> patterns = patterns(theirs);
        assertThat(patterns.remove("[domain-name:value = '" + name + "' AND domain-name:resolves_to_refs[*].value = '"
                        + address + "']"))
                .isTrue();
        patterns.add("[ipv4-addr:value = '" + address + "']");
        assertThat(patterns(ours(ours))).isEqualTo(patterns);
    }

    private static void same(Reading.Content content, List<JsonNode> theirs) {
        List<JsonNode> ours = ours(content);
        assertThat(observed(ours)).isEqualTo(observed(theirs));
        assertThat(patterns(ours)).isEqualTo(patterns(theirs));
        assertThat(basedOn(ours)).isEqualTo(basedOn(theirs));
        Set<String> kinds = kinds(theirs);
        kinds.remove("grouping");
        assertThat(kinds(ours)).containsAll(kinds);
    }

    private static String observed(List<JsonNode> objects, String type) {
        return objects.stream()
                .filter(object -> object.path("type").asText().equals(type))
                .map(object -> object.path("value").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> observed(List<JsonNode> objects) {
        Set<String> observed = new TreeSet<>();
        for (JsonNode object : objects) {
            if (!object.has("created")) {
                object.properties().forEach(property -> {
                    if (VALUE.matcher(property.getKey()).matches()) {
                        observed.add(object.path("type").asText() + " "
                                + property.getValue().asText());
                    }
                });
            }
        }
        return observed;
    }

    private static Set<String> patterns(List<JsonNode> objects) {
        Set<String> patterns = new TreeSet<>();
        objects.stream()
                .filter(object -> object.has("pattern"))
                .forEach(object -> patterns.add(object.path("pattern").asText()));
        return patterns;
    }

    private static long basedOn(List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> object.path("relationship_type").asText().equals("based-on"))
                .count();
    }

    private static Set<String> kinds(List<JsonNode> objects) {
        Set<String> kinds = new TreeSet<>();
        objects.forEach(object -> kinds.add(object.path("type").asText()));
        return kinds;
    }

    private static List<JsonNode> ours(Reading.Content content) {
        return content.report().bundle().objects().stream()
                .filter(object -> !object.type().equals("marking-definition"))
                .map(StixObject::json)
                .map(JsonNode.class::cast)
                .toList();
    }

    private static List<JsonNode> objects(String name) {
        return json(name).path("objects").valueStream().toList();
    }

    private static JsonNode json(String name) {
        return Json.own(file(name));
    }

    private static byte[] file(String name) {
        return Corpora.bytes(Corpora.folder("misp-stix").resolve(name));
    }
}
