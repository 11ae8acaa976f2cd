package org.caricom.conch.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.triage.Priority;
import org.jspecify.annotations.Nullable;

/// What people do to a case: change its state, owner and priority, and comment on it. Each is one transaction with one
/// timeline entry for each thing changed.
final class CaseWork {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 500;
    static final int LONGEST_COMMENT = 20_000;

    private final CaseStore cases;
    private final TimelineStore timeline;
    private final Opening opening;
    private final Clock clock;

    CaseWork(CaseStore cases, TimelineStore timeline, Opening opening, Clock clock) {
        this.cases = cases;
        this.timeline = timeline;
        this.opening = opening;
        this.clock = clock;
    }

    /// Why a change was not made; null when it was.
    @Nullable ChangeAnswer change(Transaction tx, Caller caller, CaseId id, int version, CaseChange change) {
        CaseStore.Head head = cases.lock(tx, id);
        if (head == null || !Rights.mayChangeCase(caller, head.member())) {
            return new ChangeAnswer.NoSuchCase();
        }
        if (head.version() != version) {
            return new ChangeAnswer.Stale(head.version());
        }
        ChangeAnswer flaw = flaw(head, change);
        if (flaw != null) {
            return flaw;
        }
        Instant now = clock.instant();
        boolean touched = changeState(tx, caller, head, change, now);
        boolean assigned = changeAssignee(tx, caller, head, change, now);
        boolean chosen = changePriority(tx, caller, head, change, now);
        if ((assigned || chosen) && !touched) {
            cases.touch(tx, id, now);
        }
        return null;
    }

    /// Whether there was a case to comment on.
    boolean comment(Transaction tx, Caller caller, CaseId id, String text, TimelineEntry.Audience audience) {
        CaseStore.Head head = cases.find(tx, id);
        if (head == null || !Rights.mayChangeCase(caller, head.member())) {
            return false;
        }
        timeline.add(tx, id, clock.instant(), caller.name(), TimelineEntry.Kind.COMMENT, Map.of(), text, audience);
        CaseEvents.changed(tx, id, CaseEvents.Change.COMMENT);
        return true;
    }

    private static @Nullable ChangeAnswer flaw(CaseStore.Head head, CaseChange change) {
        CaseState state = change.state();
        CaseState then = state == null ? head.state() : state;
        if (state != null && state != head.state() && !CaseStates.allows(head.state(), state)) {
            return new ChangeAnswer.NotAllowed(
                    "/state",
                    "A case that is " + head.state().word() + " cannot become " + state.word() + "; it can become "
                            + String.join(
                                    ", ",
                                    CaseStates.after(head.state()).stream()
                                            .sorted()
                                            .map(CaseState::word)
                                            .toList())
                            + ".");
        }
        if (then == CaseState.CLOSED && head.state() != CaseState.CLOSED && change.outcome() == null) {
            return new ChangeAnswer.NotAllowed("/outcome", "Say how it ended: a case is closed with an outcome.");
        }
        if (then != CaseState.CLOSED && change.outcome() != null) {
            return new ChangeAnswer.NotAllowed("/outcome", "Only a closed case has an outcome.");
        }
        if (change.assignment() != null && tooLong(change.assignment().assignee(), LONGEST_NAME)) {
            return new ChangeAnswer.NotAllowed(
                    "/assignee", "An assignee is a name of 1 to " + LONGEST_NAME + " characters, or null.");
        }
        if (change.priority() != null
                && change.priority().priority() != null
                && tooLong(change.priority().reason(), LONGEST_REASON)) {
            return new ChangeAnswer.NotAllowed(
                    "/priorityReason",
                    "Give the reason for another priority in 1 to " + LONGEST_REASON + " characters.");
        }
        return null;
    }

    private static boolean tooLong(@Nullable String text, int longest) {
        return text != null && (text.isBlank() || text.length() > longest);
    }

    private boolean changeState(Transaction tx, Caller caller, CaseStore.Head head, CaseChange change, Instant now) {
        CaseState state = change.state() == null ? head.state() : change.state();
        Outcome outcome = change.outcome();
        boolean sameOutcome = outcome == null || outcome == head.outcome();
        if (state == head.state() && sameOutcome) {
            return false;
        }
        cases.setOutcome(tx, head.id(), state, outcome, now);
        opening.reassess(tx, head, state, now);
        Map<String, String> details = new LinkedHashMap<>();
        details.put("from", head.state().word());
        details.put("to", state.word());
        if (outcome != null) {
            details.put("outcome", outcome.word());
        }
        note(tx, head.id(), now, caller, TimelineEntry.Kind.STATE, details);
        CaseEvents.changed(tx, head.id(), CaseEvents.Change.STATE);
        return true;
    }

    private boolean changeAssignee(Transaction tx, Caller caller, CaseStore.Head head, CaseChange change, Instant now) {
        if (change.assignment() == null
                || java.util.Objects.equals(change.assignment().assignee(), head.assignee())) {
            return false;
        }
        String assignee = change.assignment().assignee();
        cases.setAssignee(tx, head.id(), assignee);
        Map<String, String> details = new LinkedHashMap<>();
        details.put("from", head.assignee() == null ? "" : head.assignee());
        details.put("to", assignee == null ? "" : assignee);
        note(tx, head.id(), now, caller, TimelineEntry.Kind.ASSIGNED, details);
        CaseEvents.changed(tx, head.id(), CaseEvents.Change.ASSIGNED);
        return true;
    }

    private boolean changePriority(Transaction tx, Caller caller, CaseStore.Head head, CaseChange change, Instant now) {
        CaseChange.PriorityChoice choice = change.priority();
        if (choice == null || (choice.priority() == null && head.chosenPriority() == null)) {
            return false;
        }
        Priority to = choice.priority();
        int from = head.chosenPriority() == null ? head.priority() : head.chosenPriority();
        cases.setChosenPriority(
                tx,
                head.id(),
                to == null ? null : Integer.valueOf(to.rank()),
                to == null ? null : choice.reason(),
                caller.name(),
                now);
        Map<String, String> details = new LinkedHashMap<>();
        details.put("from", Priority.ofRank(from).word());
        details.put("to", to == null ? Priority.ofRank(head.priority()).word() : to.word());
        details.put("reason", choice.reason());
        note(tx, head.id(), now, caller, TimelineEntry.Kind.PRIORITY, details);
        CaseEvents.changed(tx, head.id(), CaseEvents.Change.PRIORITY);
        return true;
    }

    private void note(
            Transaction tx,
            CaseId id,
            Instant at,
            Caller caller,
            TimelineEntry.Kind kind,
            Map<String, String> details) {
        timeline.add(tx, id, at, caller.name(), kind, details, null, TimelineEntry.Audience.CASE);
    }
}
