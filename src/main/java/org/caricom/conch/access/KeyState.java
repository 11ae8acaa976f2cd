package org.caricom.conch.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What can be done with a key at some moment.
public enum KeyState {
    /// A second person has not approved it yet.
    WAITING,
    /// Its validity has not begun.
    NOT_YET_VALID,
    USABLE,
    /// It, or its member, is stopped for now.
    SUSPENDED,
    /// It has ended for good, before its time.
    REVOKED,
    EXPIRED;

    /// The stable word for it: lower case with hyphens.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Reads [#word()]; null when it is none.
    public static @Nullable KeyState parse(String word) {
        for (KeyState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        return null;
    }
}
