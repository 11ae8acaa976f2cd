package org.caricom.conch.access;

import java.util.Locale;

/// How the hub came to believe that a member holds the private part of a key.
public enum Possession {
    /// The key signed what the hub asked it to sign.
    PROVEN,
    /// An operator at the hub's own machine said so, and that is on record.
    VOUCHED;

    /// The stable word for it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Possession readBack(String word) {
        return word.equals("proven") ? PROVEN : VOUCHED;
    }
}
