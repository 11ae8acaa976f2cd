package org.caricom.conch.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecayTest {
    private static final Instant FROM = Instant.parse("2026-07-15T14:00:00Z");
    private static final Integer[] CONFIDENCES = {null, 0, 15, 50, 85, 100};

    @Test
    void mispsOwnModelsEndWhereMispEndsThem() {
        assertThat(days(curves(120, 2, 30), null)).isEqualTo(46.875, within(1 / 24.0));
        assertThat(days(curves(3, 2.3, 30), null)).isEqualTo(1.018, within(1 / 24.0));
    }

    @Test
    void theScoreFallsFromTheBaseToTheThresholdAndThenIsNothing() {
        for (ObservableType type : ObservableType.values()) {
            for (Integer confidence : CONFIDENCES) {
                Decay decay = Decay.standard();
                Instant end = decay.end(type, confidence, FROM);
                assertThat(end).isAfter(FROM).isEqualTo(end.truncatedTo(ChronoUnit.HOURS));
                int before = decay.score(type, confidence, end, FROM);
                assertThat(before).isBetween(decay.base(confidence) - 1, decay.base(confidence));
                for (Instant at = FROM; at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
                    int score = decay.score(type, confidence, end, at);
                    assertThat(score)
                            .as("%s after %s", type, at)
                            .isLessThanOrEqualTo(before)
                            .isGreaterThanOrEqualTo(29);
                    before = score;
                }
                assertThat(decay.score(type, confidence, end, end)).isZero();
                assertThat(decay.score(type, confidence, end, end.minusMillis(1)))
                        .isBetween(29, 45);
            }
        }
    }

    @Test
    void whatIsTrustedMoreLastsLonger() {
        Decay decay = Decay.standard();
        for (ObservableType type : ObservableType.values()) {
            assertThat(decay.end(type, 85, FROM)).isAfter(decay.end(type, 50, FROM));
            assertThat(decay.end(type, 50, FROM)).isAfter(decay.end(type, 15, FROM));
            assertThat(decay.end(type, null, FROM)).isEqualTo(decay.end(type, 50, FROM));
        }
    }

    @Test
    void anEndTellsNoMinute() {
        Instant odd = Instant.parse("2026-07-15T14:22:31.123456Z");
        assertThat(Decay.standard().end(ObservableType.URL, 50, odd))
                .isEqualTo(Decay.standard().end(ObservableType.URL, 50, FROM).plus(1, ChronoUnit.HOURS));
    }

    @Test
    void curvesThatCannotHoldAreRefused() {
        assertThatThrownBy(() -> Decay.read(curvesJson(30, 2, 60))).hasMessageContaining("below its end");
        assertThatThrownBy(() -> Decay.read(curvesJson(0, 2, 30))).hasMessageContaining("below its end");
        ObjectNode missing = curvesJson(30, 2, 30);
        ((ArrayNode) missing.path("curves").path(0).path("types")).remove(0);
        assertThatThrownBy(() -> Decay.read(missing)).hasMessageContaining("no curve for");
        ObjectNode twice = curvesJson(30, 2, 30);
        ((ArrayNode) twice.path("curves").path(0).path("types")).add("url");
        assertThatThrownBy(() -> Decay.read(twice)).hasMessageContaining("two curves");
    }

    private static double days(Decay decay, @Nullable Integer confidence) {
        return Duration.between(FROM, decay.end(ObservableType.URL, confidence, FROM))
                        .toHours()
                / 24.0;
    }

    private static Decay curves(double days, double speed, int threshold) {
        return Decay.read(curvesJson(days, speed, threshold));
    }

    private static ObjectNode curvesJson(double days, double speed, int threshold) {
        ObjectNode json = Json.object().put("version", 1);
        ObjectNode bases = json.putObject("bases").put("unstated", 80);
        bases.putObject("byConfidence").put("0", 60);
        ObjectNode curve = json.putArray("curves").addObject();
        ArrayNode types = curve.putArray("types");
        for (ObservableType type : ObservableType.values()) {
            types.add(type.word());
        }
        curve.put("lifetimeDays", days).put("speed", speed).put("threshold", threshold);
        return json;
    }
}
