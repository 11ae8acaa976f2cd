package org.caricom.conch.tlog;

import java.util.List;

/// Gives the hashes that were kept of a tree.
@FunctionalInterface
public interface HashReader {
    /// The hashes of these nodes, in the same order; asked once for each proof.
    List<TreeHash> read(List<NodeId> nodes);
}
