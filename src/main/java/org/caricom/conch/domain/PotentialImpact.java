package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// NCISS category 8: what it could still lead to.
public enum PotentialImpact {
    MINIMAL,
    LOW,
    MODERATE,
    HIGH,
    SEVERE;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable PotentialImpact parse(String text) {
        for (PotentialImpact value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
