package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// NCISS category 4: who is thought to be behind it.
public enum Actor {
    HACKTIVIST,
    UNWITTING_INSIDER,
    CRIMINAL,
    UNKNOWN,
    WITTING_INSIDER,
    APT,
    APT_TARGETED;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable Actor parse(String text) {
        for (Actor value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
