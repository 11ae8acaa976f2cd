package org.caricom.conch.triage;

import java.time.ZoneId;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// What a member's law says about telling its data authority of a breach. A null time is an unknown one; it never means
/// that there is no deadline.
///
/// @param member       whose law
/// @param zone         whose days are counted when the law counts days
/// @param hours        hours from awareness, null when unknown or when days are counted
/// @param calendarDays whole days after the day of awareness, null when unknown or when hours are counted
/// @param law          the law's name, null when none was found
/// @param authority    who must be told, null when not found
public record MemberLaw(
        MemberCode member,
        ZoneId zone,
        @Nullable Integer hours,
        @Nullable Integer calendarDays,
        @Nullable String law,
        @Nullable String authority) {
    public MemberLaw {
        if (hours != null && calendarDays != null) {
            throw new IllegalArgumentException("a law counts hours or days");
        }
    }
}
