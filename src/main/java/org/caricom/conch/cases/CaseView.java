package org.caricom.conch.cases;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.Finding;
import org.caricom.conch.triage.NcissScore;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// One case with all that its page shows, but for timeline and correlations.
///
/// @param row          what lists show too
/// @param facts        of the newest version of its report
/// @param findings     the classes and why
/// @param score        with its inputs
/// @param byTriage     the priority that score and clock give, beside the one in force
/// @param override     a person's choice of priority and why; null when none
/// @param clocks       all of them
/// @param reports      newest first
/// @param values       the values of all its reports
/// @param next         states it may go to now
public record CaseView(
        CaseRow row,
        Facts facts,
        List<Finding> findings,
        NcissScore score,
        Priority byTriage,
        @Nullable PriorityOverride override,
        List<Clock> clocks,
        List<FiledVersion> reports,
        List<SeenValue> values,
        Set<CaseState> next) {

    /// A priority that a person chose, with the reason.
    public record PriorityOverride(Priority priority, String reason, String by, Instant at) {}

    /// One report of the case.
    ///
    /// @param current whether its facts are those that hold
    public record FiledVersion(ReportId id, ReportStage stage, Instant receivedAt, boolean current) {}

    /// A value of the case and how far it is seen.
    ///
    /// @param observable the value
    /// @param listed     why it is not compared, in words (a warning list); null when it is
    /// @param seenIn     members whose cases hold it, this one included; 1 is only here
    public record SeenValue(Observable observable, @Nullable String listed, int seenIn) {}

    public CaseView {
        findings = List.copyOf(findings);
        clocks = List.copyOf(clocks);
        reports = List.copyOf(reports);
        values = List.copyOf(values);
        next = Set.copyOf(next);
    }

    public CaseId id() {
        return row.id();
    }
}
