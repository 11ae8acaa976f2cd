package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.UUID;
import org.caricom.conch.scrub.SharedId;

/// Where the sharing of one natural key stands.
///
/// @param type      the STIX type
/// @param rank      how widely its current version may go, as [Collection#rank] counts
/// @param withdrawn whether its current version withdraws it; shared anew it needs a new identifier (STIX 2.1 §3.6)
record SharedThing(String type, UUID uuid, Instant created, Instant modified, int rank, boolean withdrawn) {
    /// Its STIX identifier.
    String objectId() {
        return type + "--" + uuid;
    }

    SharedId id() {
        return new SharedId(uuid, created, modified);
    }

    /// Whether readers at `wanted` hold it already.
    boolean reaches(int wanted) {
        return !withdrawn && rank <= wanted;
    }
}
