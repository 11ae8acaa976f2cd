package org.caricom.conch.triage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The clocks that run for a case, CONTRACT.md section 3.
public enum ClockKind {
    /// 24 hours from awareness, met by the first report. Exchange practice, not law.
    EARLY_WARNING,
    /// 72 hours from awareness, met by an update. Exchange practice, not law.
    NOTIFICATION,
    /// One calendar month from the notification, met by the final report. Exchange practice, not law.
    FINAL_REPORT,
    /// The notice of a personal-data breach to the national authority, by the member's law.
    DATA_NOTICE;

    /// Whether a law sets it; the others are what the exchange agreed.
    public boolean law() {
        return this == DATA_NOTICE;
    }

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable ClockKind parse(String text) {
        for (ClockKind kind : values()) {
            if (kind.word().equals(text)) {
                return kind;
            }
        }
        return null;
    }
}
