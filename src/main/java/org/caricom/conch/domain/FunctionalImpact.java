package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// NCISS category 1: what the incident does to services.
public enum FunctionalImpact {
    NO_IMPACT,
    NO_IMPACT_TO_SERVICES,
    MINIMAL_NON_CRITICAL,
    MINIMAL_CRITICAL,
    SIGNIFICANT_NON_CRITICAL,
    DENIAL_NON_CRITICAL,
    SIGNIFICANT_CRITICAL,
    DENIAL_CRITICAL;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable FunctionalImpact parse(String text) {
        for (FunctionalImpact value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
