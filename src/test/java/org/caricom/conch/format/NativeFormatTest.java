package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.StixObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NativeFormatTest {
    private static final Origin ORIGIN = new Origin(new MemberCode("TT"), Instant.parse("2026-04-01T00:00:00Z"));

    @TestFactory
    Stream<DynamicTest> vectorsHold() throws IOException {
        return files(Path.of("tests/vectors/native"))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    JsonNode vector = Json.own(Files.readAllBytes(file));
                    Reading reading = Formats.read(Json.write(vector.get("report")), null, ORIGIN);
                    List<String> expected = vector.get("flaws")
                            .valueStream()
                            .map(flaw -> flaw.get("pointer").asText() + " "
                                    + flaw.get("code").asText())
                            .toList();
                    assertThat(flaws(reading))
                            .as(vector.get("why").asText())
                            .extracting(flaw -> flaw.pointer() + " " + flaw.code())
                            .containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(flaws(reading))
                            .allSatisfy(flaw -> assertThat(flaw.detail())
                                    .doesNotContain("regex", "schema", "$")
                                    .endsWith(flaw.detail().endsWith("?") ? "?" : "."));
                }));
    }

    @TestFactory
    Stream<DynamicTest> examplesAreReports() throws IOException {
        return files(Path.of("schemas/examples"))
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(read(file).setAside()).isEmpty()));
    }

    @Test
    void theFieldTableForPeopleNamesEveryField() throws IOException {
        String table = Files.readString(Path.of("schemas/README.md"));
        JsonNode properties = Json.own(Files.readAllBytes(Path.of("schemas/report.schema.json")))
                .path("properties");
        JsonNode indicator = properties.at("/indicators/items/properties");
        assertThat(properties.properties())
                .allSatisfy(field -> assertThat(table).contains("`" + field.getKey() + "`"));
        assertThat(indicator.properties()).allSatisfy(field -> assertThat(table).contains("`" + field.getKey() + "`"));
    }

    @Test
    void aMistypedNameIsAnsweredWithTheRightOne() {
        assertThat(details("""
                        {"format": "conch-report/1", "reference": "X-1", "titel": "x", "title": "x",
                         "awareAt": "2026-03-02T13:40:00Z", "tlp": "TLP:AMBR", "classes": ["fraud:fishing"]}"""))
                .containsExactlyInAnyOrder(
                        "\"fraud:fishing\" is not known here; did you mean \"fraud:phishing\"?",
                        "There is no \"titel\" here; did you mean \"title\"?",
                        "\"TLP:AMBR\" is not known here; did you mean \"TLP:AMBER\"?");
    }

    @Test
    void whatAFinalReportLacksIsSaidToBeMissingFromAFinalReport() {
        assertThat(details("""
                        {"format": "conch-report/1", "reference": "X-1", "title": "x", "stage": "final",
                         "awareAt": "2026-03-02T13:40:00Z", "tlp": "TLP:RED"}""")).contains("\"impact\" is missing: a final report has it.");
    }

    @Test
    void fiveFieldsBecomeFacts() throws IOException {
        Facts facts = read(Path.of("schemas/examples/alert.json")).report().facts();
        assertThat(facts.reference()).isEqualTo("TT-2026-0031");
        assertThat(facts.stage()).isEqualTo(ReportStage.ALERT);
        assertThat(facts.awareAt()).isEqualTo("2026-03-02T13:40:00Z");
        assertThat(facts.writtenAt()).isNull();
        assertThat(facts.tlp()).isEqualTo(Tlp.AMBER);
        assertThat(facts.language()).isEqualTo("en");
        assertThat(facts.consent()).isEqualTo(org.caricom.conch.domain.Consent.UNSTATED);
    }

    @Test
    void aFinalReportBecomesFactsInFull() throws IOException {
        Reading.Content content = read(Path.of("schemas/examples/final.json"));
        Facts facts = content.report().facts();
        assertThat(content.report().format()).isEqualTo("conch-report");
        assertThat(content.report().claimedMember()).isEqualTo(new MemberCode("BB"));
        assertThat(facts.stage()).isEqualTo(ReportStage.FINAL);
        assertThat(facts.classes())
                .containsExactly(Rsit.UNAUTHORISED_INFORMATION_MODIFICATION, Rsit.INFECTED_SYSTEM, Rsit.DATA_LEAK);
        assertThat(facts.sector()).isEqualTo(Sector.HEALTHCARE);
        assertThat(facts.victim().networks()).containsExactly("198.51.100.128/25");
        assertThat(facts.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(facts.personalData().involved()).isEqualTo(PersonalData.Involved.YES);
        assertThat(facts.personalData().records()).isEqualTo(5100);
        assertThat(facts.indicators())
                .extracting(
                        indicator -> indicator.observable().type(),
                        indicator -> indicator.observable().value(),
                        org.caricom.conch.domain.ReportedIndicator::detects)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(ObservableType.IPV4_ADDR, "192.0.2.44", true),
                        org.assertj.core.groups.Tuple.tuple(ObservableType.URL, "http://leak-site.example/egh", false),
                        org.assertj.core.groups.Tuple.tuple(ObservableType.MUTEX, "Global\\lock-7731", true));
        assertThat(facts.reporter()).isEqualTo("A. Example, cert@cert.example");
    }

    @Test
    void theVictimsValuesDetectNothing() throws IOException {
        Facts facts = read(Path.of("schemas/examples/update.json")).report().facts();
        assertThat(facts.indicators())
                .filteredOn(indicator -> indicator.role() == Role.VICTIM)
                .singleElement()
                .satisfies(indicator -> assertThat(indicator.detects()).isFalse());
    }

    @Test
    void theSameReportAlwaysGivesTheSameObjects() throws IOException {
        byte[] payload = Files.readAllBytes(Path.of("schemas/examples/final.json"));
        Origin later = new Origin(ORIGIN.member(), ORIGIN.receivedAt().plusSeconds(86_400));
        Reading one = Formats.read(payload, null, ORIGIN);
        Reading other = Formats.read(payload, "application/conch-report+json", later);
        assertThat(one).isEqualTo(other);
        assertThat(bundleBytes(one)).isEqualTo(bundleBytes(other));
    }

    @Test
    void versionsOfAReportAreVersionsOfItsIncident() throws IOException {
        StixObject first = incident("alert.json");
        StixObject second = incident("update.json");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.created()).isEqualTo(first.created());
        assertThat(second.modified()).isGreaterThan(first.modified());
    }

    @Test
    void anotherMembersReportWithTheSameNumberIsAnotherIncident() throws IOException {
        byte[] payload = Files.readAllBytes(Path.of("schemas/examples/alert.json"));
        Origin other = new Origin(new MemberCode("JM"), ORIGIN.receivedAt());
        assertThat(incident((Reading.Content) Formats.read(payload, null, other))
                        .id())
                .isNotEqualTo(incident("alert.json").id());
    }

    private static StixObject incident(String example) throws IOException {
        return incident(read(Path.of("schemas/examples").resolve(example)));
    }

    private static StixObject incident(Reading.Content content) {
        return content.report().bundle().objects().stream()
                .filter(object -> object.type().equals("incident"))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bundleBytes(Reading reading) {
        return Json.canonical(((Reading.Content) reading).report().bundle().toJson());
    }

    private static Reading.Content read(Path file) throws IOException {
        Reading reading = Formats.read(Files.readAllBytes(file), null, ORIGIN);
        assertThat(reading).isInstanceOf(Reading.Content.class);
        return (Reading.Content) reading;
    }

    private static List<String> details(String report) {
        return flaws(Formats.read(report.getBytes(StandardCharsets.UTF_8), null, ORIGIN)).stream()
                .map(Flaw::detail)
                .toList();
    }

    private static List<Flaw> flaws(Reading reading) {
        return switch (reading) {
            case Reading.Content _ -> List.of();
            case Reading.Unusable(List<Flaw> flaws) -> flaws;
            case Reading.Ambiguous(List<String> candidates) -> throw new AssertionError(candidates);
        };
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }
}
