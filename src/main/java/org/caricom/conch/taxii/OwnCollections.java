package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.access.Caller;
import org.jspecify.annotations.Nullable;

/// The collections that callers have of their own.
public interface OwnCollections {
    /// None for anybody.
    OwnCollections NONE = new OwnCollections() {
        @Override
        public List<OwnCollection> of(Caller caller) {
            return List.of();
        }

        @Override
        public @Nullable ObjectNode status(Caller caller, String id) {
            return null;
        }
    };

    List<OwnCollection> of(Caller caller);

    /// What became of a post; null when this caller posted nothing of this name.
    @Nullable ObjectNode status(Caller caller, String id);
}
