package org.caricom.conch.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.caricom.conch.triage.Clock;
import org.jspecify.annotations.Nullable;

/// The groups of the desk, by the next clock.
public enum DueGroup {
    LATE,
    /// Due within four hours.
    SOON,
    LATER,
    /// No clock runs.
    NONE;

    /// How near "soon" is.
    public static final Duration NEAR = Duration.ofHours(4);

    /// The group of a case whose next clock is this one.
    public static DueGroup of(@Nullable Clock clock, Instant now) {
        if (clock == null || !clock.open() || clock.due() == null) {
            return NONE;
        }
        if (clock.due().isBefore(now)) {
            return LATE;
        }
        return clock.due().isBefore(now.plus(NEAR)) ? SOON : LATER;
    }

    /// The word in our JSON and in `due=`: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable DueGroup parse(String text) {
        for (DueGroup group : values()) {
            if (group.word().equals(text)) {
                return group;
            }
        }
        return null;
    }
}
