package org.caricom.conch.access;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a key after it signed, which says how far its signatures are still to be believed.
///
/// @param kid            the key
/// @param revocation     its end before its time; null when there is none
/// @param suspendedSince since when it is suspended; null when it is not
/// @param stolen         whether it is suspended because somebody else may have it
public record KeyFate(
        String kid,
        @Nullable Revocation revocation,
        @Nullable Instant suspendedSince,
        boolean stolen) {
    /// How a signature stands, by what is known today.
    public enum Standing {
        GOOD,
        /// The key has ended since, but the report came before that: it stays valid.
        RECEIVED_BEFORE,
        /// The report came after the time from which the key is not to be believed.
        DOUBTFUL;

        /// The stable word for it: lower case with hyphens.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// How a signature stands at `now` that came in a report received at `receivedAt`.
    public Standing standing(Instant receivedAt, Instant now) {
        Instant since = endedSince(now);
        if (since == null) {
            return Standing.GOOD;
        }
        return receivedAt.isBefore(since) ? Standing.RECEIVED_BEFORE : Standing.DOUBTFUL;
    }

    /// Since when the key is not to be believed; null when it is.
    public @Nullable Instant endedSince(Instant now) {
        Instant revoked = revocation == null || revocation.from().isAfter(now) ? null : revocation.from();
        if (revoked == null || (suspendedSince != null && suspendedSince.isBefore(revoked))) {
            return suspendedSince;
        }
        return revoked;
    }
}
