package org.caricom.conch.scrub;

import java.time.Instant;
import java.util.Map;
import org.caricom.conch.domain.Tlp;

/// What a release adds to each object that leaves.
///
/// @param tlp      the marking, at most AMBER
/// @param at       the time of publication
/// @param exchange STIX id of the exchange's own identity, the creator of all that is shared
/// @param ids      the identifier of every natural key that may go out
public record Stamp(Tlp tlp, Instant at, String exchange, Map<NaturalKey, SharedId> ids) {
    public Stamp {
        if (!tlp.isAtMost(Tlp.AMBER)) {
            throw new IllegalArgumentException("nothing narrower than AMBER is published");
        }
        ids = Map.copyOf(ids);
    }
}
