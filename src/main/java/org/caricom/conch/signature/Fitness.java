package org.caricom.conch.signature;

import java.time.Instant;
import org.caricom.conch.signature.Refused.Reason;
import org.jspecify.annotations.Nullable;

/// What the document of a key has to say about one of its signatures, besides what the hub's own record of the
/// key says.
@FunctionalInterface
interface Fitness {
    /// Of a bare key, about which there is no document.
    Fitness GIVEN = _ -> null;

    /// Why the signature is not to be accepted at `now`; null when it is.
    @Nullable Reason objection(Instant now);
}
