package org.caricom.conch.cases;

import static org.caricom.conch.domain.CaseState.CLOSED;
import static org.caricom.conch.domain.CaseState.CONTAINED;
import static org.caricom.conch.domain.CaseState.IN_PROGRESS;
import static org.caricom.conch.domain.CaseState.NEW;
import static org.caricom.conch.domain.CaseState.RESOLVED;
import static org.caricom.conch.domain.CaseState.TRIAGED;
import static org.caricom.conch.domain.CaseState.WAITING;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.domain.CaseState;

/// From which state a case may go to which. Steps may be skipped; nothing becomes new again; from closed it is
/// reopened.
final class CaseStates {
    private static final Map<CaseState, Set<CaseState>> NEXT = new EnumMap<>(Map.of(
            NEW, EnumSet.of(TRIAGED, IN_PROGRESS, WAITING, CONTAINED, RESOLVED, CLOSED),
            TRIAGED, EnumSet.of(IN_PROGRESS, WAITING, CONTAINED, RESOLVED, CLOSED),
            IN_PROGRESS, EnumSet.of(TRIAGED, WAITING, CONTAINED, RESOLVED, CLOSED),
            WAITING, EnumSet.of(TRIAGED, IN_PROGRESS, CONTAINED, RESOLVED, CLOSED),
            CONTAINED, EnumSet.of(IN_PROGRESS, WAITING, RESOLVED, CLOSED),
            RESOLVED, EnumSet.of(IN_PROGRESS, WAITING, CONTAINED, CLOSED),
            CLOSED, EnumSet.of(IN_PROGRESS)));

    private CaseStates() {}

    static Set<CaseState> after(CaseState state) {
        return Set.copyOf(NEXT.getOrDefault(state, Set.of()));
    }

    static boolean allows(CaseState from, CaseState to) {
        return NEXT.getOrDefault(from, Set.of()).contains(to);
    }
}
