package org.caricom.conch.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixRules;

/// What holds of reading any bytes: it answers and does not throw; what it calls a report is valid STIX, the same each
/// time; and what it refuses, it says why.
final class FuzzedReading {
    private FuzzedReading() {}

    static void check(byte[] payload) {
        Reading reading = Formats.read(payload, null, Readings.ORIGIN);
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
                assertThat(Formats.read(payload, null, Readings.ORIGIN)).isEqualTo(reading);
            }
            case Reading.Unusable(List<Flaw> flaws) ->
                assertThat(flaws).allSatisfy(flaw -> assertThat(flaw.detail()).isNotBlank());
            case Reading.Ambiguous(List<String> candidates) ->
                assertThat(candidates).hasSizeGreaterThan(1);
        }
    }
}
