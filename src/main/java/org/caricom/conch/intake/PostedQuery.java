package org.caricom.conch.intake;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody wants of an inbox; empty sets ask for nothing special.
///
/// @param ids     STIX identifiers
/// @param types   STIX types
/// @param last    the latest version of each object; this wish and the next three add up
/// @param first   the first version that came
/// @param all     each version
/// @param exactly the versions of these times
/// @param after   only what came later than this; null from the beginning
/// @param limit   most objects
public record PostedQuery(
        Set<String> ids,
        Set<String> types,
        boolean last,
        boolean first,
        boolean all,
        Set<Instant> exactly,
        @Nullable Instant after,
        int limit) {
    public PostedQuery {
        ids = Set.copyOf(ids);
        types = Set.copyOf(types);
        exactly = Set.copyOf(exactly);
    }
}
