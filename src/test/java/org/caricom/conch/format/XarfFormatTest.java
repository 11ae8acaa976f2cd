package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
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
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class XarfFormatTest {
    private static final Origin ORIGIN = new Origin(new MemberCode("TT"), Instant.parse("2026-11-22T08:00:00Z"));

    /// What the invalid ones of `corpora/xarf` are refused for, at least: each by a flaw that names what its
    /// maker broke. All valid ones of `xarf` and `xarf-spec` are read, whatever else is in them, so that no
    /// list of exceptions is needed for those. Five of `xarf-spec` carry hashes that are not those of their
    /// evidence, two of which are no hashes at all; that is pointed at, and no reason to turn a victim away.
    private static final Map<String, Flaw> INVALID = Map.ofEntries(
            flaw("invalid_additional_fields", "/Report/Custom/NumberOfIncidents", "wrong-type"),
            flaw("invalid_b64_flag", "/Report/Samples/0/Base64Encoded", "wrong-type"),
            flaw("invalid_byte_count", "/Report/PacketCount", "wrong-type"),
            flaw("invalid_destination", "/Report/DestinationPort", "out-of-range"),
            flaw("invalid_emails", "/Report/SmtpMailFromAddress", "wrong-form"),
            // It has no mark of XARF but the version.
            flaw("invalid_empty", "", "unknown-format"),
            flaw("invalid_exploit_wrong_cve", "/Report/CVE", "wrong-form"),
            flaw("invalid_exploit_wrong_vector", "/Report/CVSS/Vector", "wrong-form"),
            flaw("invalid_exploit_wrong_version", "/Report/CVSS/Version", "wrong-value"),
            flaw("invalid_file_info", "/Report/FileSize", "out-of-range"),
            flaw("invalid_first_seen", "/Report/FirstSeen", "wrong-form"),
            flaw("invalid_host_name", "/Report/RpzDomain", "wrong-form"),
            flaw("invalid_infringed_props", "/Report/CourtOrder", "wrong-form"),
            flaw("invalid_ip", "/Report/ASN", "wrong-type"),
            flaw("invalid_ip2", "/Report/SourceIp", "wrong-type"),
            flaw("invalid_missing_account", "/Report/Account", "missing"),
            flaw("invalid_missing_report", "/Report", "missing"),
            flaw("invalid_missing_report_class_report_type", "/Report/ReportType", "missing"),
            flaw("invalid_missing_reporter", "/ReporterInfo", "missing"),
            flaw("invalid_missing_reporter_props", "/ReporterInfo/ReporterOrg", "missing"),
            flaw("invalid_missing_reporter_props2", "/OnBehalfOf", "wrong-type"),
            flaw("invalid_missing_reporter_props4", "/ReporterInfo", "wrong-type"),
            flaw("invalid_missing_reporter_props5", "/ReporterInfo/ReporterOrgEmail", "missing"),
            flaw("invalid_missing_url", "/Report/SourceUrl", "missing"),
            flaw("invalid_on_behalf_of", "/OnBehalfOf/ComplainantOrgEmail", "wrong-form"),
            flaw("invalid_openservice", "/Report/ServiceName", "wrong-type"),
            flaw("invalid_openservice2", "/Report/TransportProtocol", "wrong-value"),
            flaw("invalid_openservice3", "/Report/ServiceName", "missing"),
            flaw("invalid_openservice4", "/Report/ServiceName", "missing"),
            flaw("invalid_openservice_missing_service", "/Report/ServiceName", "missing"),
            flaw("invalid_ports", "/Report/SourcePort", "wrong-type"),
            flaw("invalid_report_class_report_type", "/Report/ReportType", "wrong-value"),
            flaw("invalid_report_class_report_type2", "/Report/ReportClass", "wrong-value"),
            flaw("invalid_report_part", "/Report/InfringedMaterial", "missing"),
            flaw("invalid_reporter_info", "/ReporterInfo/ShouldNotBeHere", "unknown-property"),
            flaw("invalid_reporter_metadata", "/Report/ReporterCaseID", "wrong-type"),
            flaw("invalid_reporter_metadata2", "/Report/ReporterSeverity", "wrong-value"),
            flaw("invalid_sample_2", "/Report/Samples/0/Payload", "wrong-type"),
            flaw("invalid_type", "/Report/ReportType", "wrong-value"),
            flaw("invalid_used_url_in_potentially_compromised_account", "/Report/SourceUrl", "not-allowed"));

    private static Map.Entry<String, Flaw> flaw(String file, String pointer, String code) {
        return Map.entry(file + ".json", new Flaw(pointer, code, ""));
    }

    @TestFactory
    Stream<DynamicTest> whatIsValidIsReadAsValidStix() {
        var schemas = new OasisSchemas();
        List<Path> files = new ArrayList<>(Corpora.jsonFiles("xarf/positive"));
        files.addAll(Corpora.jsonFiles("xarf-spec"));
        return files.stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    NormalReport report = ((Reading.Content) read(file)).report();
                    assertThat(report.format()).startsWith("xarf-");
                    assertThat(report.facts().classes()).isNotEmpty();
                    for (StixObject object : report.bundle().objects()) {
                        assertThat(schemas.judge(object.json()))
                                .as(object.toString())
                                .isEmpty();
                        assertThat(StixRules.check(object))
                                .as(object.toString())
                                .isEmpty();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsInvalidIsRefusedForWhatIsWrongWithIt() {
        return Corpora.jsonFiles("xarf/negative").stream()
                .map(file -> dynamicTest(file.getParent().getFileName() + "/" + file.getFileName(), () -> {
                    Flaw expected = INVALID.get(file.getFileName().toString());
                    assertThat(((Reading.Unusable) read(file)).flaws())
                            .extracting(Flaw::pointer, Flaw::code)
                            .contains(tuple(expected.pointer(), expected.code()));
                }));
    }

    @Test
    void aScanIsTheScannersAndItsGoalTheVictims() {
        Facts facts = content(v4("connection", "port_scan", """
                "source_port": 4000, "destination_ip": "198.51.100.9", "destination_port": 22, "protocol": "tcp",
                "first_seen": "2026-03-01T00:00:00Z", "last_seen": "2026-03-02T00:00:00Z", "confidence": 0.8""")).report().facts();
        assertThat(facts.classes()).containsExactly(Rsit.SCANNER);
        assertThat(facts.title()).isEqualTo("Scanning: 203[.]0[.]113[.]7");
        assertThat(facts.reference()).isEqualTo("0f8fad5b-d9cb-469f-a165-70867728950e");
        assertThat(facts.beganAt()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(facts.writtenAt()).isEqualTo("2026-03-03T00:00:00Z");
        assertThat(facts.reporter()).isEqualTo("Example CERT, abuse@cert.example");
        assertThat(facts.victim().networks()).containsExactly("198.51.100.9");
        assertThat(facts.indicators())
                .extracting(
                        i -> i.observable().value(),
                        ReportedIndicator::role,
                        ReportedIndicator::detects,
                        ReportedIndicator::confidence)
                .containsExactly(
                        tuple("203.0.113.7", Role.ATTACKER, true, 80), tuple("198.51.100.9", Role.VICTIM, false, 80));
    }

    @Test
    void whoTalkedToWhomIsNetworkTraffic() {
        Reading.Content content = content(v4("connection", "login_attack", """
                "source_port": 4000, "destination_ip": "198.51.100.9", "destination_port": 22, "protocol": "tcp",
                "first_seen": "2026-03-01T00:00:00Z\""""));
        StixObject traffic = objects(content, "network-traffic").getFirst();
        assertThat(traffic.json().path("src_port").asInt()).isEqualTo(4000);
        assertThat(traffic.json().path("dst_port").asInt()).isEqualTo(22);
        assertThat(traffic.texts("protocols")).containsExactly("ipv4", "tcp");
    }

    @Test
    void anOpenServiceIsTheVictimsNotTheAttackers() {
        Facts facts = content(v4("vulnerability", "open_service", "\"service\": \"rdp\""))
                .report()
                .facts();
        assertThat(facts.indicators())
                .extracting(ReportedIndicator::role, ReportedIndicator::detects)
                .containsExactly(tuple(Role.VICTIM, false));
    }

    @Test
    void evidenceIsKnownByItsHashAndStaysInTheReportAsFiled() {
        Reading.Content content = content(v4("content", "malware", """
                "url": "hxxp://evil[.]example/a.exe", "evidence": [{"content_type": "text/plain",
                "payload": "c2VjcmV0IHBheWxvYWQ=", "hash": "sha256:00"}]"""));
        assertThat(content.setAside()).extracting(Flaw::code).contains("kept-only", "hash-mismatch");
        assertThat(content.report().facts().indicators())
                .extracting(i -> i.observable().type().word(), ReportedIndicator::role)
                .contains(tuple("url", Role.ATTACKER), tuple("sha256", Role.UNKNOWN));
        assertThat(everything(content)).doesNotContain("secret payload").doesNotContain("c2VjcmV0IHBheWxvYWQ=");
    }

    @Test
    void picturesOfAbuseAreKeptNowhereNotEvenByTheirHash() {
        Reading.Content content = content(v4("content", "csam", """
                "url": "http://evil.example/x", "classification": "A1", "detection_method": "hash_match",
                "hash_values": {"md5": "d41d8cd98f00b204e9800998ecf8427e"},
                "evidence": [{"content_type": "image/png", "payload": "c2VjcmV0IHBheWxvYWQ="}]"""));
        assertThat(content.report().facts().indicators())
                .extracting(i -> i.observable().type().word(), ReportedIndicator::detects)
                .containsExactlyInAnyOrder(tuple("ipv4-addr", false), tuple("url", false));
        assertThat(everything(content))
                .doesNotContain("c2VjcmV0IHBheWxvYWQ=")
                .doesNotContain("d41d8cd98f00b204e9800998ecf8427e")
                .doesNotContain(org.caricom.conch.domain.Sha256.of(
                                "secret payload".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString());
        assertThat(content.report().facts().title()).doesNotContain("evil");
    }

    @Test
    void exposedDataOfPeopleIsABreachThatIsSuspected() {
        PersonalData data =
                content(v4("content", "exposed_data", """
                "url": "http://files.example/dump", "data_types": ["personal_information"],
                "exposure_method": "open_directory", "record_count": 150, "affected_organization": "Example Ltd\"""")).report().facts().personalData();
        assertThat(data.involved()).isEqualTo(PersonalData.Involved.SUSPECTED);
        assertThat(data.records()).isEqualTo(150);
    }

    @Test
    void whatHasNoPlaceStaysReadable() {
        Reading.Content content = content(v4("reputation", "blocklist", """
                "threat_type": "command_and_control", "x_detail": {"deep": ["one", 2]}"""));
        assertThat(everything(content)).contains("threat_type: command_and_control", "x_detail › deep 1: one");
    }

    @Test
    void whoDoesNotWantToBeNamedIsNotPassedOn() {
        String report = """
                {"Version": "3", "ReporterInfo": {"ReporterType": "Person"}, "Disclosure": false,
                 "Report": {"ReportClass": "Activity", "ReportType": "Spam", "Date": "2026-03-01T00:00:00Z",
                            "SourceIp": "203.0.113.7"}}""";
        assertThat(content(report).report().facts().consent().sharing()).isEqualTo(SharingConsent.NONE);
    }

    @Test
    void timesThatCannotBeAreToldAndNotBelieved() {
        Reading.Content content = content(v4("connection", "sql_injection", """
                "protocol": "tcp", "first_seen": "2031-01-01T00:00:00Z\""""));
        assertThat(content.report().facts().beganAt()).isNull();
        assertThat(content.setAside()).extracting(Flaw::code).contains("unlikely-time");
        assertThat(everything(content)).contains("first_seen: 2031-01-01T00:00:00Z");
    }

    private static String v4(String category, String type, String more) {
        return """
                {"xarf_version": "4.2.0", "report_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
                 "timestamp": "2026-03-03T00:00:00Z",
                 "reporter": {"org": "Example CERT", "contact": "abuse@cert.example", "domain": "cert.example"},
                 "sender": {"org": "Example CERT", "contact": "abuse@cert.example", "domain": "cert.example"},
                 "source_identifier": "203.0.113.7", "category": "%s", "type": "%s", %s}""".formatted(category, type, more);
    }

    private static Reading.Content content(String report) {
        return Readings.content(report);
    }

    private static List<StixObject> objects(Reading.Content content, String type) {
        return content.report().bundle().objects().stream()
                .filter(object -> object.type().equals(type))
                .toList();
    }

    private static String everything(Reading.Content content) {
        return Json.text(content.report().bundle().toJson()).replace("\\n", "\n")
                + content.report().facts();
    }

    private static Reading read(Path file) {
        return Formats.read(Corpora.bytes(file), null, ORIGIN);
    }
}
