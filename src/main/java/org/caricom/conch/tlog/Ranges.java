package org.caricom.conch.tlog;

import java.util.ArrayList;
import java.util.List;

/// Ranges of leaves that a Merkle tree hash (RFC 6962 §2.1) is over, taken apart into complete subtrees.
final class Ranges {
    private Ranges() {}

    /// The complete subtrees that leaves `from` to before `to` are made of, the largest first.
    ///
    /// @param from a multiple of the largest power of two that fits into the range, as it is for every range
    ///             that the RFC hashes
    static List<NodeId> nodes(long from, long to) {
        List<NodeId> nodes = new ArrayList<>();
        for (long at = from; at < to; ) {
            int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - at);
            nodes.add(new NodeId(level, at >> level));
            at += 1L << level;
        }
        return nodes;
    }

    /// The hash over subtrees that lie side by side, the largest first.
    static TreeHash fold(List<TreeHash> subtrees) {
        if (subtrees.isEmpty()) {
            return Merkle.emptyRoot();
        }
        TreeHash hash = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            hash = Merkle.nodeHash(subtrees.get(i), hash);
        }
        return hash;
    }

    /// Where the RFC splits `size` leaves: the largest power of two smaller than it.
    static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
