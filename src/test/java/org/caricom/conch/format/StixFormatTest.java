package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.StixObject;
import org.junit.jupiter.api.Test;

class StixFormatTest {
    private static final String GREEN =
            ", \"object_marking_refs\": [\"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb\"]";
    private static final String TLP1_RED =
            ", \"object_marking_refs\": [\"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed\"]";

    @Test
    void itsObjectsStayAsTheyAre() {
        Reading.Content content = Readings.content(Readings.BUNDLE);
        JsonNode sent = Json.own(Readings.BUNDLE).get("objects").get(0);
        assertThat(content.report().bundle().objects())
                .extracting(StixObject::json)
                .contains(sent);
    }

    @Test
    void aBundleWithoutAnIncidentGetsOne() {
        List<StixObject> objects =
                Readings.content(Readings.BUNDLE).report().bundle().objects();
        assertThat(objects)
                .extracting(StixObject::type)
                .containsExactlyInAnyOrder(
                        "indicator", "identity", "incident", "report", "marking-definition", "marking-definition");
    }

    @Test
    void aBundleWithAnIncidentGetsNothing() {
        String incident = Readings.bundle(Readings.object("incident", "01", ", \"name\": \"Intrusion\"" + GREEN));
        Reading.Content content = Readings.content(incident);
        assertThat(content.report().bundle().toJson()).isEqualTo(Json.own(incident));
        assertThat(content.report().facts().reference()).isEqualTo("incident--33fe3b22-0201-47cf-85d0-97c021645201");
        assertThat(content.report().facts().title()).isEqualTo("Intrusion");
    }

    @Test
    void indicatorsDetectAndObservablesAreContext() {
        Facts facts = facts(Readings.bundle(Readings.object("indicator", "02", """
                        , "pattern": "[domain-name:value = 'Evil.example' OR ipv4-addr:value = '203.0.113.7']",
                        "pattern_type": "stix", "valid_from": "2026-03-01T09:00:00Z", "confidence": 70""")
                + ", {\"type\": \"ipv4-addr\", \"id\": \"ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4\","
                + " \"value\": \"198.51.100.3\"}"));
        assertThat(facts.indicators())
                .extracting(
                        i -> i.observable().value(),
                        ReportedIndicator::detects,
                        ReportedIndicator::role,
                        ReportedIndicator::confidence)
                .containsExactly(
                        tuple("evil.example", true, Role.ATTACKER, 70),
                        tuple("203.0.113.7", true, Role.ATTACKER, 70),
                        tuple("198.51.100.3", false, Role.UNKNOWN, null));
    }

    @Test
    void aCombinationIsNotSplit() {
        Reading.Content content = Readings.content(Readings.BUNDLE.replace(
                "[ipv4-addr:value = '203.0.113.7']",
                "[file:name = 'a.exe' AND file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']"));
        assertThat(content.report().facts().indicators()).isEmpty();
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(tuple("/objects/0/pattern", "kept-only"));
    }

    @Test
    void theStrictestMarkingHolds() {
        String indicator = Readings.object(
                "indicator",
                "03",
                ", \"pattern\": \"[ipv4-addr:value = '203.0.113.7']\", \"pattern_type\": \"stix\","
                        + " \"valid_from\": \"2026-03-01T09:00:00Z\"");
        assertThat(facts(Readings.bundle(indicator)).tlp()).isEqualTo(Tlp.AMBER_STRICT);
        assertThat(facts(Readings.bundle(indicator.replaceFirst("}$", GREEN + "}")))
                        .tlp())
                .isEqualTo(Tlp.GREEN);
        assertThat(facts(Readings.bundle(indicator.replaceFirst("}$", GREEN + "}") + ","
                                + Readings.object("campaign", "04", ", \"name\": \"x\"" + TLP1_RED)))
                        .tlp())
                .isEqualTo(Tlp.RED);
        assertThat(facts(Readings.bundle(indicator.replaceFirst("}$", GREEN + "}") + ","
                                + Readings.object("campaign", "04", ", \"name\": \"x\"")))
                        .tlp())
                .as("one object without a marking")
                .isEqualTo(Tlp.AMBER_STRICT);
    }

    @Test
    void aMarkingThatNobodyKnowsAllowsNothing() {
        Reading.Content content = Readings.content(
                Readings.bundle(
                        Readings.object(
                                "campaign",
                                "04",
                                ", \"name\": \"x\", \"object_marking_refs\": [\"marking-definition--d81f86b9-975b-4c0b-875e-810c5ad45a4f\"]")));
        assertThat(content.report().facts().tlp()).isEqualTo(Tlp.AMBER_STRICT);
        assertThat(content.setAside()).extracting(Flaw::code).containsExactly("unknown-marking");
    }

