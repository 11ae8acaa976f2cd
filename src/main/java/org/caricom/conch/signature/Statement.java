package org.caricom.conch.signature;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.caricom.conch.signature.VerificationPolicy.Parameter;
import org.jspecify.annotations.Nullable;

/// What one signature says of itself and of the message, under its own protection. Each is null when not said.
///
/// @param contentType the payload's media type
/// @param messageId   the message's own unique name
/// @param issuedAt    when it was signed
/// @param expiresAt   until when it is to be accepted
/// @param audience    whom it is meant for
/// @param lacking     what a hub may require of this kind of message, and it does not say
record Statement(
        @Nullable String contentType,
        @Nullable String messageId,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable List<String> audience,
        Set<Parameter> lacking) {
    Statement {
        audience = audience == null ? null : List.copyOf(audience);
        lacking = Set.copyOf(lacking);
    }
}
