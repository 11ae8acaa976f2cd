package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StixRulesTest {
    private static final String INDICATOR = """
            {"type": "indicator", "spec_version": "2.1", "id": "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
             "created": "2026-01-31T09:30:00.000Z", "modified": "2026-01-31T09:30:00.000Z",
             "pattern": "[mutex:name = 'a']", "pattern_type": "stix", "valid_from": "2026-01-31T09:30:00Z",
             "x_list": [1], "labels": ["a", "b"], "external_references": [{"source_name": "a", "url": "b"}]}
            """;

    @TestFactory
    Stream<DynamicTest> whatOurBuildersMakeBreaksNoRule() {
        return Samples.all().stream()
                .map(object -> dynamicTest(
                        object.toString(),
                        () -> assertThat(StixRules.check(object)).isEmpty()));
    }

    @Test
    void theSampleIsWithoutFlaw() {
        assertThat(flaws("x_custom", "\"kept\"")).isEmpty();
    }

    /// Each line sets one property of a good indicator and says where the flaw is and what it is called.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pattern | | /pattern missing",
                "created | | /created missing",
                "spec_version | | /spec_version spec-version",
                "spec_version | \"2.0\" | /spec_version spec-version",
                "id | \"indicator-8e2e2d2b\" | /id wrong-value",
                "id | \"malware--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\" | /id id-type",
                "created | \"2026-01-31T09:30:00Z\" | /created timestamp",
                "created | \"2026-02-31T09:30:00.000Z\" | /created timestamp",
                "modified | \"2026-01-31T09:29:59.999Z\" | /modified order",
                "valid_until | \"2026-01-31T09:30:00.000Z\" | /valid_until order",
                "valid_until | 5 | /valid_until timestamp",
                "pattern | 5 | /pattern wrong-type",
                "revoked | \"true\" | /revoked wrong-type",
                "confidence | 101 | /confidence wrong-value",
                "confidence | 50.5 | /confidence wrong-type",
                "labels | \"a\" | /labels wrong-type",
                "labels | [] | /labels empty",
                "labels | [\"a\", 5] | /labels/1 wrong-type",
                "labels | [\"a\", null] | /labels/1 null",
                "description | null | /description null",
                "created_by_ref | \"malware--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\" | /created_by_ref reference-type",
                "created_by_ref | \"me\" | /created_by_ref identifier",
                "external_references | [{\"source_name\": \"a\"}] | /external_references/0 missing",
                "external_references | [{\"url\": \"a\"}] | /external_references/0/source_name missing",
                "kill_chain_phases | [{\"kill_chain_name\": \"a\"}] | /kill_chain_phases/0/phase_name missing",
                "defanged | false | /defanged not-allowed",
                "severity | \"high\" | /severity reserved",
                "Custom | 1 | /Custom name",
                "ab | 1 | /ab name",
                "extensions | {} | /extensions empty",
                "extensions | {\"my\": {\"a\": 1}} | /extensions/my name",
                "extensions | {\"extension-definition--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\": {\"a\": 1}} | "
                        + "/extensions/extension-definition--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f/extension_type wrong-value",
                "object_marking_refs | [\"identity--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"] | "
                        + "/object_marking_refs/0 reference-type",
                "granular_markings | [{\"selectors\": [\"labels.[2]\"], \"lang\": \"en\"}] | "
                        + "/granular_markings/0/selectors/0 selector",
                "granular_markings | [{\"selectors\": [\"labels.0\"], \"lang\": \"en\"}] | "
                        + "/granular_markings/0/selectors/0 selector",
                "granular_markings | [{\"selectors\": [\"nothing\"], \"lang\": \"en\"}] | "
                        + "/granular_markings/0/selectors/0 selector",
                "granular_markings | [{\"selectors\": [\"labels.[1]\"]}] | /granular_markings/0 missing"
            })
    void aBrokenRuleIsTold(String name, String value, String expected) {
        assertThat(flaws(name, value))
                .extracting(flaw -> flaw.pointer() + " " + flaw.code())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"my--own\", \"id\": \"my--own--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"} | /type name",
                "{\"type\": \"network-traffic\", \"id\": \"network-traffic--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\","
                        + " \"protocols\": [\"tcp\"], \"src_ref\": \"ipv4-addr--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\","
                        + " \"ipfix\": {\"a\": 1, \"b\": \"c\", \"d\": true}} | /ipfix/d wrong-type"
            })
    void aBrokenRuleOfAnObservableIsTold(String json, String expected) {
        assertThat(flaws(json))
                .extracting(flaw -> flaw.pointer() + " " + flaw.code())
                .containsExactly(expected);
    }

    @Test
    void allFlawsAreToldAtOnce() {
        assertThat(flaws("{\"type\": \"location\", \"spec_version\": \"2.1\","
                        + " \"id\": \"location--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\","
                        + " \"created\": \"2026-01-31T09:30:00.000Z\", \"latitude\": 91}"))
                .extracting(Flaw::pointer)
                .containsExactlyInAnyOrder("/modified", "/latitude", "/longitude");
    }

    @Test
    void selectorsReachIntoListsAndObjects() {
        assertThat(
                        flaws(
                                "granular_markings",
                                "[{\"selectors\": [\"labels.[1]\", \"external_references.[0].url\", \"id\"], \"lang\": \"en\"}]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "relationship | \"relationship_type\": \"indicates\", \"source_ref\": \"sighting--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\", "
                        + "\"target_ref\": \"malware--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\" | /source_ref reference-type",
                "relationship | \"relationship_type\": \"Indicates\", \"source_ref\": \"tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\", "
                        + "\"target_ref\": \"malware--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\" | /relationship_type wrong-value",
                "observed-data | \"first_observed\": \"2026-01-31T09:30:00Z\", \"last_observed\": \"2026-01-31T09:30:00Z\", "
                        + "\"number_observed\": 1 | \" missing",
                "observed-data | \"first_observed\": \"2026-01-31T09:30:00Z\", \"last_observed\": \"2026-01-31T09:30:00Z\", "
                        + "\"number_observed\": 0, \"object_refs\": [\"url--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"] | "
                        + "/number_observed wrong-value",
                "malware | \"name\": \"a\" | /is_family missing",
                "opinion | \"opinion\": \"good\", \"object_refs\": [\"tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"] | /opinion wrong-value"
            })
    void everyTypeHasItsOwnRules(String type, String properties, String expected) {
        assertThat(flaws("{\"type\": \"" + type + "\", \"spec_version\": \"2.1\", \"id\": \"" + type
                        + "--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\", \"created\": \"2026-01-31T09:30:00.000Z\","
                        + " \"modified\": \"2026-01-31T09:30:00.000Z\", " + properties + "}"))
                .extracting(flaw -> flaw.pointer() + " " + flaw.code())
                .containsExactly(expected.replace("\"", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "file | \"size\": 5 | \" missing",
                "file | \"name\": \"a\", \"hashes\": {\"MD5\": \"abc\"} | /hashes/MD5 wrong-value",
                "file | \"name\": \"a\", \"hashes\": {\"my hash\": \"abc\"} | /hashes/my hash name",
                "file | \"name\": \"a\", \"magic_number_hex\": \"abc\" | /magic_number_hex wrong-value",
                "file | \"name\": \"a\", \"extensions\": {\"windows-pebinary-ext\": {\"imphash\": \"a\"}} | "
                        + "/extensions/windows-pebinary-ext/pe_type missing",
                "artifact | \"url\": \"https://a.example/\", \"payload_bin\": \"!\", \"hashes\": {\"MD5\": "
                        + "\"d41d8cd98f00b204e9800998ecf8427e\"} | /payload_bin wrong-value  not-together",
                "mac-addr | \"value\": \"D2-FB-49-24-37-18\" | /value wrong-value",
                "autonomous-system | \"number\": 9007199254740992 | /number wrong-value",
                "network-traffic | \"protocols\": [\"tcp\"] | \" missing"
            })
    void observablesNeedNoVersionButHaveRulesToo(String type, String properties, String expected) {
        assertThat(flaws("{\"type\": \"" + type + "\", \"id\": \"" + type + "--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\", "
                        + properties + "}"))
                .extracting(flaw -> flaw.pointer() + " " + flaw.code())
                .isEqualTo(Stream.of(expected.replace("\"", "").split("  "))
                        .map(flaw -> flaw.equals("not-together") ? " not-together" : flaw)
                        .toList());
    }

    @Test
    void anObjectOfATypeOfOthersIsKeptAndJudgedByWhatAllShare() {
        String custom =
                "{\"type\": \"x-thing\", \"id\": \"x-thing--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\", \"a_b\": 1}";

        assertThat(flaws(custom)).isEmpty();
        assertThat(flaws(custom.replace("\"a_b\"", "\"created\": \"2026-01-31T09:30:00.000Z\", \"a_b\"")))
                .extracting(Flaw::pointer)
                .containsExactly("/spec_version");
    }

    private static List<Flaw> flaws(String name, String value) {
        ObjectNode json = (ObjectNode) Json.own(INDICATOR);
        if (value == null) {
            json.remove(name);
        } else {
            json.set(name, Json.own(value));
        }
        return flaws(json);
    }

    private static List<Flaw> flaws(String json) {
        return flaws(Json.own(json));
    }

    private static List<Flaw> flaws(JsonNode json) {
        return switch (StixObject.read(json)) {
            case StixReading.Flawed flawed -> flawed.flaws();
            case StixReading.Whole whole -> StixRules.check(whole.object());
        };
    }
}
