package org.caricom.conch.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A Merkle tree of which only the right edge is held: enough to append and to know the root, in as many hashes
/// as its size has one bits.
public final class CompactTree {
    private long size;

    /// The roots of the complete subtrees that the size is made of, the largest first.
    private final List<TreeHash> edge;

    private CompactTree(long size, List<TreeHash> edge) {
        if (size < 0 || Long.bitCount(size) != edge.size()) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no edge of " + edge.size());
        }
        this.size = size;
        this.edge = new ArrayList<>(edge);
    }

    public static CompactTree empty() {
        return new CompactTree(0, List.of());
    }

    /// A tree whose nodes are kept elsewhere.
    public static CompactTree of(long size, HashReader reader) {
        return new CompactTree(size, reader.read(Ranges.nodes(0, size)));
    }

    /// Reads [#toBytes()].
    ///
    /// @throws IllegalArgumentException when it is not that
    public static CompactTree fromBytes(byte[] bytes) {
        if (bytes.length < Long.BYTES || (bytes.length - Long.BYTES) % TreeHash.LENGTH != 0) {
            throw new IllegalArgumentException("no tree has " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long size = buffer.getLong();
        List<TreeHash> edge = new ArrayList<>();
        while (buffer.hasRemaining()) {
            byte[] hash = new byte[TreeHash.LENGTH];
            buffer.get(hash);
            edge.add(TreeHash.of(hash));
        }
        return new CompactTree(size, edge);
    }

    /// The size in eight bytes, big end first, then the edge.
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + edge.size() * TreeHash.LENGTH);
        buffer.putLong(size);
        edge.forEach(hash -> buffer.put(hash.toBytes()));
        return buffer.array();
    }

    /// How many leaves there are; the next one gets this index.
    public long size() {
        return size;
    }

    /// Adds a leaf at the right.
    ///
    /// @return the leaf and every node that it completed, from the bottom up: what proofs will ask for
    public List<Node> append(TreeHash leaf) {
        List<Node> completed = new ArrayList<>();
        TreeHash hash = leaf;
        long index = size;
        completed.add(new Node(new NodeId(0, index), hash));
        for (int level = 1; (index & 1) == 1; level++) {
            hash = Merkle.nodeHash(edge.removeLast(), hash);
            index >>= 1;
            completed.add(new Node(new NodeId(level, index), hash));
        }
        edge.add(hash);
        size++;
        return completed;
    }

    /// RFC 6962 §2.1.
    public TreeHash root() {
        return Ranges.fold(edge);
    }
}
