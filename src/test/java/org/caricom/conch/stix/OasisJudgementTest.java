package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.Corpora;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What our builders make, judged by the schemas of OASIS, and our rules compared with those schemas.
class OasisJudgementTest {
    @TestFactory
    Stream<DynamicTest> whatOurBuildersMakeIsValid() {
        var schemas = new OasisSchemas();
        return Samples.all().stream()
                .map(object -> dynamicTest(
                        object.toString(),
                        () -> assertThat(schemas.judge(object.json())).isEmpty()));
    }

    @Test
    void theSchemasFindWhatIsWrong() {
        var schemas = new OasisSchemas();
        StixObject address = Sco.ipv4("198.51.100.3");
        ObjectNode broken = address.copy();
        broken.remove("value");

        assertThat(schemas.judge(broken)).isNotEmpty();
        assertThat(schemas.judge(Markings.tlp("red").with("name", "TLP:GREEN").json()))
                .isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> bundlesOfOasisAreReadWhole() {
        return Corpora.jsonFiles("stix21").stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    Bundle.Reading reading = Bundle.read(read(file));

                    assertThat(reading.flaws()).isEmpty();
                    assertThat(reading.bundle().toJson()).isEqualTo(read(file));
                }));
    }

    /// MISP's own mapping to STIX 2.1 holds nothing that our rules would set aside.
    @Test
    void whatMispMakesIsReadWhole() {
        for (String name : List.of("test_attributes_collection_stix21.json", "test_event1_stix21.json")) {
            JsonNode json = read(Corpora.folder("misp-stix").resolve(name));
            Bundle.Reading reading = Bundle.read(json);

            assertThat(reading.flaws()).isEmpty();
            assertThat(reading.bundle().objects()).hasSameSizeAs(json.path("objects"));
        }
    }

    /// Leaving out a property that the schema wants, or putting a number where it wants something else, must be
    /// as wrong to us as to OASIS: the table was copied by hand.
    @TestFactory
    Stream<DynamicTest> ourRulesAreAsStrictAsTheSchemas() {
        var schemas = new OasisSchemas();
        return Samples.all().stream()
                .filter(object -> !object.type().equals("marking-definition"))
                .map(object -> dynamicTest(object.toString(), () -> {
                    List<String> missed = new ArrayList<>();
                    for (var property : object.json().properties()) {
                        if (List.of("type", "id").contains(property.getKey())) {
                            continue;
                        }
                        ObjectNode without = object.copy();
                        without.remove(property.getKey());
                        ObjectNode other = object.copy();
                        other.put(property.getKey(), 0.5);
                        ObjectNode list = object.copy();
                        list.putArray(property.getKey());
                        for (ObjectNode changed : List.of(without, other, list)) {
                            if (!schemas.judge(changed).isEmpty()
                                    && flaws(changed).isEmpty()) {
                                missed.add(property.getKey() + ": " + schemas.judge(changed));
                            }
                        }
                    }
                    assertThat(missed).isEmpty();
                }));
    }

    private static List<?> flaws(JsonNode json) {
        return switch (StixObject.read(json)) {
            case StixReading.Flawed flawed -> flawed.flaws();
            case StixReading.Whole whole -> StixRules.check(whole.object());
        };
    }

    private static JsonNode read(Path file) {
        return Json.own(Corpora.bytes(file));
    }
}