    @Test
    void whoIsTargetedIsTheVictim() {
        Facts facts = facts(Readings.bundle(Readings.object(
                        "identity",
                        "05",
                        ", \"name\": \"Ministry of Examples\", \"sectors\": [\"government-national\"]")
                + "," + Readings.object("campaign", "04", ", \"name\": \"x\"") + ","
                + Readings.object("relationship", "06", """
                                , "relationship_type": "targets",
                                "source_ref": "campaign--33fe3b22-0201-47cf-85d0-97c021645204",
                                "target_ref": "identity--33fe3b22-0201-47cf-85d0-97c021645205\"""")));
        assertThat(facts.victim().name()).isEqualTo("Ministry of Examples");
        assertThat(facts.sector()).isEqualTo(Sector.GOVERNMENT);
    }

    @Test
    void techniquesFamiliesAndVulnerabilitiesAreFound() {
        Facts facts = facts(Readings.bundle(Readings.object(
                        "attack-pattern",
                        "07",
                        ", \"name\": \"Phishing\", \"external_references\": [{\"source_name\": \"mitre-attack\","
                                + " \"external_id\": \"T1566\"}], \"labels\": [\"rsit:fraud=\\\"phishing\\\"\"]")
                + ","
                + Readings.object("malware", "08", ", \"name\": \"ExampleLocker\", \"is_family\": true") + ","
                + Readings.object("vulnerability", "09", ", \"name\": \"CVE-2026-10001\"")));
        assertThat(facts.techniques()).containsExactly("T1566");
        assertThat(facts.malware()).containsExactly("ExampleLocker");
        assertThat(facts.vulnerabilities()).containsExactly("CVE-2026-10001");
        assertThat(facts.classes()).containsExactly(Rsit.PHISHING);
    }

    @Test
    void aBrokenObjectIsListedAndTheRestIsRead() {
        Reading.Content content = Readings.content(
                Readings.bundle(Readings.object("malware", "08", ", \"name\": \"ExampleLocker\", \"is_family\": true")
                        + "," + Readings.object("malware", "09", ", \"name\": \"Half\"")));
        assertThat(content.report().facts().malware()).containsExactly("ExampleLocker");
        assertThat(content.setAside()).extracting(Flaw::pointer).contains("/objects/1/is_family");
    }

    @Test
    void aBundleInWhichNothingIsValidIsUnusable() {
        assertThat(Readings.flaws(Readings.BUNDLE.replace("indicator--33fe", "indicator--zzzz")))
                .extracting(Flaw::pointer)
                .containsExactly("/objects/0/id");
    }

    /// What one hub emits, another reads: the facts that STIX has a place for survive.
    @Test
    void ourOwnBundlesAreReadBack() throws java.io.IOException {
        Facts facts = null;
        Facts again = null;
        byte[] payload = java.nio.file.Files.readAllBytes(java.nio.file.Path.of("schemas/examples/final.json"));
        if (Formats.read(payload, null, Readings.ORIGIN)
                instanceof Reading.Content(NormalReport report, List<Flaw> _)) {
            facts = report.facts();
            Reading.Content second = Readings.content(Json.text(report.bundle().toJson()));
            again = second.report().facts();
            assertThat(second.report().claimedMember()).isEqualTo(new MemberCode("TT"));
        }
        assertThat(again.title()).isEqualTo(facts.title());
        assertThat(again.stage()).isEqualTo(ReportStage.FINAL);
        assertThat(again.tlp()).isEqualTo(facts.tlp());
        assertThat(again.classes()).isEqualTo(facts.classes());
        assertThat(again.sector()).isEqualTo(facts.sector());
        assertThat(again.beganAt()).isEqualTo(facts.beganAt());
        assertThat(again.awareAt()).isEqualTo(facts.awareAt());
        assertThat(again.noticedAt()).isEqualTo(facts.noticedAt());
        assertThat(again.techniques()).isEqualTo(facts.techniques());
        assertThat(again.outcome()).isEqualTo(facts.outcome());
        assertThat(again.victim().name()).isEqualTo(facts.victim().name());
        assertThat(again.indicators())
                .extracting(ReportedIndicator::observable, ReportedIndicator::detects)
                .containsExactlyInAnyOrderElementsOf(facts.indicators().stream()
                        .map(i -> tuple(i.observable(), i.detects()))
                        .toList());
        assertThat(again.indicators())
                .extracting(i -> i.observable().type())
                .contains(ObservableType.MUTEX, ObservableType.FILE_NAME);
    }

    private static Facts facts(String payload) {
        return Readings.content(payload).report().facts();
    }
}
