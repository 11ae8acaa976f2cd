package org.caricom.conch.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Times as the intake formats write them.
final class Times {
    /// Nothing that Conch is told of was seen before.
    static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private Times() {}

    /// RFC 3339 with an offset; null when it is no time.
    static @Nullable Instant rfc3339(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// `2026-03-01` as the start of that day in UTC; null when it is no date.
    static @Nullable Instant date(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Seconds since 1970 as digits; null when it is none, or 0, which MISP writes for "never".
    static @Nullable Instant epoch(String text) {
        if (text.isEmpty() || text.length() > 11 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        long seconds = Long.parseLong(text);
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    /// The later of the two, either of which may be missing.
    static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? other : one;
    }

    /// The earlier of the two, either of which may be missing.
    static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
