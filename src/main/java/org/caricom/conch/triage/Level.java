package org.caricom.conch.triage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How bad an incident is: the levels of CISA's NCISS, the worst first.
public enum Level {
    EMERGENCY(5),
    SEVERE(4),
    HIGH(3),
    MEDIUM(2),
    LOW(1),
    MINOR(0),
    NEGLIGIBLE(0);

    private final int steps;

    Level(int steps) {
        this.steps = steps;
    }

    /// The number that CISA gives the level, 0 to 5; both baseline levels are 0.
    public int steps() {
        return steps;
    }

    /// The word in our JSON: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable Level parse(String text) {
        for (Level level : values()) {
            if (level.word().equals(text)) {
                return level;
            }
        }
        return null;
    }
}
