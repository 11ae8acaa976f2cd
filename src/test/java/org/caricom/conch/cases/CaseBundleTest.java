package org.caricom.conch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.cases.CasesFixture.COORDINATOR;
import static org.caricom.conch.cases.CasesFixture.TT;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.FactsExample;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.format.Formats;
import org.caricom.conch.format.NormalReport;
import org.caricom.conch.format.Origin;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.stix.IncidentCore;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A case leaves Conch as STIX and comes into another tool, of which we have one at hand: Conch's own intake.
class CaseBundleTest {
    private static final Origin ORIGIN = new Origin(new MemberCode("TT"), Instant.parse("2026-07-13T13:33:00Z"));

    private static CasesFixture hub;

    @BeforeAll
    static void start() {
        hub = new CasesFixture(CaseBundleTest.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static NormalReport read(byte[] bytes) {
        return ((org.caricom.conch.format.Reading.Content) Formats.read(bytes, null, ORIGIN)).report();
    }

    private static CaseId filed(String example) throws IOException {
        ReportId report = hub.reports.file(
                "TT", "2026-07-13T13:33:00Z", read(Files.readAllBytes(Path.of("schemas/examples", example + ".json"))));
        hub.take(report);
        return Objects.requireNonNull(hub.cases.caseOf(COORDINATOR, report));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert-with-indicators", "final", "final-false-alarm"})
    void whatTheCaseKnowsComesBack(String example) throws IOException {
        CaseId id = filed(example);
        Facts before =
                hub.reports.report(null, hub.view(id).reports().getFirst().id()).facts();

        Bundle bundle = Objects.requireNonNull(hub.cases.bundle(TT, id));
        Facts after = read(Json.write(bundle.toJson())).facts();

        assertThat(after.title()).isEqualTo(before.title());
        assertThat(after.summary()).isEqualTo(before.summary());
        assertThat(after.language()).isEqualTo(before.language());
        assertThat(after.classes()).containsExactlyElementsOf(before.classes());
        assertThat(after.sector()).isEqualTo(before.sector());
        assertThat(after.tlp()).isEqualTo(before.tlp());
        assertThat(after.beganAt()).isEqualTo(before.beganAt());
        assertThat(after.noticedAt()).isEqualTo(before.noticedAt());
        assertThat(after.awareAt()).isEqualTo(before.awareAt());
        assertThat(after.outcome()).isEqualTo(before.outcome());
        assertThat(after.peopleAffected()).isEqualTo(before.peopleAffected());
        assertThat(after.systemsAffected()).isEqualTo(before.systemsAffected());
        assertThat(after.techniques()).containsExactlyInAnyOrderElementsOf(before.techniques());
        assertThat(after.indicators())
                .extracting(ReportedIndicator::observable)
                .containsExactlyInAnyOrderElementsOf(before.indicators().stream()
                        .map(ReportedIndicator::observable)
                        .toList());
        assertThat(after.reference())
                .isEqualTo(ofType(bundle, "incident").getFirst().id().toString());
    }

    @Test
    void whatWasDoneLeavesWithIt() throws IOException {
        CaseId id = filed("alert");
        int version = hub.view(id).row().version();
        hub.clock.advance(Duration.ofHours(1));
        hub.cases.change(TT, id, version, CaseChange.state(CaseState.CONTAINED, null));
        hub.cases.comment(TT, id, "The mail server is off the network.", TimelineEntry.Audience.CASE);
        hub.cases.comment(COORDINATOR, id, "Between us.", TimelineEntry.Audience.COORDINATORS);
        hub.cases.change(TT, id, version + 1, CaseChange.state(CaseState.CLOSED, Outcome.CONFIRMED));

        Bundle bundle = Objects.requireNonNull(hub.cases.bundle(COORDINATOR, id));
        StixObject incident = ofType(bundle, "incident").getFirst();
        JsonNode core = incident.json().path("extensions").path(IncidentCore.ID);

        assertThat(core.path("determination").asText()).isEqualTo("confirmed");
        assertThat(core.path("investigation_status").asText()).isEqualTo("closed");
        assertThat(core.path("scores").path(0).path("name").asText()).isEqualTo("NCISS");
        assertThat(incident.texts("labels")).contains("conch:state=\"closed\"");
        assertThat(ofType(bundle, "task").stream().flatMap(task -> task.texts("task_types").stream()))
                .contains("declared", "containment");
        assertThat(core.path("tasks"))
                .hasSizeGreaterThan(3)
                .extracting(task -> task.path("task_ref").asText())
                .isSubsetOf(ofType(bundle, "task").stream()
                        .map(StixObject::toString)
                        .toList());
        assertThat(ofType(bundle, "note"))
                .extracting(note -> note.text("content"))
                .contains("The mail server is off the network.")
                .doesNotContain("Between us.");
        assertThat(hub.cases.bundle(COORDINATOR, id)).isEqualTo(bundle);
        Facts read = read(Json.write(bundle.toJson())).facts();
        assertThat(read.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(read.stage()).isEqualTo(ReportStage.FINAL);
    }

    @Test
    void itIsValidToUsAndToOasis() throws IOException {
        var schemas = new OasisSchemas();
        Bundle bundle = Objects.requireNonNull(hub.cases.bundle(TT, filed("update")));
        Bundle.Reading reading = Bundle.read(bundle.toJson());

        assertThat(reading.flaws()).isEmpty();
        assertThat(reading.together()).isEmpty();
        assertThat(schemas.judgeAll(bundle.toJson().get("objects"))).isEmpty();
    }

    /// A case of a report that has no STIX of its own still has an incident.
    @Test
    void aReportWithoutObjectsIsEnough() {
        CaseId id = hub.filed("TT", "2026-07-13T13:33:00Z", FactsExample.facts());
        Bundle bundle = Objects.requireNonNull(hub.cases.bundle(TT, id));

        assertThat(ofType(bundle, "incident")).hasSize(1);
        assertThat(Bundle.read(bundle.toJson()).flaws()).isEmpty();
    }

    private static List<StixObject> ofType(Bundle bundle, String type) {
        return bundle.objects().stream()
                .filter(object -> object.type().equals(type))
                .toList();
    }
}
