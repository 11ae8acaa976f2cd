package org.caricom.conch.cases;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// What a partner's feed says of some values, as it stands now.
///
/// @param objectId   the partner's name for it
/// @param values     what it tests; none when it was taken back
/// @param tlp        its marking, never wider than the source's
/// @param version    when the partner last changed it
/// @param validUntil when it ends; null when it has no end
public record PartnerIndicator(
        String objectId,
        List<Observable> values,
        Tlp tlp,
        Instant version,
        @Nullable Instant validUntil) {
    public PartnerIndicator {
        values = List.copyOf(values);
    }
}
