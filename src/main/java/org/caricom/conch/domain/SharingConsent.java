package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the reporting member lets Conch share of a report, always anonymised.
public enum SharingConsent {
    NONE,
    ASK,
    AUTOMATIC;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable SharingConsent parse(String text) {
        for (SharingConsent value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
