package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import org.caricom.conch.Corpora;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.Sco;
import org.caricom.conch.stix.StixObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// STIX 2.0 is rewritten as 2.1 and then read like it.
class Stix20Test {
    @Test
    void whatIsOfTheOlderVersionIsReadAsWhatItMeans() {
        Reading.Content content = content(object("indicator", "8e", """
                , "labels": ["malicious-activity", "seen-in-mail"], "pattern": "[ipv4-addr:value = '203.0.113.7']",
                "valid_from": "2026-03-01T09:00:00Z\""""));
        assertThat(content.report().format()).isEqualTo("stix-2.0");
        StixObject indicator = only(content, "indicator");
        assertThat(indicator.texts("indicator_types")).containsExactly("malicious-activity");
        assertThat(indicator.texts("labels")).containsExactly("seen-in-mail");
        assertThat(indicator.text("pattern_type")).isEqualTo("stix");
        assertThat(indicator.text("pattern_version")).isEqualTo("2.0");
        assertThat(indicator.id()).hasToString("indicator--33fe3b22-0201-47cf-85d0-97c02164528e");
        assertThat(content.report().facts().indicators())
                .extracting(i -> i.observable().value(), ReportedIndicator::detects)
                .containsExactly(tuple("203.0.113.7", true));
    }

    @ParameterizedTest
    @CsvSource({
        "malware, trojan, malware_types",
        "threat-actor, hacker, threat_actor_types",
        "tool, remote-access, tool_types",
    })
    void labelsBecomeTypes(String type, String label, String property) {
        Reading.Content content =
                content(object(type, "8e", ", \"name\": \"Example\", \"labels\": [\"" + label + "\"]"));
        assertThat(only(content, type).texts(property)).containsExactly(label);
        assertThat(only(content, type).has("labels")).isFalse();
    }

    @Test
    void observablesComeOutOfWhatWasObservedWithTheIdentifiersThatAllGiveThem() {
        Reading.Content content = content(observed("""
                "0": {"type": "ipv4-addr", "value": "203.0.113.7"},
                "1": {"type": "domain-name", "value": "evil.example", "resolves_to_refs": ["0"]},
                "2": {"type": "network-traffic", "dst_ref": "0", "dst_port": 443, "protocols": ["tcp"],
                      "extensions": {"http-request-ext": {"request_method": "get", "request_value": "/",
                        "request_header": {"User-Agent": "example/1"}}}}"""));
        StixObject address = only(content, "ipv4-addr");
        assertThat(address.id()).isEqualTo(Sco.ipv4("203.0.113.7").id());
        assertThat(only(content, "domain-name").refs("resolves_to_refs")).containsExactly(address.id());
        StixObject traffic = only(content, "network-traffic");
        assertThat(traffic.ref("dst_ref")).isEqualTo(address.id());
        assertThat(traffic.json().at("/extensions/http-request-ext/request_header/User-Agent/0"))
                .isEqualTo(Json.own("\"example/1\""));
        assertThat(only(content, "observed-data").refs("object_refs")).hasSize(3);
        assertThat(only(content, "observed-data").has("objects")).isFalse();
        assertThat(content.report().facts().indicators())
                .extracting(i -> i.observable().type())
                .contains(ObservableType.IPV4_ADDR, ObservableType.DOMAIN_NAME, ObservableType.USER_AGENT);
    }

