package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;
import org.jspecify.annotations.Nullable;

/// Whatever the bytes are, each reader answers and does not throw; and what it calls a report is valid STIX,
/// the same each time. One target for each format, so that each gets as far as its own rules.
class FormatKindsFuzzTest {
    @FuzzTest(maxDuration = "90s")
    void xarfIsTotal(byte[] payload) {
        judge(payload, "xarf+json");
    }

    @FuzzTest(maxDuration = "90s")
    void mailIsTotal(byte[] payload) {
        judge(payload, "message/rfc822");
    }

    @FuzzTest(maxDuration = "90s")
    void yamlIsTotal(byte[] payload) {
        judge(payload, null);
        try {
            Yaml.read(new String(payload, StandardCharsets.UTF_8), FormatLimits.DEFAULT);
        } catch (Yaml.YamlException e) {
            assertThat(e.flaw().detail()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "90s")
    void eventsAreTotal(byte[] payload) {
        judge(payload, "intelmq+json");
    }

    @FuzzTest(maxDuration = "90s")
    void listsAreTotal(byte[] payload) {
        judge(payload, "text/csv");
    }

    @FuzzTest(maxDuration = "90s")
    void olderStixIsTotal(byte[] payload) {
        judge(payload, "stix+json");
    }

    @FuzzTest(maxDuration = "90s")
    void mispIsTotal(byte[] payload) {
        judge(payload, "misp+json");
    }

    @FuzzTest(maxDuration = "90s")
    void archivesAreTotal(byte[] payload) {
        String once = Archives.bomb(payload);
        assertThat(Archives.bomb(payload)).isEqualTo(once);
    }

    private static void judge(byte[] payload, @Nullable String contentType) {
        Reading reading = Formats.read(payload, contentType, Readings.ORIGIN);
        switch (reading) {
            case Reading.Content(NormalReport report, List<Flaw> _) -> {
                for (StixObject object : report.bundle().objects()) {
                    assertThat(StixRules.check(object)).as(object.toString()).isEmpty();
                }
                report.facts().indicators().forEach(indicator -> {
                    Observable value = indicator.observable();
                    assertThat(Observables.normalise(value.type(), value.value()))
                            .isEqualTo(value);
                });
                assertThat(Formats.read(payload, contentType, Readings.ORIGIN)).isEqualTo(reading);
            }
            case Reading.Unusable(List<Flaw> flaws) ->
                assertThat(flaws).allSatisfy(flaw -> assertThat(flaw.detail()).isNotBlank());
            case Reading.Ambiguous(List<String> candidates) ->
                assertThat(candidates).hasSizeGreaterThan(1);
        }
    }
}
