package org.caricom.conch.audit;

import java.util.List;
import org.caricom.conch.tlog.TreeHash;

/// That an entry stands in the log, RFC 6962 §2.1.1.
///
/// @param entry      the entry
/// @param path       hashes from the leaf up
/// @param checkpoint the tree that it leads to
public record InclusionProof(LoggedEntry entry, List<TreeHash> path, SignedCheckpoint checkpoint) {
    public InclusionProof {
        path = List.copyOf(path);
    }
}
