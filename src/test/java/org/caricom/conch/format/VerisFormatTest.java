package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.Vcdb;
import org.caricom.conch.domain.Actor;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.InformationImpact;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ObservedActivity;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.PersonalData.Involved;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.Test;

class VerisFormatTest {
    private static final String RANSOMWARE = """
            {"schema_version": "1.4", "incident_id": "2F6C2E5B-0001", "source_id": "tt-csirt",
             "security_incident": "Confirmed", "confidence": "High",
             "summary": "Files of a clinic were encrypted after a phishing mail.\\nA ransom was asked for.",
             "action": {
               "malware": {"variety": ["Ransomware", "C2"], "vector": ["Email link"], "name": "Lockbox; Gatedoor",
                           "cve": "CVE-2026-10001, CVE-2026-10002"},
               "social": {"variety": ["Phishing"], "vector": ["Email"], "target": ["End-user"]}},
             "actor": {"external": {"variety": ["Organized crime"], "motive": ["Financial"], "name": ["Mangrove Crew"]}},
             "asset": {"assets": [{"variety": "S - File", "amount": 2}, {"variety": "U - Desktop", "amount": 40}]},
             "attribute": {
               "confidentiality": {"data_disclosure": "Yes", "data_total": 1200,
                 "data": [{"variety": "Medical", "amount": 1200}, {"variety": "Personal"}]},
               "availability": {"variety": ["Obscuration"]}},
             "victim": {"victim_id": "Harbour Clinic", "industry": "622110", "country": ["TT"], "employee_count": "11 to 100",
                        "secondary": {"victim_id": ["Harbour Laboratory"]}},
             "timeline": {"incident": {"year": 2026, "month": 2, "day": 11}, "discovery": {"unit": "Days", "value": 3}},
             "discovery_method": {"internal": {"variety": ["Reported by employee", "Antivirus"]}},
             "impact": {"overall_rating": "Painful", "iso_currency_code": "USD",
                        "loss": [{"variety": "Response and recovery", "amount": 20000}]},
             "ioc": [{"indicator": "hxxps://portal[.]clinic-mail[.]example/in", "comment": "the link in the mail"},
                     {"indicator": "203.0.113.77"}, {"indicator": "the usual suspects"}],
             "corrective_action": "Mail links are opened in a sandbox now.",
             "plus": {"analyst": "r.mohammed", "created": "2026-03-01T10:00:00Z", "modified": "2026-03-02T10:00:00Z"}}""";

