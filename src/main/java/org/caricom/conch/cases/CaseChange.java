package org.caricom.conch.cases;

import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// What a person wants to change of a case; null leaves it as it is.
///
/// @param state      the state to go to
/// @param outcome    how it ended; needed to close, and only then
/// @param assignment who shall have it
/// @param priority   a priority instead of the one that triage gives, or back to that
public record CaseChange(
        @Nullable CaseState state,
        @Nullable Outcome outcome,
        @Nullable Assignment assignment,
        @Nullable PriorityChoice priority) {

    /// Who shall have the case; null is nobody.
    public record Assignment(@Nullable String assignee) {}

    /// The priority wanted, with its reason; a null priority goes back to the one that triage gives.
    public record PriorityChoice(@Nullable Priority priority, String reason) {}

    public static CaseChange state(CaseState state, @Nullable Outcome outcome) {
        return new CaseChange(state, outcome, null, null);
    }

    public static CaseChange assign(@Nullable String assignee) {
        return new CaseChange(null, null, new Assignment(assignee), null);
    }
}
