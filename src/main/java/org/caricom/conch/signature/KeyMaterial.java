package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is enrolled: a bare key, or a document that holds one and says more about it.
public sealed interface KeyMaterial permits CertifiedKey, OpenPgpKey, PlainKey {
    /// The algorithm that its signatures are made with.
    KeyAlgorithm algorithm();

    /// The key alone, where JOSE and HTTP message signatures may be made with it; null where it signs messages of its
    /// own
    /// kind alone.
    default @Nullable JWK bareKey() {
        return null;
    }

    /// What is unique to this material, as receipts and lists show it.
    String thumbprint();

    /// How messages may name it, besides by the name it is enrolled under.
    Set<KeyHandle> handles();

    /// When it ends by what it says itself; null when it has no end.
    default @Nullable Instant notAfter() {
        return null;
    }

    /// Since when it is revoked by what it says itself; null when it is not.
    default @Nullable Instant revokedAt() {
        return null;
    }
}
