package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.Corpora;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.format.Formats;
import org.caricom.conch.format.Origin;
import org.caricom.conch.format.Reading;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.BundleReader.Item;
import org.caricom.conch.stix.RuleTable.Property;
import org.caricom.conch.stix.Violation.Level;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Bundles that others wrote: valid, the same after a round trip, and no longer valid once anything in them is
/// broken.
class StixCorporaTest {
    private static Stream<Path> files() {
        return Stream.concat(
                Corpora.jsonFiles("stix21").stream(),
                Corpora.jsonFiles("misp-stix").stream()
                        .filter(file -> file.getFileName().toString().contains("stix21")));
    }

    @TestFactory
    Stream<DynamicTest> everyBundleIsTheSameAfterARoundTrip() {
        return files().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            byte[] bytes = Corpora.bytes(file);
            Bundle.Reading reading = Bundle.read(Json.parse(bytes, JsonLimits.DEFAULT));

            assertThat(reading.flaws()).isEmpty();
            byte[] written = Json.write(reading.bundle().toJson());
            assertThat(Json.canonical(Json.own(written))).isEqualTo(Json.canonical(Json.own(bytes)));
            assertThat(Bundle.read(Json.own(written)).bundle()).isEqualTo(reading.bundle());
        }));
    }

    /// What our formats make of events of MISP, of STIX 2.0 and of our own reports.
    @TestFactory
    Stream<DynamicTest> whatOurFormatsMakeIsTheSameAfterARoundTrip() {
        var origin = new Origin(new MemberCode("TT"), Instant.parse("2026-04-01T00:00:00Z"));
        return Stream.of("misp-events", "misp-stix")
                .flatMap(folder -> Corpora.jsonFiles(folder).stream())
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    if (Formats.read(Corpora.bytes(file), null, origin) instanceof Reading.Content content) {
                        Bundle made = content.report().bundle();
                        byte[] written = Json.write(made.toJson());
                        Bundle.Reading reading = Bundle.read(Json.parse(written, JsonLimits.DEFAULT));

                        assertThat(reading.flaws()).isEmpty();
                        assertThat(reading.bundle()).isEqualTo(made);
                        assertThat(Json.canonical(reading.bundle().toJson())).isEqualTo(Json.canonical(made.toJson()));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyBundleIsTheSameAsAStream() {
        return files().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            byte[] bytes = Corpora.bytes(file);
            Bundle.Reading whole = Bundle.read(Json.own(bytes));
            var reader = new BundleReader(new ByteArrayInputStream(bytes), JsonLimits.DEFAULT);
            List<Violation> violations = new ArrayList<>();
            ArrayNode objects = Json.array();
            for (Item item = reader.next(); item != null; item = reader.next()) {
                assertThat(item.isValid()).isTrue();
                objects.add(item.object().json());
                violations.addAll(item.violations());
            }
            violations.addAll(reader.frame());

            assertThat(reader.id()).isEqualTo(whole.bundle().id());
            assertThat(objects).isEqualTo(Json.own(bytes).get("objects"));
            assertThat(violations).isEqualTo(whole.violations());
        }));
    }

    /// MISP gives the objects that it makes from one attribute the attribute's own UUID, which the standard
    /// forbids (§2.9) and we read all the same.
    @TestFactory
    Stream<DynamicTest> onlyMispSharesUuids() {
        return files().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            boolean misp = file.getParent().endsWith("misp-stix");
            List<Violation> together =
                    Bundle.read(Json.own(Corpora.bytes(file))).together();

            if (misp) {
                assertThat(together).extracting(Violation::code).containsOnly("shared-uuid");
            } else {
                assertThat(together).isEmpty();
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> nothingOfThemCanBeBrokenUnnoticed() {
        return files().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            int mutants = 0;
            for (JsonNode object : Json.own(Corpora.bytes(file)).path("objects")) {
                mutants += breakEverything((ObjectNode) object);
            }
            assertThat(mutants).isGreaterThan(20);
        }));
    }

    private static int breakEverything(ObjectNode object) {
        int mutants = 0;
        RuleShape shape = RuleTable.STANDARD.shape(object.path("type").asText());
        for (var entry : object.deepCopy().properties()) {
            Property property = shape.property(entry.getKey());
            if (property == null || entry.getKey().equals("spec_version")) {
                continue;
            }
            var wrong = Specimens.wrong(property.type());
            for (var mutation : wrong.entrySet()) {
                ObjectNode mutant = object.deepCopy();
                mutant.set(entry.getKey(), mutation.getValue());
                assertBreaks(mutant, property.line().name() + ":" + mutation.getKey());
                mutants++;
            }
            if (property.required()) {
                ObjectNode mutant = object.deepCopy();
                mutant.remove(entry.getKey());
                assertBreaks(mutant, property.line().name() + ":missing");
                mutants++;
            }
        }
        return mutants;
    }

    private static void assertBreaks(ObjectNode mutant, String rule) {
        assertThat(StixRules.violations(mutant))
                .as("%s", mutant)
                .filteredOn(violation -> violation.level() == Level.MUST)
                .extracting(Violation::rule)
                .contains(rule);
    }
}
