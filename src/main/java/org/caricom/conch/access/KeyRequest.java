package org.caricom.conch.access;

import java.time.Duration;
import java.time.Instant;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// The wish to enrol a key.
///
/// @param member      for whom
/// @param document    the public key as it was handed over
/// @param notBefore   from when it may be used
/// @param notAfter    from when it may no longer be used; null for no end
/// @param replacement the key that it takes over from; null when none
@SuppressWarnings("ArrayRecordComponent") // never compared by its bytes
public record KeyRequest(
        MemberCode member,
        byte[] document,
        Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable Replacement replacement) {
    /// Longest time that two keys of one rotation are valid together.
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    /// What is usual, so that reports written offline with the old key still come in.
    public static final Duration USUAL_OVERLAP = Duration.ofDays(30);

    /// One key taking over from another.
    ///
    /// @param kid     the old key
    /// @param overlap how long both are valid
    public record Replacement(String kid, Duration overlap) {}
}
