package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why an indicator is held back from feeds that block by themselves, until a coordinator decides.
///
/// @param objectId the indicator
/// @param detail   the warning list; empty for votes
public record Hold(String objectId, Cause cause, String detail, Instant at) {
    /// What speaks against it.
    public enum Cause {
        /// Enough members call it harmless.
        VOTES,
        /// A warning list knows its value.
        WARNING_LIST;

        /// The word in our JSON: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static @Nullable Cause parse(String text) {
            for (Cause cause : values()) {
                if (cause.word().equals(text)) {
                    return cause;
                }
            }
            return null;
        }
    }
}
