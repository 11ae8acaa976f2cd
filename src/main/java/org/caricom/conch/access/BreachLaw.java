package org.caricom.conch.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a member's law on telling its data authority of a personal-data breach. Null means
/// unknown, never that there is no duty.
///
/// @param hours        allowed from when the clock starts, when the law counts hours
/// @param calendarDays allowed from when the clock starts, when it counts days
/// @param law          the law's name
/// @param authority    who must be told
/// @param clockStarts  what starts the clock
/// @param note         more, for readers
/// @param sources      where this is from
public record BreachLaw(
        @Nullable Integer hours,
        @Nullable Integer calendarDays,
        @Nullable String law,
        @Nullable String authority,
        @Nullable String clockStarts,
        @Nullable String note,
        List<String> sources) {
    public BreachLaw {
        if (hours != null && calendarDays != null) {
            throw new IllegalArgumentException("a law counts hours or days");
        }
        sources = List.copyOf(sources);
    }
}
