package org.caricom.conch.domain;

import java.util.Locale;

/// What a caller is here for, CONTRACT.md section 3.
public enum Role {
    /// Own member's reports and cases, and everything released to members.
    ANALYST,
    /// All cases; decides releases.
    COORDINATOR,
    /// Feeds, look-ups, sightings.
    PARTNER,
    /// Reads all, changes nothing.
    AUDITOR,
    /// Members, keys, settings; no reports, cases or feeds.
    ADMIN;

    /// The word of the contract, as in tokens and JSON.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
