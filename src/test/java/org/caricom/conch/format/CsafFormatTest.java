package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.Test;

class CsafFormatTest {
    static final String ADVISORY = """
            {"document": {
               "category": "csaf_security_advisory", "csaf_version": "2.0", "lang": "en-GB",
               "title": "Two weaknesses in the Breeze gateway",
               "publisher": {"category": "vendor", "name": "Breeze Networks", "namespace": "https://breeze.example",
                             "contact_details": "psirt@breeze.example"},
               "distribution": {"tlp": {"label": "GREEN"}, "text": "For customers"},
               "notes": [{"category": "legal_disclaimer", "text": "As is."},
                         {"category": "summary", "title": "Summary", "text": "An attacker can log in without a password."}],
               "references": [{"category": "self", "summary": "This advisory", "url": "https://breeze.example/a/7.json"}],
               "tracking": {"id": "BREEZE-2026-007", "status": "interim", "version": "2",
                            "initial_release_date": "2026-02-01T10:00:00Z", "current_release_date": "2026-02-05T10:00:00Z",
                            "revision_history": [
                              {"date": "2026-02-01T10:00:00Z", "number": "1", "summary": "First"},
                              {"date": "2026-02-05T10:00:00Z", "number": "2", "summary": "Second weakness"}]}},
             "product_tree": {"branches": [{"category": "vendor", "name": "Breeze Networks", "branches": [
               {"category": "product_name", "name": "Gateway", "branches": [
                 {"category": "product_version", "name": "4.1", "product": {
                    "name": "Breeze Gateway 4.1", "product_id": "GW-41",
                    "product_identification_helper": {"cpe": "cpe:2.3:a:breeze:gateway:4.1:*:*:*:*:*:*:*"}}}]}]}]},
             "vulnerabilities": [
               {"cve": "CVE-2026-30001", "cwe": {"id": "CWE-287", "name": "Improper Authentication"},
                "product_status": {"known_affected": ["GW-41", "GW-40"]},
                "scores": [{"cvss_v3": {"baseScore": 9.8, "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
                            "products": ["GW-41"]}],
                "remediations": [{"category": "vendor_fix", "details": "Install 4.2", "product_ids": ["GW-41"]}]},
               {"title": "Passwords in a log", "ids": [{"system_name": "Breeze bugs", "text": "B-1"}],
                "remediations": [{"category": "workaround", "details": "Turn off debugging"}]}]}""";

    @Test
    void anAdvisoryIsAReportOfVulnerableSystems() {
        Reading.Content content = Readings.content(ADVISORY);
        Facts facts = content.report().facts();
        assertThat(content.report().format()).isEqualTo("csaf");
        assertThat(facts.reference()).isEqualTo("BREEZE-2026-007");
        assertThat(facts.title()).isEqualTo("Two weaknesses in the Breeze gateway");
        assertThat(facts.summary()).isEqualTo("An attacker can log in without a password.");
        assertThat(facts.stage()).isEqualTo(ReportStage.UPDATE);
        assertThat(facts.classes()).containsExactly(Rsit.VULNERABLE_SYSTEM);
        assertThat(facts.noticedAt()).isEqualTo("2026-02-01T10:00:00Z");
        assertThat(facts.writtenAt()).isEqualTo("2026-02-05T10:00:00Z");
        assertThat(facts.vulnerabilities()).containsExactly("CVE-2026-30001");
        assertThat(facts.tlp()).isEqualTo(Tlp.GREEN);
        assertThat(facts.consent()).isEqualTo(Consent.UNSTATED);
        assertThat(facts.reporter()).isEqualTo("Breeze Networks, psirt@breeze.example");
        assertThat(facts.language()).isEqualTo("en-GB");
        assertThat(facts.indicators()).isEmpty();
    }

    @Test
    void weaknessesRemediesAndProductsAreObjects() {
        List<StixObject> objects = Readings.content(ADVISORY).report().bundle().objects();
        assertThat(objects)
                .extracting(StixObject::type, object -> object.text("name"))
                .contains(
                        Tuple.tuple("vulnerability", "CVE-2026-30001"),
                        Tuple.tuple("vulnerability", "Passwords in a log"),
                        Tuple.tuple("course-of-action", "vendor_fix: Install 4.2"),
                        Tuple.tuple("course-of-action", "workaround: Turn off debugging"),
                        Tuple.tuple("software", "Breeze Gateway 4.1"));
        assertThat(objects)
                .filteredOn(object -> "mitigates".equals(object.text("relationship_type")))
                .hasSize(2);
    }

    @Test
    void itIsValidStixAndNothingOfItIsLost() throws Exception {
        NormalReport report = Readings.content(ADVISORY).report();
        var schemas = new OasisSchemas();
        for (StixObject object : report.bundle().objects()) {
            assertThat(StixRules.check(object)).as(object.toString()).isEmpty();
            assertThat(schemas.judge(object.json())).as(object.toString()).isEmpty();
        }
        JsonNode document = Json.parse(ADVISORY.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        assertThat(Completeness.missing(document, report)).isEmpty();
    }

    @Test
    void aProductThatIsNotDefinedIsPointedAt() {
        assertThat(Readings.content(ADVISORY).setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(
                        Tuple.tuple("/vulnerabilities/0/product_status/known_affected/1", "undefined-product"));
    }

    @Test
    void whatEveryAdvisoryHasIsAskedFor() {
        assertThat(Readings.flaws("{\"document\": {\"csaf_version\": \"2.1\"}}"))
                .extracting(Flaw::pointer)
                .contains(
                        "/document/csaf_version",
                        "/document/title",
                        "/document/publisher/name",
                        "/document/tracking/id",
                        "/document/tracking/revision_history");
    }

    @Test
    void aLabelThatNobodyKnowsIsTheStrictest() {
        Reading.Content content = Readings.content(ADVISORY.replace("\"GREEN\"", "\"CHARTREUSE\""));
        assertThat(content.report().facts().tlp()).isEqualTo(Tlp.RED);
        assertThat(content.setAside()).extracting(Flaw::code).contains("unknown-marking");
    }
}
