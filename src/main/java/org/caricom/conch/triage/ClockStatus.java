package org.caricom.conch.triage;

import java.util.Locale;

/// How a clock stands at one moment.
public enum ClockStatus {
    RUNNING,
    /// Under an hour, or the last tenth of its time.
    SOON,
    LATE,
    MET,
    STOPPED,
    /// The law has no verified deadline on file, which is not the same as no deadline.
    UNKNOWN;

    /// The word in our JSON: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
