package org.caricom.conch.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.caricom.conch.access.Caller;

/// Decides how figures are told: whoever reads all cases gets them as they are; others get no count below three, none
/// that
/// comes from fewer than three members, and no total from which such a count could be worked out.
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

    /// A count of what belongs to so many members. Many cases of one member are as telling as one.
    Figure cell(int count, int members) {
        return withheld(count, members) ? new Figure.FewerThan(tensAbove(count)) : cell(count);
    }

    /// A total over counts.
    Figure total(int count) {
        if (open || (!roundTotals && count >= SMALLEST)) {
            return new Figure.Exact(count);
        }
        return count < SMALLEST ? new Figure.FewerThan(SMALLEST) : new Figure.About((count + 5) / 10 * 10);
    }

    /// A total of what belongs to so many members.
    Figure total(int count, int members) {
        return withheld(count, members) ? new Figure.FewerThan(tensAbove(count)) : total(count);
    }

    /// Whether something that belongs to `count` members may be told as it is.
    boolean tells(int count) {
        return open || count >= SMALLEST;
    }

    /// A time of a case as its reader may know it: to the day, told by its noon in UTC, which is the same day in every
    /// member's zone.
    Instant time(Instant at) {
        return open ? at : at.truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);
    }

    /// What a count weighs among those beside it: one that is withheld is as good as a small one.
    static int comparable(int count, int members) {
        return members < SMALLEST ? Math.min(count, SMALLEST - 1) : count;
    }

    private boolean withheld(int count, int members) {
        return !open && count >= SMALLEST && members < SMALLEST;
    }

    private static int tensAbove(int count) {
        return (count / 10 + 1) * 10;
    }
}
