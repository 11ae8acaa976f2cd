package org.caricom.conch.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/// How much an indicator is worth now: MISP's decaying model with its decay speed of 2, from the indicator's confidence
/// down to 0 at the end of its time.
final class Score {
    private static final int WITHOUT_CONFIDENCE = 50;
    private static final double SPEED = 2;

    private Score() {}

    /// 0 to 100.
    static int of(JsonNode indicator, Instant now) {
        Instant from = Instant.parse(indicator.path("valid_from").asText());
        String end = indicator.path("valid_until").asText();
        int base = indicator.path("confidence").asInt(WITHOUT_CONFIDENCE);
        if (end.isEmpty()) {
            return base;
        }
        double lifetime = Duration.between(from, Instant.parse(end)).toSeconds();
        double age = Math.max(0, Duration.between(from, now).toSeconds());
        if (age >= lifetime) {
            return 0;
        }
        return (int) Math.round(base * (1 - Math.pow(age / lifetime, 1 / SPEED)));
    }
}
