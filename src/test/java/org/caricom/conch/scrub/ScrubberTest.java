package org.caricom.conch.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.scrub.SourceExample.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.scrub.Preview.Property;
import org.junit.jupiter.api.Test;

class ScrubberTest {
    private static final Scrubber SCRUBBER = Scrubber.withCurrentPolicy();

    @Test
    void anAttackersAddressLeavesAsAnIndicatorMadeAnew() {
        JsonNode indicator = only(cleared(source().attacker(ObservableType.IPV4_ADDR, "203.0.113.77")));

        assertThat(indicator.path("type").asText()).isEqualTo("indicator");
        assertThat(indicator.path("name").asText()).isEqualTo("IPv4 address indicator");
        assertThat(indicator.path("pattern").asText()).isEqualTo("[ipv4-addr:value = '203.0.113.77']");
        assertThat(indicator.path("created_by_ref").asText()).isEqualTo(SourceExample.EXCHANGE);
        assertThat(indicator.path("object_marking_refs").path(0).asText())
                .isEqualTo("marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb");
    }

    @Test
    void timesAreRoundedSoThatTheyTellLittle() {
        JsonNode indicator = only(cleared(source().attacker(ObservableType.IPV4_ADDR, "203.0.113.77")));
        assertThat(indicator.path("valid_from").asText()).isEqualTo("2026-07-12T22:00:00.000Z");
        assertThat(indicator.path("created").asText()).isEqualTo("2026-07-15T14:00:00.000Z");
        assertThat(indicator.path("modified").asText()).isEqualTo("2026-07-15T14:00:00.000Z");
        assertThat(indicator.path("valid_until").asText()).isEqualTo("2026-07-27T08:00:00.000Z");

        JsonNode strict =
                only(cleared(source().tlp(Tlp.AMBER_STRICT).attacker(ObservableType.IPV4_ADDR, "203.0.113.77")));
        assertThat(strict.path("valid_from").asText()).isEqualTo("2026-07-12T00:00:00.000Z");
    }

    @Test
    void onlyTermsOfClosedListsLeave() {
        JsonNode indicator = only(cleared(source().attacker(ObservableType.IPV4_ADDR, "203.0.113.77")));
        assertThat(indicator.path("indicator_types")).hasToString("[\"malicious-activity\"]");
        assertThat(indicator.path("kill_chain_phases").findValuesAsText("phase_name"))
                .containsExactly("command-and-control");
        assertThat(indicator.path("confidence").asInt()).isEqualTo(50);
    }

    @Test
    void whatIsNotOnTheListIsDropped() {
        JsonNode indicator = only(cleared(
                source().attacker(ObservableType.IPV4_ADDR, "203.0.113.77").object("""
                        {"type": "indicator", "spec_version": "2.1",
                         "id": "indicator--7a1c5d2e-3b4f-4a5c-8d6e-9f0a1b2c3d4e",
                         "created": "2026-07-13T11:40:00.000Z", "modified": "2026-07-13T11:40:00.000Z",
                         "name": "seen at the ward", "description": "told by the matron", "labels": ["ward-seven"],
                         "pattern": "[ipv4-addr:value = '203.0.113.77']", "pattern_type": "stix",
                         "valid_from": "2026-07-13T11:40:00Z", "lang": "en",
                         "external_references": [{"source_name": "ticket", "external_id": "44121"}],
                         "x_ward": "seven", "extensions": {"extension-definition--11111111-1111-4111-8111-111111111111":
                         {"extension_type": "property-extension", "ward": "seven"}}}
                        """)));
        assertThat(indicator.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "type",
                        "spec_version",
                        "id",
                        "created_by_ref",
                        "created",
                        "modified",
                        "name",
                        "indicator_types",
                        "pattern",
                        "pattern_type",
                        "valid_from",
                        "valid_until",
                        "kill_chain_phases",
                        "confidence",
                        "object_marking_refs");
    }

    @Test
    void whoseValueItIsDecidesFirst() {
        assertThat(cleared(source().indicator(ObservableType.IPV4_ADDR, "203.0.113.5", Role.VICTIM, true)
                        .indicator(ObservableType.IPV4_ADDR, "203.0.113.6", Role.UNKNOWN, true)
                        .indicator(ObservableType.IPV4_ADDR, "203.0.113.7", Role.ATTACKER, false)))
                .isEmpty();
    }

