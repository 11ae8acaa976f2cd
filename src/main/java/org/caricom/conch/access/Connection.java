package org.caricom.conch.access;

import java.time.Instant;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// A client certificate with which a member's machines connect. It vouches for who is at the other end, and signs no
/// report.
///
/// @param fingerprint SHA-256 of the certificate's DER, by which it is called
/// @param member      whose machines hold it
/// @param subject     as the certificate has it, for people
/// @param notBefore   as the certificate has it
/// @param notAfter    as the certificate has it
/// @param addedBy     who enrolled it
/// @param approvedBy  the second person who approved it; null while it waits
/// @param revokedAt   since when it is revoked, itself or by its member's suspension; null when it is not
public record Connection(
        Sha256 fingerprint,
        MemberCode member,
        String subject,
        Instant notBefore,
        Instant notAfter,
        String addedBy,
        @Nullable String approvedBy,
        @Nullable Instant revokedAt) {
    /// Whether it waits for a second person.
    public boolean isWaiting() {
        return approvedBy == null;
    }

    /// Whether it opens anything at `now`.
    public boolean isGood(Instant now) {
        return !isWaiting()
                && (revokedAt == null || now.isBefore(revokedAt))
                && !now.isBefore(notBefore)
                && now.isBefore(notAfter);
    }
}
