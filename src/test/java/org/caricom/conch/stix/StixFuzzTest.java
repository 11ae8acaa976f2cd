package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.PatternText.Atom;
import org.junit.jupiter.api.Tag;

/// Nothing that anybody sends makes the STIX reader fail. An ordinary run replays the inputs saved beside this
/// class in the resources; `JAZZER_FUZZ=1` looks for new ones.
@Tag("fuzz")
class StixFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyJsonIsReadOrItsFlawsAreTold(byte[] bytes) {
        JsonNode json;
        try {
            json = Json.parse(bytes, JsonLimits.DEFAULT);
        } catch (JsonException _) {
            return;
        }
        Bundle.read(json);
        switch (StixObject.read(json)) {
            case StixReading.Flawed flawed -> assertThat(flawed.flaws()).isNotEmpty();
            case StixReading.Whole whole -> {
                StixObject object = whole.object();
                StixRules.check(object)
                        .forEach(flaw -> assertThat(object.json()
                                        .at(
                                                flaw.pointer().isEmpty()
                                                        ? ""
                                                        : flaw.pointer()
                                                                .substring(
                                                                        0,
                                                                        flaw.pointer()
                                                                                .lastIndexOf('/')))
                                        .isMissingNode())
                                .as("a flaw stands in something that is there: %s", flaw)
                                .isFalse());
                ValuePaths.in(object);
                assertThat(StixObject.of(object.copy())).isEqualTo(object);
            }
        }
    }

    @FuzzTest(maxDuration = "60s")
    void anyPatternIsTakenApartOrLeftAlone(byte[] bytes) {
        String pattern = new String(bytes, StandardCharsets.UTF_8);
        PatternText.path(pattern);
        List<Atom> atoms = PatternText.atoms(pattern);
        if (atoms != null) {
            assertThat(PatternText.atoms(PatternText.anyOf(atoms))).isEqualTo(atoms);
        }
    }
}
