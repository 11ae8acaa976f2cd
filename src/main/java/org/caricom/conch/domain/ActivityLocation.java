package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// NCISS category 3: the innermost place where the activity was seen; `unsuccessful` is level 0.
public enum ActivityLocation {
    UNSUCCESSFUL,
    BUSINESS_DMZ,
    BUSINESS_NETWORK,
    UNKNOWN,
    BUSINESS_NETWORK_MANAGEMENT,
    CRITICAL_SYSTEM_DMZ,
    CRITICAL_SYSTEM_MANAGEMENT,
    CRITICAL_SYSTEMS,
    SAFETY_SYSTEMS;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable ActivityLocation parse(String text) {
        for (ActivityLocation value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
