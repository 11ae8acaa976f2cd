package org.caricom.conch.domain;

/// Which of the three reports about one incident this is; each stops the clock of its name.
public enum ReportStage {
    /// The early warning: little is known yet.
    ALERT,
    /// The notification, and every later change of the facts.
    UPDATE,
    /// The account once it is over.
    FINAL;

    /// The word of the native report's `stage`.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
