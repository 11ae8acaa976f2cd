package org.caricom.conch.signature;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// A public key with which a member may file reports, and nothing else.
///
/// @param kid       the name it is enrolled under, and by which messages may call it
/// @param member    whose key it is
/// @param material  the key itself
/// @param notBefore from when it may be used
/// @param notAfter  from when it may no longer be used; null when it has no end
/// @param revokedAt from when it is revoked; null when it is not
public record EnrolledKey(
        String kid,
        MemberCode member,
        KeyMaterial material,
        Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable Instant revokedAt) {

    /// The one algorithm it is used with.
    public KeyAlgorithm algorithm() {
        return material.algorithm();
    }

    /// Every way in which a message may name it.
    public Set<KeyHandle> handles() {
        Set<KeyHandle> handles = new HashSet<>(material.handles());
        handles.add(KeyHandle.kid(kid));
        return Set.copyOf(handles);
    }
}
