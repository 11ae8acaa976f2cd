package org.caricom.conch.audit;

import java.util.List;
import org.caricom.conch.tlog.TreeHash;

/// That a log grew out of an earlier one and changed nothing of it, RFC 6962 §2.1.2.
///
/// @param origin   the log's name
/// @param from     how many entries the earlier one has
/// @param fromRoot its root
/// @param to       how many the later one has
/// @param toRoot   its root
/// @param path     the hashes that lead from one to the other
public record ConsistencyProof(
        String origin, long from, TreeHash fromRoot, long to, TreeHash toRoot, List<TreeHash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
    }
}
