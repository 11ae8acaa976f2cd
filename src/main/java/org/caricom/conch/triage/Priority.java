package org.caricom.conch.triage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// In which order cases want attention: from the level, and one step higher while a clock is late.
public enum Priority {
    URGENT(1),
    HIGH(2),
    NORMAL(3),
    LOW(4);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

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
        return rank;
    }

    /// Reads [#rank()].
    public static Priority ofRank(int rank) {
        for (Priority priority : values()) {
            if (priority.rank == rank) {
                return priority;
            }
        }
        throw new IllegalArgumentException("no such priority: " + rank);
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
