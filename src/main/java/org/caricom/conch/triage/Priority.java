package org.caricom.conch.triage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// In which order cases want attention: from the level, and one step higher while a clock is late.
public enum Priority {
    URGENT,
    HIGH,
    NORMAL,
    LOW;

    /// What the level alone asks for.
    public static Priority of(Level level) {
        return switch (level) {
            case EMERGENCY, SEVERE -> URGENT;
            case HIGH -> HIGH;
            case MEDIUM -> NORMAL;
            case LOW, MINOR, NEGLIGIBLE -> LOW;
        };
    }

    /// What it becomes while a clock of the case is late.
    public Priority raised() {
        return switch (this) {
            case URGENT, HIGH -> URGENT;
            case NORMAL -> HIGH;
            case LOW -> NORMAL;
        };
    }

    /// 1 is the most urgent, 4 the least; how it is stored and sorted.
    public int rank() {
        return ordinal() + 1;
    }

    /// Reads [#rank()].
    public static Priority ofRank(int rank) {
        return values()[rank - 1];
    }

    /// The word in our JSON: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable Priority parse(String text) {
        for (Priority priority : values()) {
            if (priority.word().equals(text)) {
                return priority;
            }
        }
        return null;
    }
}
