package org.caricom.conch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StixTimestampTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:30:00Z, 2026-01-31T09:30:00.000Z, 0",
        "2026-01-31T09:30:00.1Z, 2026-01-31T09:30:00.10000Z, 0",
        "2026-01-31T09:30:00.12Z, 2026-01-31T09:30:00.121Z, -1",
        "2026-01-31T09:30:00.9Z, 2026-01-31T09:30:01Z, -1",
        "2026-01-31T09:30:00.0000000000001Z, 2026-01-31T09:30:00.00000000000009Z, 1",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z, 0"
    })
    void orderFollowsTheInstantToTheLastDigit(String one, String other, int expected) {
        assertThat(Integer.signum(StixTimestamp.of(one).compareTo(StixTimestamp.of(other))))
                .isEqualTo(expected);
    }

    @Test
    void theTextIsKept() {
        assertThat(StixTimestamp.of("2026-01-31T09:30:00.1200Z")).hasToString("2026-01-31T09:30:00.1200Z");
        assertThat(StixTimestamp.of("2026-01-31T09:30:00.12Z"))
                .isNotEqualTo(StixTimestamp.of("2026-01-31T09:30:00.120Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:30:00Z, 2026-01-31T09:30:00.000Z",
        "2026-01-31T09:30:00.1Z, 2026-01-31T09:30:00.100Z",
        "2026-01-31T09:30:00.123456Z, 2026-01-31T09:30:00.123456Z",
        "2026-01-31T09:30:00.000000001Z, 2026-01-31T09:30:00.000000001Z"
    })
    void anInstantIsWrittenToTheMillisecondAtLeast(String instant, String text) {
        assertThat(StixTimestamp.of(Instant.parse(instant))).hasToString(text);
        assertThat(StixTimestamp.of(text).instant()).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31",
                "2026-01-31T09:30:00",
                "2026-01-31T09:30:00+00:00",
                "2026-01-31t09:30:00z",
                "2026-01-31T09:30:00.Z",
                "2026-01-31T09:30Z",
                "2026-01-31T24:00:00Z",
                "2026-02-29T09:30:00Z",
                "2026-13-01T09:30:00Z",
                "2026-1-31T09:30:00Z",
                " 2026-01-31T09:30:00Z",
                "12026-01-31T09:30:00Z"
            })
    void whatIsNoTimeInUtcIsNone(String text) {
        assertThat(StixTimestamp.parse(text)).isNull();
    }
}