    @Test
    void renamedPropertiesKeepWhatTheySaid() {
        Reading.Content content = content(observed("""
                "0": {"type": "file", "name": "a.exe", "created": "2026-03-01T00:00:00Z", "is_encrypted": false,
                      "hashes": {"ssdeep": "3:AAAA:BBBB"}},
                "1": {"type": "process", "name": "a.exe", "arguments": ["-x", "1"], "binary_ref": "0",
                      "created": "2026-03-01T00:00:00Z"},
                "2": {"type": "user-account", "user_id": "clerk", "password_last_changed": "2026-03-01T00:00:00Z"},
                "3": {"type": "windows-registry-key", "key": "HKEY_LOCAL_MACHINE\\\\X", "modified": "2026-03-01T00:00:00Z"},
                "4": {"type": "email-message", "is_multipart": false, "additional_header_fields": {"X-Mailer": "m"}}"""));
        JsonNode file = only(content, "file").json();
        assertThat(file.path("ctime").asText()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(file.at("/hashes/SSDEEP").asText()).isEqualTo("3:AAAA:BBBB");
        assertThat(file.path("x_is_encrypted").isBoolean()).isTrue();
        JsonNode process = only(content, "process").json();
        assertThat(process.path("command_line").asText()).isEqualTo("a.exe -x 1");
        assertThat(process.path("image_ref").asText()).isEqualTo(file.path("id").asText());
        assertThat(process.path("created_time").asText()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(only(content, "user-account").has("credential_last_changed")).isTrue();
        assertThat(only(content, "windows-registry-key").has("modified_time")).isTrue();
        assertThat(only(content, "email-message").json().at("/additional_header_fields/X-Mailer"))
                .isEqualTo(Json.own("\"m\""));
        var schemas = new OasisSchemas();
        for (StixObject object : content.report().bundle().objects()) {
            assertThat(schemas.judge(object.json())).as(object.toString()).isEmpty();
        }
    }

    @Test
    void aRingOfReferencesHasAnEnd() {
        Reading.Content content = content(observed("""
                "0": {"type": "file", "name": "a.zip", "extensions": {"archive-ext": {"contains_refs": ["1"]}}},
                "1": {"type": "file", "name": "b.zip", "extensions": {"archive-ext": {"contains_refs": ["0"]}}}"""));
        assertThat(of(content, "file")).hasSize(2);
    }

    @Test
    void theSameObservableTwiceIsOneThatSaysWhatBothSay() {
        Reading.Content content = content(observed("""
                "0": {"type": "ipv4-addr", "value": "203.0.113.7"},
                "1": {"type": "ipv4-addr", "value": "203.0.113.8"},
                "2": {"type": "domain-name", "value": "evil.example", "resolves_to_refs": ["0"]},
                "3": {"type": "domain-name", "value": "evil.example", "resolves_to_refs": ["1"]}"""));
        assertThat(only(content, "domain-name").refs("resolves_to_refs")).hasSize(2);
    }

    @Test
    void flawsAreToldWhereTheyStandInTheDocumentAsFiled() {
        assertThat(Readings.flaws(bundle(observed("""
                "0": {"type": "domain-name", "value": "evil.example", "resolves_to_refs": ["7"]}"""))))
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(tuple("/objects/0/objects/0/resolves_to_refs", "no-such-object"));
        assertThat(Readings.flaws(bundle(observed("\"0\": {\"type\": \"mac-addr\", \"value\": \"nonsense\"}"))))
                .extracting(Flaw::pointer)
                .containsExactly("/objects/0/objects/0/value");
    }

    @Test
    void bothVersionsInOneBundleAreNotGuessedAt() {
        String newer = Readings.object("identity", "8f", ", \"name\": \"x\"");
        assertThat(Readings.flaws(bundle(object("identity", "8e", ", \"name\": \"y\"") + "," + newer)))
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(tuple("/objects/1/spec_version", "mixed-versions"));
    }

    @Test
    void aMarkingOfAPartThatMovesMarksTheWhole() {
        Reading.Content content = content(object("malware", "8e", """
                , "name": "Example", "labels": ["trojan"], "granular_markings": [{"selectors": ["labels.[0]"],
                "marking_ref": "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"}]"""));
        assertThat(content.report().facts().tlp()).isEqualTo(Tlp.RED);
        assertThat(content.setAside()).extracting(Flaw::code).contains("marks-all");
    }

    @Test
    void whatMispWroteInOneVersionSaysWhatItWroteInTheOther() {
        Reading.Content older = (Reading.Content) read("test_event1_stix20.json");
        Reading.Content newer = (Reading.Content) read("test_event1_stix21.json");
        assertThat(older.report().facts().indicators())
                .isEqualTo(newer.report().facts().indicators());
        // It writes reports in 2.0 and groupings, which are newer, in 2.1; and for 2.1 it gives observables
        // identifiers of its own, not those of §2.9.
        assertThat(kinds(older, "report")).isEqualTo(kinds(newer, "grouping"));
        assertThat(kinds(older, "identity")).isEqualTo(kinds(newer, "identity"));
        var schemas = new OasisSchemas();
        for (StixObject object : older.report().bundle().objects()) {
            assertThat(schemas.judge(object.json())).as(object.toString()).isEmpty();
        }
    }

    private static List<String> kinds(Reading.Content content, String without) {
        return content.report().bundle().objects().stream()
                .filter(object -> !object.type().equals(without))
                .filter(object ->
                        object.type().matches("indicator|observed-data|relationship|domain-name|autonomous-system"))
                .map(object -> object.type() + " "
                        + new TreeSet<>(object.json()
                                .propertyStream()
                                .map(java.util.Map.Entry::getKey)
                                .toList()))
                .sorted()
                .toList();
    }

    private static Reading read(String name) {
        return Formats.read(Corpora.bytes(Corpora.folder("misp-stix").resolve(name)), null, Readings.ORIGIN);
    }

    private static Reading.Content content(String objects) {
        return Readings.content(bundle(objects));
    }

    private static String bundle(String objects) {
        return Readings.bundle(objects).replaceFirst("\"objects\"", "\"spec_version\": \"2.0\", \"objects\"");
    }

    private static String object(String type, String uuidEnd, String more) {
        return Readings.object(type, uuidEnd, more).replace("\"spec_version\": \"2.1\", ", "");
    }

    private static String observed(String contents) {
        return object("observed-data", "8e", """
                , "first_observed": "2026-03-01T09:00:00Z", "last_observed": "2026-03-01T09:00:00Z",
                "number_observed": 1, "objects": {%s}""".formatted(contents));
    }

    private static List<StixObject> of(Reading.Content content, String type) {
        return content.report().bundle().objects().stream()
                .filter(object -> object.type().equals(type))
                .toList();
    }

    private static StixObject only(Reading.Content content, String type) {
        assertThat(of(content, type)).hasSize(1);
        return of(content, type).getFirst();
    }
}
