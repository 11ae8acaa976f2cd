package org.caricom.conch.cases;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.caricom.conch.triage.Clock;
import org.jspecify.annotations.Nullable;

/// Chooses the clock that stands for a case in lists: the next due; when none runs, the one that says most.
final class LeadClock {
    private LeadClock() {}

    static @Nullable Clock of(List<Clock> clocks) {
        Clock next = clocks.stream()
                .filter(Clock::open)
                .min(Comparator.comparing(LeadClock::due))
                .orElse(null);
        return next != null
                ? next
                : clocks.stream()
                        .min(Comparator.comparingInt(LeadClock::saysLess))
                        .orElse(null);
    }

    private static Instant due(Clock clock) {
        return clock.due() == null ? Instant.MAX : clock.due();
    }

    /// An unknown law first, then what stands still, then what was met, the later stage before the earlier.
    private static int saysLess(Clock clock) {
        int kind = switch (clock.kind()) {
            case FINAL_REPORT -> 0;
            case DATA_NOTICE -> 1;
            case NOTIFICATION -> 2;
            case EARLY_WARNING -> 3;
        };
        if (clock.metAt() != null) {
            return 20 + kind;
        }
        return clock.stopped() != null ? 10 + kind : kind;
    }
}
