package org.caricom.conch.plan;

import java.util.Collection;
import java.util.List;
import org.caricom.conch.access.Caller;

/// Decides how figures are told: whoever reads all cases gets them as they are; others get no count below three, and no
/// total from which such a count could be worked out.
///
/// Two counts of one plan that differ by one or two would tell a small number by subtraction too, since one rule's
/// cases
/// are often part of another's; totals are then rounded as if the small count itself stood there.
final class Protection {
    static final int SMALLEST = 3;

    private final boolean open;
    private final boolean roundTotals;

    private Protection(boolean open, boolean roundTotals) {
        this.open = open;
        this.roundTotals = roundTotals;
    }

    /// For a reader, given all counts that will stand beside each other.
    static Protection of(Caller caller, Collection<Integer> counts) {
        boolean all = switch (caller.role()) {
            case COORDINATOR, AUDITOR -> true;
            case ANALYST, PARTNER, ADMIN -> false;
        };
        List<Integer> sorted = counts.stream().sorted().toList();
        boolean small = false;
        for (int i = 0; i < sorted.size(); i++) {
            int gap = i == 0 ? sorted.get(i) : sorted.get(i) - sorted.get(i - 1);
            small |= gap > 0 && gap < SMALLEST;
        }
        return new Protection(all, small || sorted.stream().anyMatch(count -> count < SMALLEST));
    }

    /// One count.
    Figure cell(int count) {
        if (open) {
            return new Figure.Exact(count);
        }
        if (count < SMALLEST) {
            return new Figure.FewerThan(SMALLEST);
        }
        return new Figure.Exact(count);
    }

    /// A total over counts.
    Figure total(int count) {
        if (open || (!roundTotals && count >= SMALLEST)) {
            return new Figure.Exact(count);
        }
        return count < SMALLEST ? new Figure.FewerThan(SMALLEST) : new Figure.About((count + 5) / 10 * 10);
    }

    /// Whether something that belongs to `count` cases may be told as it is.
    boolean tells(int count) {
        return open || count >= SMALLEST;
    }
}
