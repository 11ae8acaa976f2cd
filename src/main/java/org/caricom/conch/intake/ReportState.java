package org.caricom.conch.intake;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a filing that was kept.
public enum ReportState {
    /// It was understood.
    FILED,
    /// It was not; its flaws say why.
    QUARANTINED;

    /// The word in our JSON and in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable ReportState parse(String text) {
        for (ReportState value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
