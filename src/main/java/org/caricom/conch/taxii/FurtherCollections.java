package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.access.Caller;
import org.jspecify.annotations.Nullable;

/// Collections beyond the built-in ones, from one source.
public interface FurtherCollections {
    /// Those that exist for a caller.
    List<FurtherCollection> of(Caller caller);

    /// The one of this id or alias, if it exists for the caller; null otherwise.
    @Nullable FurtherCollection find(Caller caller, String name);

    /// What became of a post; null when this caller posted nothing of this name here.
    @Nullable ObjectNode status(Caller caller, String id);
}
