package org.caricom.conch.plan;

import java.time.Instant;
import java.util.Locale;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// How an action stands now, as a person stated it. It is never worked out from a date or a figure.
///
/// @param member whose progress it speaks of; null for the action as a whole
/// @param status how it stands
/// @param note   more in words; null when none
/// @param by     who stated it
/// @param at     when
public record Statement(
        @Nullable MemberCode member,
        Status status,
        @Nullable String note,
        String by,
        Instant at) {
    /// How an action can stand.
    public enum Status {
        NOT_BEGUN,
        UNDER_WAY,
        DONE,
        DROPPED;

        /// The word in our JSON: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Reads [#word()]; null when there is no such word.
        public static @Nullable Status parse(String text) {
            for (Status status : values()) {
                if (status.word().equals(text)) {
                    return status;
                }
            }
            return null;
        }
    }
}
