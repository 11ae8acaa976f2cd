package org.caricom.conch.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;

/// Any bytes are either refused or come back the same from both writers. An ordinary run replays the inputs saved
/// beside this class in the resources; `JAZZER_FUZZ=1` looks for new ones.
@Tag("fuzz")
class JsonFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void whatIsReadIsWrittenAndReadAgain(byte[] bytes) throws JsonException {
        JsonNode read;
        try {
            read = Json.parse(bytes, JsonLimits.DEFAULT);
        } catch (JsonException _) {
            return;
        }
        assertThat(Json.parse(Json.write(read), JsonLimits.DEFAULT)).isEqualTo(read);
        byte[] canonical = Json.canonical(read);
        assertThat(Json.canonical(Json.parse(canonical, JsonLimits.DEFAULT))).isEqualTo(canonical);
    }
}
