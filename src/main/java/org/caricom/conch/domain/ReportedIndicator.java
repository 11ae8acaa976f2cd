package org.caricom.conch.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One value that a report names, with what the reporter says about it.
///
/// @param observable the value
/// @param detects    whether it can be used to detect (MISP's `to_ids`); false is context only
/// @param role       what it was to the incident
/// @param indicatorTypes terms of STIX indicator-type-ov
/// @param killChainPhases MITRE ATT&CK tactic names, such as `command-and-control`
/// @param confidence 0 to 100, null when not stated
/// @param firstSeen  null when not stated
/// @param lastSeen   null when not stated
/// @param context    the reporter's words; free text, never shared
public record ReportedIndicator(
        Observable observable,
        boolean detects,
        Role role,
        List<String> indicatorTypes,
        List<String> killChainPhases,
        @Nullable Integer confidence,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        @Nullable String context) {

    /// Whose the value is. Only what is the attacker's may ever leave.
    public enum Role {
        ATTACKER,
        VICTIM,
        UNKNOWN
    }

    public ReportedIndicator {
        indicatorTypes = List.copyOf(indicatorTypes);
        killChainPhases = List.copyOf(killChainPhases);
        if (confidence != null && (confidence < 0 || confidence > 100)) {
            throw new IllegalArgumentException("confidence is 0 to 100");
        }
    }
}
