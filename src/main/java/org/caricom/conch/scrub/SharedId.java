package org.caricom.conch.scrub;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The identifier under which a natural key is shared, and where its versions stand.
///
/// @param uuid    random (RFC 9562 version 4): it tells nothing about the source
/// @param created when the first version was made; null when this will be the first
/// @param modified when the current version was made; null when there is none
public record SharedId(
        UUID uuid, @Nullable Instant created, @Nullable Instant modified) {
    /// An identifier that was never published yet.
    public static SharedId unused(UUID uuid) {
        return new SharedId(uuid, null, null);
    }
}
