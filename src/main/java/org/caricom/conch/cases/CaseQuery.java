package org.caricom.conch.cases;

import java.util.Set;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// Which cases a list shows. What is null or empty does not narrow it.
///
/// @param text     words of the title, a case's name, or a whole observable value
/// @param states   any of these
/// @param member   this member's
/// @param priority of this priority now
/// @param rsit     an RSIT class or type: `malicious-code` or `malicious-code:c2-server`
/// @param assignee this person's; [#NOBODY] for nobody's
/// @param due      by the next clock
/// @param order    the first first
public record CaseQuery(
        @Nullable String text,
        Set<CaseState> states,
        @Nullable MemberCode member,
        @Nullable Priority priority,
        @Nullable String rsit,
        @Nullable String assignee,
        @Nullable DueGroup due,
        Order order) {
    /// The assignee of cases that nobody has.
    public static final String NOBODY = "";

    /// All states but closed.
    public static final Set<CaseState> OPEN = Set.of(
            CaseState.NEW,
            CaseState.TRIAGED,
            CaseState.IN_PROGRESS,
            CaseState.WAITING,
            CaseState.CONTAINED,
            CaseState.RESOLVED);

    /// Every case, newest first.
    public static final CaseQuery ALL = new CaseQuery(null, Set.of(), null, null, null, null, null, Order.NEWEST);

    /// Open cases, the next clock first: the desk.
    public static final CaseQuery DESK = new CaseQuery(null, OPEN, null, null, null, null, null, Order.NEXT_CLOCK);

    /// How a list is sorted.
    public enum Order {
        NEWEST,
        NEXT_CLOCK
    }

    public CaseQuery {
        states = Set.copyOf(states);
    }
}
