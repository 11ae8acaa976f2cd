package org.caricom.conch.sharing;

import java.util.Locale;

/// Why something may not be released so, whoever decides.
public enum Bar {
    /// The member agreed to nothing.
    NO_CONSENT,
    /// The member agreed, but not to so wide an audience.
    WIDER_THAN_CONSENT,
    /// A TLP:RED report is for its recipients alone.
    RED_SOURCE,
    /// A TLP:AMBER+STRICT report leaves its organisation only where the member has agreed to the anonymised form.
    STRICT_WITHOUT_CONSENT,
    /// Nothing is published under TLP:AMBER+STRICT or TLP:RED.
    NARROWER_THAN_COLLECTIONS,
    /// The case is an exercise.
    TEST_CASE,
    /// Nothing is left that could go out.
    NOTHING_LEFT;

    /// The stable word for pages and the API: `wider-than-consent`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