    @Test
    void anIncidentIsReadAsAPersonWouldReadIt() {
        Reading.Content content = Readings.content(RANSOMWARE);
        Facts facts = content.report().facts();
        assertThat(content.report().format()).isEqualTo("veris");
        assertThat(facts.reference()).isEqualTo("2F6C2E5B-0001");
        assertThat(facts.stage()).isEqualTo(ReportStage.FINAL);
        assertThat(facts.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(facts.title()).startsWith("Files of a clinic were encrypted after a phishing mail.");
        assertThat(facts.classes())
                .containsExactly(
                        Rsit.UNAUTHORISED_INFORMATION_MODIFICATION,
                        Rsit.INFECTED_SYSTEM,
                        Rsit.PHISHING,
                        Rsit.DATA_LEAK);
        assertThat(facts.beganAt()).isEqualTo("2026-02-11T00:00:00Z");
        assertThat(facts.writtenAt()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(facts.sector()).isEqualTo(Sector.HEALTHCARE);
        assertThat(facts.victim().name()).isEqualTo("Harbour Clinic");
        assertThat(facts.victim().names()).containsExactly("Harbour Laboratory");
        assertThat(facts.systemsAffected()).isEqualTo(42);
        assertThat(facts.impact().information()).isEqualTo(InformationImpact.PRIVACY_DATA);
        assertThat(facts.impact().actor()).isEqualTo(Actor.CRIMINAL);
        assertThat(facts.impact().activity()).isEqualTo(ObservedActivity.EFFECT);
        assertThat(facts.personalData().involved()).isEqualTo(Involved.YES);
        assertThat(facts.personalData().categories()).containsExactly("health", "contact");
        assertThat(facts.personalData().records()).isEqualTo(1200);
        assertThat(facts.malware()).containsExactly("Lockbox", "Gatedoor");
        assertThat(facts.vulnerabilities()).containsExactly("CVE-2026-10001", "CVE-2026-10002");
        assertThat(facts.actionsTaken()).containsExactly("Mail links are opened in a sandbox now.");
        assertThat(facts.reporter()).isEqualTo("r.mohammed");
        assertThat(facts.consent()).isEqualTo(Consent.UNSTATED);
    }

    @Test
    void defangedValuesAreIndicatorsAndWordsStayWords() {
        Reading.Content content = Readings.content(RANSOMWARE);
        assertThat(content.report().facts().indicators())
                .allSatisfy(indicator -> assertThat(indicator.role()).isEqualTo(Role.ATTACKER))
                .extracting(indicator -> indicator.observable())
                .containsExactly(
                        new Observable(ObservableType.URL, "https://portal.clinic-mail.example/in"),
                        new Observable(ObservableType.IPV4_ADDR, "203.0.113.77"));
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/ioc/2/indicator", "no-such-value"));
        assertThat(notes(content.report())).contains("ioc 3 › indicator: the usual suspects");
    }

    @Test
    void whatHasNoPlaceInTheFactsStandsInStixOrInANote() {
        NormalReport report = Readings.content(RANSOMWARE).report();
        String incident = Json.text(only(report, "incident").json());
        assertThat(incident)
                .contains("\"criticality\":60", "user-reporting", "automated-tool")
                .contains("2F6C2E5B-0001");
        assertThat(report.bundle().objects())
                .anySatisfy(object -> assertThat(Json.text(object.json()))
                        .contains("monetary-ext", "response-and-recovery", "\"min_amount\":20000", "USD"));
        assertThat(only(report, "threat-actor").text("name")).isEqualTo("Mangrove Crew");
        assertThat(notes(report))
                .contains(
                        "victim › country: TT",
                        "timeline › discovery › unit: Days",
                        "timeline › discovery › value: 3",
                        "confidence: High",
                        "asset › assets 2 › variety: U - Desktop");
    }

    @Test
    void ofAYearAloneTheFirstOfJanuaryIsNotBelieved() {
        NormalReport report = Readings.content(RANSOMWARE.replace(", \"month\": 2, \"day\": 11", ""))
                .report();
        assertThat(report.facts().beganAt()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(only(report, "event").text("start_time_fidelity")).isEqualTo("year");
    }

    @Test
    void aListFilesWhatIsValidAndTellsOfTheRest() {
        String other = RANSOMWARE.replace("0001", "0002").replace("203.0.113.77", "203.0.113.78");
        String broken = RANSOMWARE.replace("0001", "0003").replace("\"actor\"", "\"actr\"");
        Reading.Content content = Readings.content("[" + String.join(",", RANSOMWARE, broken, other, RANSOMWARE) + "]");
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("/1/actor", "missing"),
                        org.assertj.core.groups.Tuple.tuple("/3", "repeated"));
        Facts facts = content.report().facts();
        assertThat(facts.title()).startsWith("2 incidents: ");
        assertThat(facts.systemsAffected()).isEqualTo(84);
        assertThat(facts.indicators()).hasSize(3);
        assertThat(content.report().bundle().objects())
                .filteredOn(object -> object.type().equals("incident"))
                .hasSize(2);
    }

    @Test
    void aListInWhichNothingIsValidIsRefusedWithAllReasons() {
        String broken = "{\"incident_id\": \"1\", \"schema_version\": \"1.4\", \"action\": []}";
        assertThat(Readings.flaws("[" + broken + "]"))
                .extracting(Flaw::pointer)
                .containsExactly("/0/action", "/0/actor", "/0/asset");
    }

    @Test
    void everyIncidentOfTheCommunityDatabaseIsReadAndNothingOfItIsLost() throws Exception {
        List<String> incidents = Vcdb.incidents();
        var schemas = new OasisSchemas();
        Map<String, Integer> remarks = new HashMap<>();
        for (int number = 0; number < incidents.size(); number++) {
            String where = "line " + (number + 1);
            String text = incidents.get(number);
            Reading reading = Formats.read(text.getBytes(StandardCharsets.UTF_8), null, Readings.ORIGIN);
            assertThat(reading).as(where).isInstanceOf(Reading.Content.class);
            Reading.Content content = (Reading.Content) reading;
            content.setAside().forEach(flaw -> remarks.merge(flaw.code(), 1, Integer::sum));
            NormalReport report = content.report();
            for (StixObject object : report.bundle().objects()) {
                assertThat(StixRules.check(object)).as(where).isEmpty();
                if (number % 10 == 0) {
                    assertThat(schemas.judge(object.json())).as(where).isEmpty();
                }
            }
            JsonNode document = Json.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
            assertThat(Completeness.missing(document, report)).as(where).isEmpty();
        }
        assertThat(incidents).hasSize(2006);
        // Nothing else may be said of them than this.
        assertThat(remarks.keySet()).isSubsetOf("too-long-ago", "wrong-form");
    }

    private static StixObject only(NormalReport report, String type) {
        List<StixObject> found = new ArrayList<>();
        for (StixObject object : report.bundle().objects()) {
            if (object.type().equals(type)) {
                found.add(object);
            }
        }
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String notes(NormalReport report) {
        StringBuilder notes = new StringBuilder();
        for (StixObject object : report.bundle().objects()) {
            if (object.type().equals("note")) {
                notes.append(object.text("content")).append('\n');
            }
        }
        return notes.toString();
    }
}