    @Test
    void aValueThatOneReportCallsTheVictimsStaysBackThoughAnotherCallsItTheAttackers() {
        Draft draft = SCRUBBER.draft(List.of(
                source().attacker(ObservableType.DOMAIN_NAME, "mail.lure.example")
                        .build(),
                source().indicator(ObservableType.DOMAIN_NAME, "mail.lure.example", Role.VICTIM, true)
                        .build()));
        assertThat(draft.keys()).isEmpty();
    }

    @Test
    void malwareTechniquesAndVulnerabilitiesLeaveWithTheirRelationships() {
        Map<String, JsonNode> byType = cleared(source().attacker(ObservableType.SHA256, "9f2c".repeat(16))
                        .malware("lockbit 3.0")
                        .techniques("T1486")
                        .vulnerabilities("CVE-2025-12345")
                        .object("""
                                {"type": "indicator", "spec_version": "2.1",
                                 "id": "indicator--7a1c5d2e-3b4f-4a5c-8d6e-9f0a1b2c3d4e",
                                 "created": "2026-07-13T11:40:00.000Z", "modified": "2026-07-13T11:40:00.000Z",
                                 "pattern": "[file:hashes.'SHA-256' = '%s']", "pattern_type": "stix",
                                 "valid_from": "2026-07-13T11:40:00Z"}
                                """.formatted("9f2c".repeat(16)))
                        .object("""
                                {"type": "malware", "spec_version": "2.1", "is_family": true, "name": "lockbit 3.0",
                                 "malware_types": ["ransomware", "made at home"],
                                 "id": "malware--6b1c5d2e-3b4f-4a5c-8d6e-9f0a1b2c3d4e",
                                 "created": "2026-07-13T11:40:00.000Z", "modified": "2026-07-13T11:40:00.000Z"}
                                """)
                        .object("""
                                {"type": "relationship", "spec_version": "2.1", "relationship_type": "indicates",
                                 "id": "relationship--5b1c5d2e-3b4f-4a5c-8d6e-9f0a1b2c3d4e",
                                 "created": "2026-07-13T11:40:00.000Z", "modified": "2026-07-13T11:40:00.000Z",
                                 "source_ref": "indicator--7a1c5d2e-3b4f-4a5c-8d6e-9f0a1b2c3d4e",
                                 "target_ref": "malware--6b1c5d2e-3b4f-4a5c-8d6e-9f0a1b2c3d4e"}
                                """))
                .stream()
                .collect(Collectors.toMap(object -> object.path("type").asText(), object -> object));

        assertThat(byType).containsOnlyKeys("indicator", "malware", "attack-pattern", "vulnerability", "relationship");
        assertThat(byType.get("malware").path("name").asText()).isEqualTo("LockBit");
        assertThat(byType.get("malware").path("malware_types")).hasToString("[\"ransomware\"]");
        assertThat(byType.get("attack-pattern")
                        .path("external_references")
                        .path(0)
                        .path("external_id")
                        .asText())
                .isEqualTo("T1486");
        assertThat(byType.get("relationship").path("source_ref"))
                .isEqualTo(byType.get("indicator").path("id"));
        assertThat(byType.get("relationship").path("target_ref"))
                .isEqualTo(byType.get("malware").path("id"));
    }

    @Test
    void aMalwareNameThatNobodyKnowsWaitsForAPersonsWord() {
        Draft draft = SCRUBBER.draft(List.of(source().malware("Nightlab").build()));
        Stamp stamp = SourceExample.stamp(draft, Tlp.GREEN);

        Clearing.Leak leak = (Clearing.Leak) SCRUBBER.clear(draft, stamp, List.of());
        assertThat(leak.findings()).extracting(Finding::whose).contains(Finding.Whose.MALWARE_NAME);

        List<Answer> keep = leak.findings().stream()
                .map(finding -> (Answer) new Answer.Keep(finding.id(), "named so in public reports"))
                .toList();
        assertThat(((Clearing.Passed) SCRUBBER.clear(draft, stamp, keep)).objects())
                .hasSize(1);

        List<Answer> remove = leak.findings().stream()
                .map(finding -> (Answer) new Answer.Remove(finding.id()))
                .toList();
        assertThat(((Clearing.Passed) SCRUBBER.clear(draft, stamp, remove)).objects())
                .isEmpty();
    }

