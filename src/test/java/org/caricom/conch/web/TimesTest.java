package org.caricom.conch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-07-16T14:42:00Z");
    private static final Times PORT_OF_SPAIN =
            new Times(Messages.in(Language.EN), ZoneId.of("America/Port_of_Spain"), NOW);

    @Test
    void aSpanIsToldInAtMostTwoUnitsAndRoundedDown() {
        assertThat(span("PT41M59S")).isEqualTo("41 min");
        assertThat(span("PT1H20M")).isEqualTo("1 h 20");
        assertThat(span("PT-3H-5M")).isEqualTo("3 h 05");
        assertThat(span("PT22H59M")).isEqualTo("22 h");
        assertThat(span("P1DT6H")).isEqualTo("1 day 6 h");
        assertThat(span("P12DT23H")).isEqualTo("12 days");
    }

    @Test
    void aWaitIsRoundedUpSoThatNobodyComesTooEarly() {
        assertThat(PORT_OF_SPAIN.briefSpan(Duration.ofMillis(4_100))).isEqualTo("5 s");
        assertThat(PORT_OF_SPAIN.briefSpan(Duration.ofSeconds(61))).isEqualTo("2 min");
    }

    @Test
    void aTimeIsToldInTheReadersZoneAndAsShortAsItCanBe() {
        assertThat(PORT_OF_SPAIN.near(Instant.parse("2026-07-16T15:23:00Z"))).isEqualTo("today 11:23");
        assertThat(PORT_OF_SPAIN.near(Instant.parse("2026-07-13T02:00:00Z"))).isEqualTo("12 July, 22:00");
        assertThat(PORT_OF_SPAIN.near(Instant.parse("2025-12-31T12:00:00Z"))).isEqualTo("31 December 2025, 08:00");
        assertThat(PORT_OF_SPAIN.zoneName()).isEqualTo("Port of Spain (UTC−4)");
        assertThat(new Times(Messages.in(Language.NL), ZoneId.of("UTC"), NOW).zoneName())
                .isEqualTo("UTC");
    }

    @Test
    void afterSigningInNobodyIsSentToAnotherHost() {
        assertThat(PageKit.safePath("/cases/C-2026-0001?view=late")).isEqualTo("/cases/C-2026-0001?view=late");
        assertThat(PageKit.safePath("//evil.example")).isEqualTo("/");
        assertThat(PageKit.safePath("/\\evil.example")).isEqualTo("/");
        assertThat(PageKit.safePath("https://evil.example/")).isEqualTo("/");
        assertThat(PageKit.safePath("/a\r\nSet-Cookie: b")).isEqualTo("/");
        assertThat(PageKit.safePath(null)).isEqualTo("/");
    }

    private static String span(String duration) {
        return PORT_OF_SPAIN.span(Duration.parse(duration));
    }
}
