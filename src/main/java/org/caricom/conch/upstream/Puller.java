package org.caricom.conch.upstream;

import java.util.List;
import org.caricom.conch.cases.PartnerIndicator;
import org.jspecify.annotations.Nullable;

/// Pulls one kind of source, a piece at a time.
interface Puller {
    /// The next piece of a source.
    ///
    /// @param position where to go on; null from the beginning
    Piece next(UpstreamSource source, @Nullable String position) throws PullFailed, InterruptedException;

    /// What one request brought.
    ///
    /// @param indicators what the source says now of some objects
    /// @param position   where to go on after these
    /// @param more       whether the source has more now
    record Piece(
            List<PartnerIndicator> indicators, @Nullable String position, boolean more) {
        public Piece {
            indicators = List.copyOf(indicators);
        }
    }
}
