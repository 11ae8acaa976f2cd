package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.stix.StixObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which malware and techniques the values of a report come to indicate.
class IndicationsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // malware | techniques | the value's tactics | what it indicates
                "ExampleLocker | - | - | ExampleLocker",
                "ExampleLocker,examplelocker | - | - | ExampleLocker",
                "ExampleLocker,ExampleLoader | - | - | -",
                "- | T1566.002 | - | T1566.002",
                "- | T1566.002,T1486 | - | -",
                "ExampleLocker | T1133 | - | ExampleLocker",
                "- | T1566.002 | impact | -",
                "ExampleLocker | T1566.002,T1486 | impact | ExampleLocker,T1486",
                "- | T1071.001,T1486 | command-and-control,impact | T1071.001,T1486",
                "- | T1133,T1078 | initial-access | -",
                "- | T1566,T1566.002 | initial-access | T1566.002",
                "- | T1566.001,T1566.002 | initial-access | -",
                "- | T0814 | impact | -",
                "- | T9999 | initial-access | -",
            })
    void anAttackersValueIndicatesWhatFollowsFromTheReport(
            String malware, String techniques, String tactics, String expected) {
        assertThat(indicated("attacker", malware, techniques, tactics))
                .containsExactlyInAnyOrderElementsOf(expected == null ? List.of() : List.of(expected.split(",")));
    }

    @Test
    void whatIsNotSaidToBeTheAttackersIndicatesNothing() {
        for (String role : List.of("unknown", "victim")) {
            assertThat(indicated(role, "ExampleLocker", "T1486", "impact")).isEmpty();
        }
    }

    @Test
    void aMispEventWithOneFamilyLinksWhatDetectsToIt() {
        String event = Readings.event(
                "\"Tag\": [{\"name\": \"misp-galaxy:malpedia=\\\"ExampleLocker\\\"\"}],",
                Readings.attribute("ip-dst", "203.0.113.7", ", \"to_ids\": true") + ","
                        + Readings.attribute("ip-dst", "203.0.113.8", ", \"to_ids\": false"));
        assertThat(indicated(Readings.content(event))).containsExactly("ExampleLocker");
    }

    private static List<String> indicated(String role, String malware, String techniques, String tactics) {
        return indicated(Readings.content("""
                {"format": "conch-report/1", "reference": "X-1", "title": "Seen today", "tlp": "TLP:AMBER",
                 "awareAt": "2026-03-02T13:40:00Z", "malware": %s, "techniques": %s,
                 "indicators": [{"value": "203.0.113.7", "role": "%s", "killChainPhases": %s}]}
                """.formatted(array(malware), array(techniques), role, array(tactics))));
    }

    private static List<String> indicated(Reading.Content content) {
        List<StixObject> objects = content.report().bundle().objects();
        Map<String, String> names = new HashMap<>();
        for (StixObject object : objects) {
            String number =
                    object.json().at("/external_references/0/external_id").asText();
            String name = object.json().path("name").asText();
            names.put(object.id().toString(), object.type().equals("attack-pattern") ? number : name);
        }
        return objects.stream()
                .filter(object -> "indicates".equals(object.text("relationship_type")))
                .map(object -> names.get(object.text("target_ref")))
                .toList();
    }

    private static String array(String list) {
        return list == null ? "[]" : "[\"" + list.replace(",", "\",\"") + "\"]";
    }
}
