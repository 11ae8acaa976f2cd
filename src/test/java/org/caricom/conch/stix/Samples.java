package org.caricom.conch.stix;

import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Json;

/// One object of every sort that the builders make, filled as far as they go.
public final class Samples {
    private static final StixTimestamp TIME = StixTimestamp.of("2026-01-31T09:30:00.000Z");
    private static final StixTimestamp LATER = StixTimestamp.of("2026-02-28T09:30:00.123456Z");
    private static final String SHA256 = "fe90a7e910cb3a4739bed9180e807e93fa70c90f25a8915476f5e4bfbac681db";

    private Samples() {}

    /// All of them; their references lead to each other.
    public static List<StixObject> all() {
        StixObject exchange = Sdo.identity(id("identity"), TIME, "An exchange", "organization")
                .set("sectors", List.of("government-national"))
                .set("contact_information", "desk@cert.example")
                .build();
        StixObject address = Sco.ipv4("198.51.100.3");
        StixObject file = Sco.file(Map.of("SHA-256", SHA256, "MD5", "d41d8cd98f00b204e9800998ecf8427e"), "foo.dll");
        StixObject malware = Sdo.malware(id("malware"), TIME, "Cryptoworm", true)
                .createdBy(exchange.id())
                .set("malware_types", List.of("ransomware", "worm"))
                .killChainPhase("mitre-attack", "impact")
                .marking(Markings.tlp("amber+strict").id())
                .build();
        StixObject technique = Sdo.attackPattern(id("attack-pattern"), TIME, "Spearphishing Link", "T1566.002")
                .killChainPhase("mitre-attack", "initial-access")
                .build();
        StixObject vulnerability = Sdo.vulnerability(id("vulnerability"), TIME, "CVE-2026-12345", "CVE-2026-12345")
                .build();
        StixObject indicator = Sdo.indicator(
                        id("indicator"), TIME, PatternText.equalTo("ipv4-addr:value", "198.51.100.3"), TIME)
                .modified(LATER)
                .createdBy(exchange.id())
                .set("name", "Command and control address")
                .set("indicator_types", List.of("malicious-activity"))
                .set("valid_until", LATER)
                .confidence(85)
                .labels(List.of("c2"))
                .killChainPhase("mitre-attack", "command-and-control")
                .marking(Markings.tlp("green").id())
                .build();
        StixObject rule = Sdo.indicator(id("indicator", "yara"), TIME, "rule a { condition: true }", TIME, "yara")
                .build();
        StixObject observed = Sdo.observedData(
                        id("observed-data"), TIME, TIME, LATER, 3, List.of(address.id(), file.id()))
                .build();
        StixObject sighting = Sro.sighting(id("sighting"), indicator.id(), TIME, 3L)
                .set("first_seen", TIME)
                .set("last_seen", TIME)
                .set("observed_data_refs", List.of(observed.id()))
                .set("where_sighted_refs", List.of(exchange.id()))
                .build();
        StixObject relationship = Sro.relationship(indicator.id(), "indicates", malware.id(), TIME)
                .build();
        StixObject impact = Sdo.impact(
                        id("impact"), TIME, "availability", Json.object().put("availability_impact", 50))
                .set("start_time", TIME)
                .build();
        StixObject event = Sdo.event(id("event"), TIME, "occurred")
                .set("event_types", List.of("ransomware"))
                .set("start_time", TIME)
                .set("start_time_fidelity", "hour")
                .build();
        StixObject task = Sdo.task(id("task"), TIME, "successful")
                .set("task_types", List.of("containment"))
                .build();
        StixObject incident = Sdo.incident(id("incident"), TIME, "Ransomware at a ministry")
                .description("What happened")
                .extension(
                        IncidentCore.ID,
                        new IncidentCore("confirmed", "open")
                                .criticality(70)
                                .detectionMethods(List.of("user-reporting"))
                                .incidentTypes(List.of("ransomware"))
                                .impacts(List.of(impact.id()))
                                .event(event.id())
                                .task(task.id())
                                .impactedEntities(Map.of("individual", 1200L, "computers-server", 4L))
                                .recoverability("supplemented")
                                .score("NCISS", 62.5, "from seven inputs")
                                .toJson())
                .build();
        StixObject report = Sdo.report(id("report"), TIME, "First alert", TIME, List.of(incident.id(), indicator.id()))
                .set("report_types", List.of("incident"))
                .build();
        StixObject note = Sdo.note(id("note"), TIME, "Servers were cut off.", List.of(incident.id()))
                .build();
        StixObject place = Sdo.location(id("location"), TIME, "TT")
                .set("region", "caribbean")
                .build();
        return List.of(
                exchange,
                address,
                file,
                malware,
                technique,
                vulnerability,
                indicator,
                rule,
                observed,
                sighting,
                relationship,
                impact,
                event,
                task,
                incident,
                report,
                note,
                place,
                Sco.ipv6("2001:db8::1"),
                Sco.domainName("a.example"),
                Sco.url("https://a.example/x?y=1"),
                Sco.emailAddress("john@a.example"),
                Sco.macAddress("d2:fb:49:24:37:18"),
                Sco.mutex("Global\\m"),
                Sco.autonomousSystem(64496),
                Sco.registryKey("HKEY_LOCAL_MACHINE\\Software\\A"),
                Sco.userAccount("jdoe"),
                Sco.emailWithSubject("Invoice"),
                Sco.networkTraffic(address.id(), 443, List.of("tcp", "tls")),
                Markings.tlp("clear"),
                Markings.tlp("green"),
                Markings.tlp("amber"),
                Markings.tlp("amber+strict"),
                Markings.tlp("red"),
                Markings.tlp1("white"),
                Markings.tlp1("green"),
                Markings.tlp1("amber"),
                Markings.tlp1("red"),
                Markings.statement(id("marking-definition"), TIME, "Copyright of the reporter"));
    }

    private static StixId id(String type) {
        return id(type, "sample");
    }

    private static StixId id(String type, String name) {
        return StixId.derived(type, name);
    }
}
