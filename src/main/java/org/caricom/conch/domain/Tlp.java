package org.caricom.conch.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The Traffic Light Protocol, version 2.0 of FIRST, from widest to narrowest.
public enum Tlp {
    CLEAR,
    GREEN,
    AMBER,
    AMBER_STRICT,
    RED;

    /// The label as the standard writes it, never translated: `TLP:AMBER+STRICT`.
    public String label() {
        return "TLP:" + word().toUpperCase(Locale.ROOT);
    }

    /// The word of the label in lower case: `amber+strict`. This is what the STIX marking and our JSON say.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '+');
    }

    /// Reads [#word()], [#label()], or TLP 1.0's `white`, in any case; null when it is none of them.
    public static @Nullable Tlp parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.startsWith("tlp:")) {
            word = word.substring(4);
        }
        if (word.equals("white")) {
            return CLEAR;
        }
        for (Tlp tlp : values()) {
            if (tlp.word().equals(word)) {
                return tlp;
            }
        }
        return null;
    }

    /// Whether something marked so may be shown where `limit` is the narrowest marking held.
    public boolean isAtMost(Tlp limit) {
        return compareTo(limit) <= 0;
    }

    /// The more restrictive of the two; several markings on one thing mean this.
    public Tlp strictest(Tlp other) {
        return isAtMost(other) ? other : this;
    }
}
