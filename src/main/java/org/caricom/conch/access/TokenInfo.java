package org.caricom.conch.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token as administrators see it: everything but the token.
///
/// @param id        names it, to revoke it
/// @param caller    who its bearer is
/// @param createdAt when it was issued
/// @param expiresAt from when it no longer works
/// @param revokedAt when it was revoked; null when it was not
public record TokenInfo(
        UUID id,
        Caller caller,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {}
