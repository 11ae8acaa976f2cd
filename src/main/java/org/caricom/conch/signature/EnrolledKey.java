package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// A public key with which a member may file reports, and nothing else.
///
/// @param kid       the name that messages call it by
/// @param member    whose key it is
/// @param algorithm the one algorithm it is used with
/// @param publicJwk the key, RFC 7517
/// @param notBefore from when it may be used
/// @param notAfter  from when it may no longer be used; null when it has no end
/// @param revokedAt when it was revoked; null when it was not
public record EnrolledKey(
        String kid,
        MemberCode member,
        KeyAlgorithm algorithm,
        JWK publicJwk,
        Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable Instant revokedAt) {
    public EnrolledKey {
        if (publicJwk.isPrivate()) {
            throw new IllegalArgumentException("only the public part of a key is enrolled");
        }
        if (KeyAlgorithm.of(publicJwk) != algorithm) {
            throw new IllegalArgumentException("the key does not fit its algorithm");
        }
    }
}
