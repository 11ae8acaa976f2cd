package org.caricom.conch.access;

import java.time.Instant;
import org.caricom.conch.signature.EnrolledKey;
import org.jspecify.annotations.Nullable;

/// A key as administrators see it.
///
/// @param key         the key and its validity; revoked when it, or its member, is suspended
/// @param addedAt     when it was added
/// @param addedBy     by whom
/// @param approvedBy  the second person who approved it; null while it waits
/// @param suspendedAt since when it is suspended; null when it is not
public record KeyRecord(
        EnrolledKey key,
        Instant addedAt,
        String addedBy,
        @Nullable String approvedBy,
        @Nullable Instant suspendedAt) {
    /// Whether it waits for a second person.
    public boolean isWaiting() {
        return approvedBy == null;
    }
}
