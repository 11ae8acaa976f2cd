package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a case ended, CONTRACT.md section 3.
public enum Outcome {
    CONFIRMED,
    FAILED_ATTEMPT,
    FALSE_POSITIVE,
    DUPLICATE,
    TEST;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable Outcome parse(String text) {
        for (Outcome value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
