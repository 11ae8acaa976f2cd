package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.Locale;
import org.caricom.conch.domain.Observable;
import org.jspecify.annotations.Nullable;

/// What somebody says of a value: seen here too, or found where it is harmless.
///
/// @param of        the value
/// @param kind      which of the two
/// @param count     how often, at least once
/// @param firstSeen when first
/// @param lastSeen  when last, not before the first time
public record Sighting(Observable of, Kind kind, int count, Instant firstSeen, Instant lastSeen) {
    public Sighting {
        if (count < 1 || lastSeen.isBefore(firstSeen)) {
            throw new IllegalArgumentException("seen at least once, and last not before first");
        }
    }

    /// What a sighting means.
    public enum Kind {
        /// MISP's type 0: it was there.
        SEEN,
        /// MISP's type 1: it was there, and harmless.
        FALSE_POSITIVE;

        /// The word in our JSON: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Reads [#word()]; null when there is no such word.
        public static @Nullable Kind parse(String text) {
            for (Kind kind : values()) {
                if (kind.word().equals(text)) {
                    return kind;
                }
            }
            return null;
        }
    }
}
