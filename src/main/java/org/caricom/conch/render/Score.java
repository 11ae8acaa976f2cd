package org.caricom.conch.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.scrub.Decay;
import org.jspecify.annotations.Nullable;

/// How much an indicator is worth now, by the curve of its kind of value: [Decay].
final class Score {
    private Score() {}

    /// 0 to 100.
    ///
    /// @param values what it tests; the first tells the curve
    static int of(JsonNode indicator, List<Observable> values, Instant now) {
        String end = indicator.path("valid_until").asText();
        Integer confidence = confidence(indicator);
        return end.isEmpty() || values.isEmpty()
                ? Decay.standard().base(confidence)
                : Decay.standard().score(values.getFirst().type(), confidence, Instant.parse(end), now);
    }

    private static @Nullable Integer confidence(JsonNode indicator) {
        return indicator.path("confidence").isInt()
                ? indicator.path("confidence").intValue()
                : null;
    }
}
