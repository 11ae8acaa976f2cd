package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a case stands, CONTRACT.md section 3.
public enum CaseState {
    NEW,
    TRIAGED,
    IN_PROGRESS,
    WAITING,
    CONTAINED,
    RESOLVED,
    CLOSED;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable CaseState parse(String text) {
        for (CaseState value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
