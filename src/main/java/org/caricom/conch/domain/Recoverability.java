package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// NCISS category 6: what recovery takes; the words are also those of the STIX incident extension.
public enum Recoverability {
    REGULAR,
    SUPPLEMENTED,
    EXTENDED,
    NOT_RECOVERABLE;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable Recoverability parse(String text) {
        for (Recoverability value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
