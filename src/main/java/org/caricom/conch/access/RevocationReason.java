package org.caricom.conch.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a key ends before its time: the reasons of RFC 5280 §5.3.1 that a member's signing key can have.
public enum RevocationReason {
    UNSPECIFIED,
    KEY_COMPROMISE,
    SUPERSEDED,
    CESSATION,
    AFFILIATION_CHANGED;

    /// The stable word for it: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when it is none.
    public static @Nullable RevocationReason parse(String word) {
        for (RevocationReason reason : values()) {
            if (reason.word().equals(word)) {
                return reason;
            }
        }
        return null;
    }
}
