package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// NCISS category 2: how far the attacker has come.
public enum ObservedActivity {
    NONE,
    PREPARE,
    ENGAGE,
    PRESENCE,
    EFFECT;

    /// The word in our JSON: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when there is no such word.
    public static @Nullable ObservedActivity parse(String text) {
        for (ObservedActivity value : values()) {
            if (value.word().equals(text)) {
                return value;
            }
        }
        return null;
    }
}
