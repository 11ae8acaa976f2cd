package org.caricom.conch.tlog;

import java.util.ArrayList;
import java.util.List;

/// Proofs that an entry is in a tree and that a tree grew out of an earlier one, RFC 6962 §2.1.1 and §2.1.2;
/// the checks are those of RFC 9162 §2.1.3.2 and §2.1.4.2.
public final class Proofs {
    private Proofs() {}

    /// The root of the tree that held the first `size` leaves.
    public static TreeHash root(long size, HashReader reader) {
        return Ranges.fold(reader.read(Ranges.nodes(0, size)));
    }

    /// The audit path of leaf `index` in the tree of `size` leaves, from the leaf up.
    ///
    /// @throws IllegalArgumentException when the tree has no such leaf
    public static List<TreeHash> inclusion(long index, long size, HashReader reader) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
        }
        List<Range> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + Ranges.split(to - from);
            if (index < middle) {
                path.addFirst(new Range(middle, to));
                to = middle;
            } else {
                path.addFirst(new Range(from, middle));
                from = middle;
            }
        }
        return hashes(path, reader);
    }

    /// The proof that the tree of `size` leaves starts with the tree of `earlier`.
    ///
    /// @throws IllegalArgumentException when `earlier` is not between 1 and `size`
    public static List<TreeHash> consistency(long earlier, long size, HashReader reader) {
        if (earlier < 1 || earlier > size) {
            throw new IllegalArgumentException("no proof leads from " + earlier + " leaves to " + size);
        }
        List<Range> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to != earlier) {
            long middle = from + Ranges.split(to - from);
            if (earlier <= middle) {
                path.addFirst(new Range(middle, to));
                to = middle;
            } else {
                path.addFirst(new Range(from, middle));
                from = middle;
            }
        }
        if (from > 0) {
            path.addFirst(new Range(from, to));
        }
        return hashes(path, reader);
    }

    private record Range(long from, long to) {}

    private static List<TreeHash> hashes(List<Range> ranges, HashReader reader) {
        List<NodeId> nodes = new ArrayList<>();
        for (Range range : ranges) {
            nodes.addAll(Ranges.nodes(range.from(), range.to()));
        }
        List<TreeHash> read = nodes.isEmpty() ? List.of() : reader.read(nodes);
        if (read.size() != nodes.size()) {
            throw new IllegalStateException("asked for " + nodes.size() + " hashes, got " + read.size());
        }
        List<TreeHash> hashes = new ArrayList<>();
        int at = 0;
        for (Range range : ranges) {
            int count = Ranges.nodes(range.from(), range.to()).size();
            hashes.add(Ranges.fold(read.subList(at, at + count)));
            at += count;
        }
        return List.copyOf(hashes);
    }

    /// Whether `path` shows that `leaf` stands at `index` of the tree with this size and root.
    public static boolean verifyInclusion(long index, long size, TreeHash leaf, List<TreeHash> path, TreeHash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        TreeHash hash = leaf;
        for (TreeHash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Merkle.nodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Merkle.nodeHash(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /// Whether `path` shows that the tree of `size` leaves with `root` starts with that of `earlier` and
    /// `earlierRoot`.
    public static boolean verifyConsistency(
            long earlier, long size, TreeHash earlierRoot, TreeHash root, List<TreeHash> path) {
        if (earlier < 1 || earlier > size) {
            return false;
        }
        if (earlier == size) {
            return path.isEmpty() && earlierRoot.equals(root);
        }
        if (path.isEmpty()) {
            return false;
        }
        List<TreeHash> whole = new ArrayList<>(path);
        if (Long.bitCount(earlier) == 1) {
            whole.addFirst(earlierRoot);
        }
        long node = earlier - 1;
        long last = size - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        TreeHash first = whole.getFirst();
        TreeHash second = first;
        for (TreeHash hash : whole.subList(1, whole.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                first = Merkle.nodeHash(hash, first);
                second = Merkle.nodeHash(hash, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = Merkle.nodeHash(second, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && first.equals(earlierRoot) && second.equals(root);
    }
}
