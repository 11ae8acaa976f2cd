package org.caricom.conch.web;

import java.util.Set;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.CaseQuery;
import org.caricom.conch.cases.DueGroup;
import org.caricom.conch.cases.QueueCounts;
import org.caricom.conch.domain.CaseState;
import org.jspecify.annotations.Nullable;

/// The views at the side of the desk.
enum DeskView {
    NEXT("next", "queue.view-next"),
    NEW("new", "queue.view-new"),
    MINE("mine", "queue.view-mine"),
    NOBODYS("nobodys", "queue.view-nobodys"),
    LATE("late", "queue.view-late"),
    SOON("soon", "queue.view-soon"),
    WAITING("waiting", "queue.view-waiting"),
    CLOSED("closed", "queue.view-closed");

    private final String word;
    private final String label;

    DeskView(String word, String label) {
        this.word = word;
        this.label = label;
    }

    /// The word in `?view=`.
    String word() {
        return word;
    }

    /// The sentence that names it.
    String label() {
        return label;
    }

    /// Reads [#word()]; the first view when it is none or missing.
    static DeskView parse(@Nullable String text) {
        for (DeskView view : values()) {
            if (view.word.equals(text)) {
                return view;
            }
        }
        return NEXT;
    }

    String href() {
        return this == NEXT ? "/" : "/?view=" + word;
    }

    /// What it adds to the address of a case, so that its neighbours are those of this view.
    String suffix() {
        return this == NEXT ? "" : "?view=" + word;
    }

    int count(QueueCounts counts) {
        return switch (this) {
            case NEXT -> counts.open();
            case NEW -> counts.fresh();
            case MINE -> counts.mine();
            case NOBODYS -> counts.nobodys();
            case LATE -> counts.late();
            case SOON -> counts.soon();
            case WAITING -> counts.waiting();
            case CLOSED -> counts.closed();
        };
    }

    /// The cases it shows to `caller`.
    CaseQuery query(Caller caller) {
        return switch (this) {
            case NEXT -> CaseQuery.DESK;
            case NEW -> of(Set.of(CaseState.NEW), null, null, CaseQuery.Order.NEXT_CLOCK);
            case MINE -> of(CaseQuery.OPEN, caller.name(), null, CaseQuery.Order.NEXT_CLOCK);
            case NOBODYS -> of(CaseQuery.OPEN, CaseQuery.NOBODY, null, CaseQuery.Order.NEXT_CLOCK);
            case LATE -> of(CaseQuery.OPEN, null, DueGroup.LATE, CaseQuery.Order.NEXT_CLOCK);
            case SOON -> of(CaseQuery.OPEN, null, DueGroup.SOON, CaseQuery.Order.NEXT_CLOCK);
            case WAITING -> of(Set.of(CaseState.WAITING), null, null, CaseQuery.Order.NEXT_CLOCK);
            case CLOSED -> of(Set.of(CaseState.CLOSED), null, null, CaseQuery.Order.NEWEST);
        };
    }

    private static CaseQuery of(
            Set<CaseState> states, @Nullable String assignee, @Nullable DueGroup due, CaseQuery.Order order) {
        return new CaseQuery(null, states, null, null, null, assignee, due, order);
    }
}
