package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ObservedActivity;
import org.caricom.conch.domain.PersonalData.Involved;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class IodefFormatTest {
    private static final Path FOLDER = Path.of("tests/vectors/iodef");

    @TestFactory
    Stream<DynamicTest> everyDocumentBecomesValidStixAndNothingOfItIsLost() throws IOException {
        var schemas = new OasisSchemas();
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().endsWith(".md")).sorted().toList().stream()
                    .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                        NormalReport report =
                                content(file.getFileName().toString()).report();
                        for (StixObject object : report.bundle().objects()) {
                            assertThat(StixRules.check(object))
                                    .as(object.toString())
                                    .isEmpty();
                            assertThat(schemas.judge(object.json()))
                                    .as(object.toString())
                                    .isEmpty();
                        }
                        if (!file.toString().contains("several")) {
                            List<String> missing = Completeness.missing(document(file), report);
                            missing.removeIf(
                                    pointer -> pointer.contains("schemaLocation") || pointer.equals("/version"));
                            assertThat(missing).isEmpty();
                        }
                    }));
        }
    }

    @TestFactory
    Stream<DynamicTest> theSameInXmlAndInJsonIsTheSame() {
        return Stream.of("minimal", "c2-domains", "intrusion")
                .map(name -> dynamicTest(name, () -> {
                    NormalReport xml = content(name + ".xml").report();
                    NormalReport json = content(name + ".json").report();
                    assertThat(json.facts()).isEqualTo(xml.facts());
                    assertThat(xml.format()).isEqualTo("iodef-xml");
                    assertThat(json.format()).isEqualTo("iodef-json");
                }));
    }

    @Test
    void theLeastThatAnIncidentMayBeIsEnough() {
        Reading.Content content = content("minimal.xml");
        Facts facts = content.report().facts();
        assertThat(content.setAside()).isEmpty();
        assertThat(facts.reference()).isEqualTo("csirt.example:2026-0412");
        assertThat(facts.title()).isEqualTo("IODEF incident csirt.example:2026-0412");
        assertThat(facts.writtenAt()).isEqualTo("2026-02-18T13:00:00Z");
        assertThat(facts.tlp()).isEqualTo(Tlp.RED);
        assertThat(facts.stage()).isEqualTo(ReportStage.ALERT);
        assertThat(facts.consent()).isEqualTo(Consent.UNSTATED);
        assertThat(facts.reporter()).isEqualTo("contact@csirt.example");
    }

    @Test
    void aListOfDomainsIsAListOfIndicators() {
        NormalReport report = content("c2-domains.xml").report();
        Facts facts = report.facts();
        assertThat(facts.tlp()).isEqualTo(Tlp.GREEN);
        assertThat(facts.indicators())
                .hasSize(3)
                .allSatisfy(indicator -> {
                    assertThat(indicator.role()).isEqualTo(Role.ATTACKER);
                    assertThat(indicator.detects()).isTrue();
                    assertThat(indicator.confidence()).isEqualTo(85);
                    assertThat(indicator.firstSeen()).isEqualTo("2026-01-12T11:18:00Z");
                    assertThat(indicator.killChainPhases()).containsExactly("command-and-control");
                })
                .extracting(indicator -> indicator.observable().value())
                .contains("09ijk23jfj0k8.example");
        assertThat(text(report)).contains("domain-name: not a domain at all", "TA-MANGROVE", "C-2026-RISING-TIDE");
        assertThat(report.bundle().objects()).extracting(StixObject::type).contains("threat-actor", "campaign");
    }

    @Test
    void anIncidentIsReadAsAPersonWouldReadIt() {
        Facts facts = content("intrusion.xml").report().facts();
        assertThat(facts.stage()).isEqualTo(ReportStage.UPDATE);
        assertThat(facts.beganAt()).isEqualTo("2026-02-14T02:00:00Z");
        assertThat(facts.noticedAt()).isEqualTo("2026-02-16T14:20:00Z");
        assertThat(facts.awareAt()).isEqualTo("2026-02-16T16:00:00Z");
        assertThat(facts.writtenAt()).isEqualTo("2026-02-18T12:00:00Z");
        assertThat(facts.tlp()).isEqualTo(Tlp.AMBER);
        assertThat(facts.classes()).containsExactly(Rsit.SYSTEM_COMPROMISE, Rsit.DOS, Rsit.DATA_LEAK);
        assertThat(facts.impact().activity()).isEqualTo(ObservedActivity.EFFECT);
        assertThat(facts.personalData().involved()).isEqualTo(Involved.YES);
        assertThat(facts.techniques()).containsExactly("T1190");
        assertThat(facts.vulnerabilities()).containsExactly("CVE-2026-20001");
        assertThat(facts.victim().name()).isEqualTo("Example Port Authority");
        assertThat(facts.victim().contact()).isEqualTo("it@port.example");
        assertThat(facts.victim().domains()).containsExactly("www.port.example");
        assertThat(facts.victim().networks()).containsExactly("192.0.2.80");
        assertThat(facts.reporter()).isEqualTo("CSIRT of the example islands, contact@csirt.example, +1 868 555 0100");
        assertThat(facts.helpWanted()).isEqualTo("block-host: Block the sources at your borders");
        assertThat(facts.actionsTaken())
                .containsExactly("2026-02-17T08:00:00Z · block-host · The source was blocked at the border");
    }

    @Test
    void whoseAValueIsFollowsFromItsPlace() {
        assertThat(content("intrusion.xml").report().facts().indicators())
                .extracting(value -> value.observable().value(), ReportedIndicator::role, ReportedIndicator::detects)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("203.0.113.40", Role.ATTACKER, true),
                        Tuple.tuple("www.port.example", Role.VICTIM, false),
                        Tuple.tuple("192.0.2.80", Role.VICTIM, false),
                        Tuple.tuple("198.51.100.0/24", Role.UNKNOWN, false),
                        Tuple.tuple("https://drop.tide.example/up", Role.ATTACKER, true),
                        Tuple.tuple(
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                Role.UNKNOWN,
                                false),
                        Tuple.tuple("help.aspx", Role.UNKNOWN, false),
                        Tuple.tuple("HKEY_LOCAL_MACHINE\\Software\\Tide", Role.UNKNOWN, false),
                        Tuple.tuple("billing@tide.example", Role.ATTACKER, true),
                        Tuple.tuple("clerk@port.example", Role.VICTIM, false),
                        Tuple.tuple("Invoice for berth 7", Role.ATTACKER, true),
                        Tuple.tuple("2001:db8::40", Role.ATTACKER, true),
                        Tuple.tuple("da39a3ee5e6b4b0d3255bfef95601890afd80709", Role.ATTACKER, true),
                        Tuple.tuple("cdn.tide.example", Role.UNKNOWN, false),
                        Tuple.tuple("203.0.113.41", Role.UNKNOWN, false));
    }

    @Test
    void ofSeveralIncidentsTheValidOnesAreReadAndTheRestIsTold() {
        Reading.Content content = content("several.xml");
        assertThat(content.report().facts().title()).startsWith("2 incidents: ");
        assertThat(content.report().facts().tlp()).isEqualTo(Tlp.RED);
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(Tuple.tuple("/Incident/1/Contact", "missing"), Tuple.tuple("/Incident/3", "repeated"));
        assertThat(content.report().bundle().objects())
                .filteredOn(object -> object.type().equals("incident"))
                .hasSize(2);
    }

    @Test
    void aStricterPartMakesTheWholeStricter() throws IOException {
        String text = Files.readString(FOLDER.resolve("c2-domains.xml"))
                .replace("<Contact type", "<Contact restriction=\"need-to-know\" type");
        Reading.Content content = Readings.content(text);
        assertThat(content.report().facts().tlp()).isEqualTo(Tlp.AMBER);
        assertThat(content.setAside()).extracting(Flaw::code).contains("stricter-part");
    }

    @Test
    void withoutAWordAnIncidentIsPrivate() throws IOException {
        String text = Files.readString(FOLDER.resolve("minimal.xml")).replace(" restriction=\"private\"", "");
        Reading.Content content = Readings.content(text);
        assertThat(content.report().facts().tlp()).isEqualTo(Tlp.RED);
        assertThat(content.setAside()).extracting(Flaw::code).containsExactly("restriction-default");
    }

    @Test
    void aSpoofedSourceDetectsNothing() throws IOException {
        String text = Files.readString(FOLDER.resolve("intrusion.xml")).replace("spoofed=\"no\"", "spoofed=\"yes\"");
        assertThat(Readings.content(text).report().facts().indicators())
                .filteredOn(value -> value.observable().value().equals("203.0.113.40"))
                .allSatisfy(value -> assertThat(value.detects()).isFalse());
    }

    @Test
    void whatIsTheReportersOwnNeverLeavesWhateverItDid() throws IOException {
        String text = Files.readString(FOLDER.resolve("intrusion.xml"))
                .replace("category=\"source\" spoofed", "category=\"source\" ownership=\"customer\" spoofed");
        assertThat(Readings.content(text).report().facts().indicators())
                .filteredOn(value -> value.observable().value().equals("203.0.113.40"))
                .allSatisfy(value -> assertThat(value.role()).isEqualTo(Role.VICTIM));
    }

    @Test
    void aClassOfNoSuchNameIsKeptAndPointedAt() throws IOException {
        String text = Files.readString(FOLDER.resolve("minimal.xml"))
                .replace("<Contact type", "<Descripton>Mail accounts</Descripton><Contact type");
        Reading.Content content = Readings.content(text);
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(Tuple.tuple("/Incident/0/Descripton/0", "unknown-element"));
        assertThat(text(content.report())).contains("Descripton: Mail accounts");
    }

    private static Reading.Content content(String name) {
        try {
            return (Reading.Content) Formats.read(Files.readAllBytes(FOLDER.resolve(name)), null, Readings.ORIGIN);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode document(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        return file.toString().endsWith(".xml")
                ? StrictXml.read(bytes, FormatLimits.DEFAULT).content()
                : Json.parse(bytes, JsonLimits.DEFAULT);
    }

    private static String text(NormalReport report) {
        StringBuilder all = new StringBuilder();
        for (StixObject object : report.bundle().objects()) {
            all.append(object.text("name"))
                    .append('\n')
                    .append(object.text("content"))
                    .append('\n');
        }
        return all.toString();
    }
}
