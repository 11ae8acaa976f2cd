package org.caricom.conch.access;

import java.time.Instant;
import org.caricom.conch.signature.EnrolledKey;
import org.jspecify.annotations.Nullable;

/// A key as the directory knows it.
///
/// @param key         the key and its validity; revoked when it, or its member, is suspended
/// @param addedAt     when it was added
/// @param addedBy     by whom
/// @param approvedBy  the second person who approved it, or `key:` and the name of the key that it replaces; null while
///                    it waits
/// @param possession  how its member showed to hold the private part
/// @param replaces    the key that it took over from; null when none
/// @param suspendedAt since when it is suspended; null when it is not
/// @param stolen      whether it is suspended because somebody else may have it
/// @param revocation  its end before its time; null when there is none
public record KeyRecord(
        EnrolledKey key,
        Instant addedAt,
        String addedBy,
        @Nullable String approvedBy,
        Possession possession,
        @Nullable String replaces,
        @Nullable Instant suspendedAt,
        boolean stolen,
        @Nullable Revocation revocation) {
    /// Whether it waits for a second person.
    public boolean isWaiting() {
        return approvedBy == null;
    }

    /// What can be done with it at `now`.
    public KeyState state(Instant now) {
        Instant revokedAt = key.revokedAt();
        Instant end = key.notAfter();
        if (revocation != null && !now.isBefore(revocation.from())) {
            return KeyState.REVOKED;
        }
        if (isWaiting()) {
            return KeyState.WAITING;
        }
        // Its member may be what is suspended.
        if (revokedAt != null && !now.isBefore(revokedAt)) {
            return KeyState.SUSPENDED;
        }
        if (end != null && !now.isBefore(end)) {
            return KeyState.EXPIRED;
        }
        return now.isBefore(key.notBefore()) ? KeyState.NOT_YET_VALID : KeyState.USABLE;
    }

    /// When it ends, by validity or by a revocation that is known today; null when it has no end.
    public @Nullable Instant endsAt() {
        Instant end = key.notAfter();
        Instant revoked = revocation == null ? null : revocation.from();
        if (end == null || (revoked != null && revoked.isBefore(end))) {
            return revoked;
        }
        return end;
    }

    /// What it means for the reports that it signed.
    public KeyFate fate() {
        return new KeyFate(key.kid(), revocation, suspendedAt, stolen);
    }
}
