package org.caricom.conch.cases;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that happened to a case. Entries are never changed.
///
/// @param number   of the entry, rising
/// @param at       when
/// @param actor    who: a login's or token's name, `conch` for what the hub did by itself, a member's code for a filing
/// @param kind     what
/// @param details  the words of the change by name: `from`, `to`, `reason`, `report`, `stage`
/// @param text     a comment's text; null for the rest
/// @param audience who may read it
public record TimelineEntry(
        long number,
        Instant at,
        String actor,
        Kind kind,
        Map<String, String> details,
        @Nullable String text,
        Audience audience) {

    /// What happened.
    public enum Kind {
        /// A report opened the case: `report`, `stage`.
        OPENED,
        /// A report joined it: `report`, `stage`, `because` (reference or payload).
        JOINED,
        /// `from`, `to`, `outcome`.
        STATE,
        /// `from`, `to`.
        ASSIGNED,
        /// `from`, `to`, `reason`.
        PRIORITY,
        /// Score or class changed with a new report: `from`, `to`, `level`.
        ASSESSED,
        /// A clock was met: `clock`, `due`.
        CLOCK_MET,
        COMMENT,
        /// Something of it was shared: `release`, `tlp`, `objects`.
        RELEASED,
        WITHDRAWN,
        /// A warning list knows some of its values now: `values`.
        LISTED,
        /// Somebody else has seen one of its values: `by`, `type`, `value`.
        SIGHTED;

        /// The word in our JSON: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Whether it was a person's decision, which the page marks.
        public boolean decision() {
            return switch (this) {
                case STATE, PRIORITY, RELEASED, WITHDRAWN -> true;
                case OPENED, JOINED, ASSIGNED, ASSESSED, CLOCK_MET, COMMENT, LISTED, SIGHTED -> false;
            };
        }
    }

    /// Who may read an entry.
    public enum Audience {
        /// The case's member, coordinators and auditors.
        CASE,
        /// Coordinators and auditors alone.
        COORDINATORS;

        /// The word in our JSON: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads [#word()]; null when there is no such word.
        public static @Nullable Audience parse(String text) {
            return switch (text) {
                case "case" -> CASE;
                case "coordinators" -> COORDINATORS;
                default -> null;
            };
        }
    }

    public TimelineEntry {
        details = Map.copyOf(details);
    }
}