    @Test
    void theWordsOfTheReportThatLeaveAnywayAreNoFinding() {
        assertThat(cleared(source().title("LockBit beaconing to login.lure.example and 203[.]0[.]113[.]77")
                        .summary("Users were sent to hxxps://login.lure.example/portal and infected with LockBit")
                        .malware("LockBit")
                        .attacker(ObservableType.IPV4_ADDR, "203.0.113.77")
                        .attacker(ObservableType.URL, "https://login.lure.example/portal")
                        .attacker(ObservableType.DOMAIN_NAME, "login.lure.example")))
                .hasSize(4);
    }

    @Test
    void aLaterVersionComesAfterTheOneBefore() {
        Draft draft = SCRUBBER.draft(List.of(
                source().attacker(ObservableType.IPV4_ADDR, "203.0.113.77").build()));
        SharedId id = new SharedId(
                java.util.UUID.fromString("5a9e6a3c-1f53-4c0a-9d0e-6f2b8a7c1d01"),
                SourceExample.PUBLISHED.minusSeconds(50),
                SourceExample.PUBLISHED.plusSeconds(50));
        Stamp stamp = new Stamp(
                Tlp.CLEAR,
                SourceExample.PUBLISHED,
                SourceExample.EXCHANGE,
                Map.of(draft.keys().getFirst(), id));
        JsonNode object = Json.own(((Clearing.Passed) SCRUBBER.clear(draft, stamp, List.of()))
                .objects()
                .getFirst()
                .object()
                .json());
        assertThat(object.path("created").asText()).isEqualTo("2026-07-15T14:21:41.123Z");
        assertThat(object.path("modified").asText()).isEqualTo("2026-07-15T14:23:21.124Z");
    }

    @Test
    void thePreviewTellsOfEachPartWhatBecomesOfIt() {
        Draft draft = SCRUBBER.draft(List.of(source().attacker(ObservableType.IPV4_ADDR, "203.0.113.77")
                .attacker(ObservableType.IPV4_ADDR, "10.20.4.17")
                .attacker(ObservableType.DOMAIN_NAME, "pay-portal.palmcare.example")
                .attacker(ObservableType.FILE_NAME, "C:\\Users\\jmoreaux\\run.exe")
                .known(ObservableType.DOMAIN_NAME, "update.vendor.example")
                .attacker(ObservableType.DOMAIN_NAME, "update.vendor.example")
                .techniques("T1486")
                .build()));
        Preview preview = SCRUBBER.preview(draft, SourceExample.stamp(draft, Tlp.GREEN));

        assertThat(parts(preview, Property.VICTIM)).allMatch(part -> part.output() == null);
        assertThat(parts(preview, Property.MEMBER))
                .containsExactly(new Preview.Part("Trinidad and Tobago", null, Reason.MEMBER));
        assertThat(parts(preview, Property.ADDRESSES))
                .containsExactly(
                        new Preview.Part("203.0.113.77", "203.0.113.77", null),
                        new Preview.Part("10.20.4.17", null, Reason.VICTIM));
        assertThat(parts(preview, Property.DOMAINS))
                .containsExactly(
                        new Preview.Part("pay-portal.palmcare.example", null, Reason.NAMES_THE_VICTIM),
                        new Preview.Part("update.vendor.example", null, Reason.WARNING_LIST));
        assertThat(parts(preview, Property.FILES))
                .containsExactly(new Preview.Part("C:\\Users\\jmoreaux\\run.exe", "run.exe", Reason.USER_NAME));
        assertThat(parts(preview, Property.TECHNIQUES)).containsExactly(new Preview.Part("T1486", "T1486", null));
        assertThat(preview.outgoing()).isEqualTo(3);
        assertThat(preview.findings()).isEmpty();
    }

    private static List<Preview.Part> parts(Preview preview, Property property) {
        return preview.rows().stream()
                .filter(row -> row.property() == property)
                .flatMap(row -> row.parts().stream())
                .toList();
    }

    private static List<JsonNode> cleared(SourceExample source) {
        Draft draft = SCRUBBER.draft(List.of(source.build()));
        Clearing clearing = SCRUBBER.clear(draft, SourceExample.stamp(draft, Tlp.GREEN), List.of());
        assertThat(clearing).isInstanceOf(Clearing.Passed.class);
        return ((Clearing.Passed) clearing)
                .objects().stream()
                        .map(entry -> Json.own(entry.object().json()))
                        .toList();
    }

    private static JsonNode only(List<JsonNode> objects) {
        assertThat(objects).hasSize(1);
        return objects.getFirst();
    }
}
