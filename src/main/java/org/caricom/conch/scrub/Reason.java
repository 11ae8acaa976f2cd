package org.caricom.conch.scrub;

import java.util.Locale;

/// Why a part of the source does not leave as it is.
public enum Reason {
    VICTIM,
    MEMBER,
    PERSON,
    FREE_TEXT,
    INTERNAL_ADDRESS,
    INTERNAL_HOST,
    NAMES_THE_VICTIM,
    NOT_THE_ATTACKERS,
    CONTEXT_ONLY,
    WARNING_LIST,
    USER_NAME,
    PATH,
    PERSONAL_ADDRESS,
    LINK_DETAILS,
    TOO_WIDE,
    UNREADABLE,
    NOT_IN_POLICY,
    TO_THE_HOUR,
    TO_THE_DAY,
    TO_A_SCALE,
    NEW_ID,
    REMOVED_ON_RECORD;

    /// The stable word for pages and the API: `internal-address`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
