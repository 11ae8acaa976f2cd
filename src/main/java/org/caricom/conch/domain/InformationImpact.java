package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// NCISS category 5: what happened to information.
public enum InformationImpact {
    NO_IMPACT,
    SUSPECTED,
    PRIVACY_DATA,
    PROPRIETARY_INFORMATION,
    DESTRUCTION_NON_CRITICAL,
    CRITICAL_SYSTEMS_DATA,
    CORE_CREDENTIALS,
    DESTRUCTION_CRITICAL;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable InformationImpact parse(String text) {
        for (InformationImpact value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
