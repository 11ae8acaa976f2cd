package org.caricom.conch.cases;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.triage.Assessment;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.ClockKind;
import org.jspecify.annotations.Nullable;

/// A case as it is to be written after its facts were assessed.
///
/// @param id         its name
/// @param member     whose it is
/// @param state      where it stands
/// @param current    the report whose facts hold
/// @param facts      those facts
/// @param assessment what triage made of them
/// @param clocks     as they stand in this state: those of a closed case are stopped
/// @param openedAt   when its first report came in
record CaseRecord(
        CaseId id,
        MemberCode member,
        CaseState state,
        ReportId current,
        Facts facts,
        Assessment assessment,
        List<Clock> clocks,
        Instant openedAt) {

    static CaseRecord of(
            CaseId id,
            MemberCode member,
            CaseState state,
            ReportId current,
            Facts facts,
            Assessment assessment,
            Instant openedAt) {
        List<Clock> clocks = state == CaseState.CLOSED
                ? assessment.clocks().stream().map(Clock::closed).toList()
                : assessment.clocks();
        return new CaseRecord(id, member, state, current, facts, assessment, clocks, openedAt);
    }

    /// Whether other members must not learn, not even namelessly, that somebody holds the values of a report: TLP:RED
    /// is
    /// for its recipients alone, and consent to nothing is consent to no hint either.
    static boolean discreet(Facts facts) {
        return facts.tlp() == Tlp.RED || facts.consent().sharing() == SharingConsent.NONE;
    }

    boolean test() {
        return assessment.classes().contains(Rsit.TEST);
    }

    List<String> classCodes() {
        return assessment.classes().stream().map(Rsit::code).toList();
    }

    /// The clock that lists show.
    @Nullable Clock lead() {
        return LeadClock.of(clocks);
    }

    Instant awareAt() {
        for (Clock clock : clocks) {
            if (clock.kind() == ClockKind.EARLY_WARNING && clock.start() != null) {
                return clock.start();
            }
        }
        return openedAt;
    }
}
