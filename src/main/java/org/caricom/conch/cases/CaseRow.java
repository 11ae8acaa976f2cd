package org.caricom.conch.cases;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.triage.Clock;
import org.caricom.conch.triage.Level;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// One case as lists show it.
///
/// @param id         its name
/// @param version    goes up with every change; the ETag
/// @param member     whose it is
/// @param title      of the current report
/// @param language   BCP 47 tag of the title
/// @param state      where it stands
/// @param outcome    null unless closed
/// @param test       a test or an exercise: counted nowhere, never shared
/// @param classes    the main one first
/// @param sector     null when not told
/// @param score      NCISS, 0 to 100
/// @param level      of the score
/// @param incomplete whether the score lacks an input
/// @param priority   in force now: chosen by a person, else by level and clock
/// @param assignee   null when nobody has it
/// @param tlp        the current report's own marking
/// @param clock      the one to look at: the next due, else the one that says most; null when there is none
/// @param seenIn     members whose cases share an observable with it, itself included; 1 is only here
/// @param reports    how many it holds
/// @param openedAt   when the first report came in
/// @param changedAt  of the last change
public record CaseRow(
        CaseId id,
        int version,
        MemberCode member,
        String title,
        String language,
        CaseState state,
        @Nullable Outcome outcome,
        boolean test,
        List<Rsit> classes,
        @Nullable Sector sector,
        BigDecimal score,
        Level level,
        boolean incomplete,
        Priority priority,
        @Nullable String assignee,
        Tlp tlp,
        @Nullable Clock clock,
        int seenIn,
        int reports,
        Instant openedAt,
        Instant changedAt) {
    public CaseRow {
        classes = List.copyOf(classes);
    }
}
