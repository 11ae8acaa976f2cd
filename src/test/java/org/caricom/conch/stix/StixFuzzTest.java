package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /// A stream gives what the whole document gives, or refuses what is refused as a whole too.
    @FuzzTest(maxDuration = "60s")
    void aStreamIsReadAsTheWholeIs(byte[] bytes) throws Exception {
        JsonNode json;
        try {
            json = Json.parse(bytes, JsonLimits.DEFAULT);
        } catch (JsonException _) {
            json = null;
        }
        List<String> streamed = new ArrayList<>();
        var reader = new BundleReader(new ByteArrayInputStream(bytes), JsonLimits.DEFAULT);
        try {
            for (BundleReader.Item item = reader.next(); item != null; item = reader.next()) {
                item.violations().forEach(violation -> streamed.add(violation.toString()));
            }
        } catch (JsonException _) {
            assertThat(json == null || !json.isObject())
                    .as("the stream is refused, so the whole is")
                    .isTrue();
            return;
        }
        assertThat(json).as("the whole is read, because the stream was").isNotNull();
        if ("bundle".equals(json.path("type").textValue())) {
            List<String> whole = new ArrayList<>();
            Bundle.read(json).violations().stream()
                    .filter(violation -> violation.pointer().startsWith("/objects/"))
                    .forEach(violation -> whole.add(violation.toString()));
            assertThat(streamed).isEqualTo(whole);
        }
    }

    /// What is read as a pattern is written, read again the same, and has one canonical form.
    @FuzzTest(maxDuration = "60s")
    void anyPatternIsReadOrItsFlawIsTold(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (StixPattern.read(text)) {
            case PatternReading.Flawed flawed -> {
                assertThat(flawed.position()).isBetween(0, text.length());
                assertThat(flawed.message()).isNotBlank();
            }
            case PatternReading.Parsed parsed -> {
                StixPattern pattern = parsed.pattern();
                StixPattern canonical = pattern.canonical();
                assertThat(StixPattern.of(pattern.toString())).isEqualTo(pattern);
                assertThat(canonical.canonical()).isEqualTo(canonical);
                PatternWarnings.of(pattern);
                PatternValues.mentioned(pattern);
                var matcher = new PatternMatcher(List.of(Sco.ipv4("198.51.100.3"), Sco.mutex("a")));
                assertThat(matcher.verdict(canonical)).isEqualTo(matcher.verdict(pattern));
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
