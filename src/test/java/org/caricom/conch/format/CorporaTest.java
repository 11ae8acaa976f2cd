package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caricom.conch.Corpora;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Real documents of others: each is read, or refused for a reason that stands here.
class CorporaTest {
    private static final Origin ORIGIN = new Origin(new MemberCode("TT"), Instant.parse("2026-11-22T08:00:00Z"));

    /// What cannot be filed, and why a person agrees.
    private static final Map<String, String> REFUSED = Map.of(
            // ends in a comma and a bracket: no JSON
            "malicious_pypi_packages.misp-event.json", "json-syntax");

    @TestFactory
    Stream<DynamicTest> everyDocumentBecomesValidStixOrIsRefusedForAReason() {
        var schemas = new OasisSchemas();
        return documents().stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    String expected = REFUSED.get(file.getFileName().toString());
                    switch (read(file)) {
                        case Reading.Content(NormalReport report, List<Flaw> _) -> {
                            assertThat(expected).isNull();
                            assertThat(problems(schemas, report)).isEmpty();
                        }
                        case Reading.Unusable(List<Flaw> flaws) ->
                            assertThat(flaws).extracting(Flaw::code).containsExactly(String.valueOf(expected));
                        case Reading.Ambiguous ambiguous -> throw new AssertionError(ambiguous);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> ourExamplesBecomeValidStix() {
        var schemas = new OasisSchemas();
        return Stream.of("alert", "alert-with-indicators", "update", "final", "final-false-alarm")
                .map(name -> dynamicTest(name, () -> {
                    Reading reading = read(Path.of("schemas/examples", name + ".json"));
                    assertThat(problems(schemas, ((Reading.Content) reading).report()))
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyDocumentGivesTheSameObjectsEachTime() {
        return documents().stream()
                .map(file -> dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(read(file)).isEqualTo(read(file))));
    }

    @Test
    void anInvestigationOfABotnetIsReadAsAPersonWouldReadIt() {
        Facts facts = facts("misp-events", "mozi.misp-event.json");
        assertThat(facts.title()).isEqualTo("Who killed Mozi? Finally putting the IoT zombie botnet in its grave");
        assertThat(facts.noticedAt()).isEqualTo("2023-11-01T00:00:00Z");
        assertThat(facts.tlp()).isEqualTo(Tlp.AMBER_STRICT);
        assertThat(facts.techniques()).hasSize(12).contains("T1587.001", "T1190", "T1496");
        assertThat(facts.indicators())
                .filteredOn(indicator -> indicator.observable().type() == ObservableType.SHA256)
                .hasSize(21)
                .allSatisfy(indicator -> assertThat(indicator.detects()).isTrue());
    }

    @Test
    void aWhitePaperOnAnIntrusionSetIsReadAsAPersonWouldReadIt() {
        Facts facts = facts("misp-events", "misp-dukes-operation-ghost-event.json");
        assertThat(facts.title()).isEqualTo("Operation Ghost - White Paper");
        assertThat(facts.techniques()).hasSize(30);
        assertThat(facts.indicators()).hasSize(87);
        assertThat(facts.tlp()).isEqualTo(Tlp.GREEN);
    }

    @Test
    void whatOneProducerMarksAmberIsAmber() {
        assertThat(facts("stix21", "using-marking-definitions.json").tlp()).isEqualTo(Tlp.AMBER);
    }

    private static Facts facts(String folder, String name) {
        return ((Reading.Content) read(Corpora.folder(folder).resolve(name)))
                .report()
                .facts();
    }

    private static List<String> problems(OasisSchemas schemas, NormalReport report) {
        List<String> problems = new ArrayList<>();
        for (StixObject object : report.bundle().objects()) {
            schemas.judge(object.json()).forEach(problem -> problems.add(object + " " + problem));
            StixRules.check(object).forEach(flaw -> problems.add(object + " " + flaw));
        }
        return problems;
    }

    private static List<Path> documents() {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("misp-events", "misp-stix", "stix21")) {
            files.addAll(Corpora.jsonFiles(folder));
        }
        return files;
    }

    private static Reading read(Path file) {
        return Formats.read(Corpora.bytes(file), null, ORIGIN);
    }
}
