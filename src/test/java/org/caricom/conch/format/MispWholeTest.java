package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.OasisSchemas;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All of MISP's attribute types, and its objects.
class MispWholeTest {
    @TestFactory
    Stream<DynamicTest> everyTypeOfTheCoreFormatIsTakenSomewhere() {
        List<List<String>> types = Tables.rows("misp-types.tsv", 3);
        assertThat(types).hasSize(194);
        return types.stream()
                .map(cells -> DynamicTest.dynamicTest(cells.getFirst(), () -> {
                    String value = "regkey|value".equals(cells.getFirst()) ? "HKLM\\\\A|exampletext" : "exampletext";
                    Reading.Content content = Readings.content(
                            Readings.event("", Readings.attribute(cells.getFirst(), value, ", \"to_ids\": true")));
                    assertThat(Json.text(content.report().bundle().toJson())).contains("exampletext");
                    assertThat(content.setAside()).extracting(Flaw::code).doesNotContain("unknown-type");
                    valid(content);
                }));
    }

    @Test
    void aTypeThatMispDoesNotKnowIsToldAndStaysReadable() {
        Reading.Content content = content(Readings.attribute("teapot", "exampletext", ""));
        assertThat(content.setAside())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(tuple("/Event/Attribute/0/type", "unknown-type"));
        assertThat(Json.text(content.report().bundle().toJson())).contains("teapot: exampletext");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            sha224 ~ d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f ~ [file:hashes.'SHA-224' = 'd14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f']
            imphash ~ f34d5f2d4577ed6d9ceec516c1f5a744 ~ [file:hashes.'IMPHASH' = 'f34d5f2d4577ed6d9ceec516c1f5a744']
            filename|tlsh ~ a.exe|T1ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB ~ [file:hashes.'TLSH' = 'ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB']
            x509-fingerprint-sha256 ~ AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA:AA ~ [x509-certificate:hashes.'SHA-256' = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']
            stix2-pattern ~ [domain-name:value = 'evil.example'] ~ [domain-name:value = 'evil.example']
            """)
    void whatConchDoesNotCompareIsSearchedForInStix(String type, String value, String pattern) {
        Reading.Content content = content(Readings.attribute(type, value, ", \"to_ids\": true"));
        assertThat(objects(content, "indicator"))
                .extracting(o -> o.text("pattern"))
                .containsExactly(pattern);
        valid(content);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            cpe ~ cpe:2.3:a:example:web_server:1.2:*:*:*:*:*:*:* ~ software ~ name ~ web server
            weakness ~ CWE-79 ~ vulnerability ~ name ~ CWE-79
            campaign-name ~ Operation Example ~ campaign ~ name ~ Operation Example
            threat-actor ~ Fictional Bear ~ threat-actor ~ name ~ Fictional Bear
            email-message-id ~ <1@evil.example> ~ email-message ~ message_id ~ <1@evil.example>
            """)
    void namesAreObjectsOfTheirOwn(String type, String value, String stix, String property, String expected) {
        Reading.Content content = content(Readings.attribute(type, value, ""));
        assertThat(objects(content, stix)).extracting(o -> o.text(property)).containsExactly(expected);
        valid(content);
    }

    @Test
    void aFileWithSeveralHashesIsOneObject() {
        Reading.Content content = object("file", """
                {"type": "md5", "object_relation": "md5", "value": "d41d8cd98f00b204e9800998ecf8427e"},
                {"type": "filename", "object_relation": "filename", "value": "a.exe"},
                {"type": "size-in-bytes", "object_relation": "size-in-bytes", "value": "42"}""");
        assertThat(objects(content, "file"))
                .anySatisfy(file -> assertThat(file.json().path("size").asInt()).isEqualTo(42));
        valid(content);
    }

    @Test
    void aNameAndItsAddressesAreTied() {
        Reading.Content content = object("domain-ip", """
                {"type": "domain", "object_relation": "domain", "value": "evil.example"},
                {"type": "ip-dst", "object_relation": "ip", "value": "203.0.113.7"}""");
        assertThat(objects(content, "domain-name"))
                .anySatisfy(name -> assertThat(name.refs("resolves_to_refs")).hasSize(1));
        valid(content);
    }

    @Test
    void aConnectionHasItsPorts() {
        Reading.Content content = object("network-connection", """
                {"type": "ip-src", "object_relation": "ip-src", "value": "198.51.100.9"},
                {"type": "ip-dst", "object_relation": "ip-dst", "value": "203.0.113.7"},
                {"type": "port", "object_relation": "dst-port", "value": "8443"},
                {"type": "text", "object_relation": "layer4-protocol", "value": "TCP"}""");
        StixObject traffic = objects(content, "network-traffic").getFirst();
        assertThat(traffic.json().path("dst_port").asInt()).isEqualTo(8443);
        assertThat(traffic.texts("protocols")).containsExactly("tcp");
        valid(content);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            email ~ subject ~ email-subject ~ Pay now ~ email-message
            url ~ url ~ url ~ http://evil.example/x ~ url
            registry-key ~ key ~ regkey ~ HKLM\\Software\\Evil ~ windows-registry-key
            process ~ command-line ~ text ~ evil.exe -x ~ process
            x509 ~ issuer ~ text ~ CN=evil ~ x509-certificate
            asn ~ asn ~ AS ~ AS64500 ~ autonomous-system
            user-account ~ username ~ text ~ mallory ~ user-account
            vulnerability ~ id ~ vulnerability ~ CVE-2026-10001 ~ vulnerability
            geolocation ~ countrycode ~ text ~ TT ~ location
            script ~ filename ~ filename ~ evil.ps1 ~ tool
            attack-pattern ~ name ~ text ~ Phishing ~ attack-pattern
            course-of-action ~ name ~ text ~ Block it ~ course-of-action
            organization ~ name ~ text ~ Example Ltd ~ identity
            """)
    void eachObjectIsOneOfStix(String name, String relation, String type, String value, String stix) {
        Reading.Content content = object(name, """
                {"type": "%s", "object_relation": "%s", "value": "%s"}""".formatted(type, relation, value.replace("\\", "\\\\")));
        assertThat(objects(content, stix)).isNotEmpty();
        valid(content);
    }

    @Test
    void passwordsAreInNoObject() {
        Reading.Content content = object("credential", """
                {"type": "text", "object_relation": "username", "value": "clerk"},
                {"type": "text", "object_relation": "password", "value": "hunter2"}""");
        assertThat(objects(content, "user-account"))
                .allSatisfy(account -> assertThat(Json.text(account.json())).doesNotContain("hunter2"));
    }

    @Test
    void whatSomebodyCallsAFalsePositiveIsDoubted() {
        Reading.Content content = content(Readings.attribute("domain", "evil.example", """
                , "to_ids": true, "Sighting": [{"type": "1", "date_sighting": "1772755200"}]"""));
        StixObject opinion = objects(content, "opinion").getFirst();
        assertThat(opinion.text("opinion")).isEqualTo("strongly-disagree");
        assertThat(opinion.refs("object_refs"))
                .containsExactly(objects(content, "indicator").getFirst().id());
        valid(content);
    }

    @Test
    void filesAreKnownByTheirHashesAndBombsAreRefused() {
        Reading.Content content =
                content(Readings.attribute("attachment", "a.txt", ", \"data\": \"c2VjcmV0IHBheWxvYWQ=\""));
        assertThat(content.report().facts().indicators())
                .extracting(i -> i.observable().type().word())
                .containsExactly("sha256");
        assertThat(Json.text(content.report().bundle().toJson())).doesNotContain("c2VjcmV0");
        assertThat(Readings.flaws(Readings.event("", Readings.attribute("attachment", "a", ", \"data\": \"***\""))))
                .extracting(Flaw::code)
                .containsExactly("not-base64");
    }

    @Test
    void countriesAreLocations() {
        Reading.Content content = Readings.content(
                Readings.event("\"Tag\": [{\"name\": \"misp-galaxy:country=\\\"trinidad and tobago\\\"\"}],", ""));
        assertThat(objects(content, "location"))
                .extracting(o -> o.text("country"))
                .containsExactly("TT");
    }

    @Test
    void tiesBetweenObjectsAreRelationships() {
        Reading.Content content = Readings.content(Readings.event("""
                "Object": [
                  {"uuid": "33fe3b22-0201-47cf-85d0-97c021645201", "name": "file", "Attribute": [
                    {"type": "filename", "object_relation": "filename", "value": "a.exe"}],
                   "ObjectReference": [{"referenced_uuid": "33fe3b22-0201-47cf-85d0-97c021645202",
                     "relationship_type": "connects-to"}]},
                  {"uuid": "33fe3b22-0201-47cf-85d0-97c021645202", "name": "url", "Attribute": [
                    {"type": "url", "object_relation": "url", "value": "http://evil.example/x"}]}],""", ""));
        assertThat(objects(content, "relationship"))
                .extracting(o -> o.text("relationship_type"))
                .contains("connects-to");
        valid(content);
    }

    private static void valid(Reading.Content content) {
        var schemas = new OasisSchemas();
        for (StixObject object : content.report().bundle().objects()) {
            assertThat(schemas.judge(object.json())).as(object.toString()).isEmpty();
            assertThat(StixRules.check(object)).as(object.toString()).isEmpty();
        }
    }

    private static Reading.Content object(String name, String attributes) {
        return Readings.content(Readings.event("""
                "Object": [{"uuid": "33fe3b22-0201-47cf-85d0-97c021645201", "name": "%s", "Attribute": [%s]}],
                """.formatted(name, attributes), ""));
    }

    private static Reading.Content content(String attributes) {
        return Readings.content(Readings.event("", attributes));
    }

    private static List<StixObject> objects(Reading.Content content, String type) {
        return content.report().bundle().objects().stream()
                .filter(object -> object.type().equals(type))
                .toList();
    }
}
