package org.caricom.conch.tlog;

/// The place of a node above a complete subtree, which never changes once it is there.
///
/// @param level 0 for leaves; a node at level n stands above 2ⁿ of them
/// @param index from the left, from zero, among the nodes of its level
public record NodeId(int level, long index) {
    public NodeId {
        if (level < 0 || level > 62 || index < 0) {
            throw new IllegalArgumentException("no node is at level " + level + ", index " + index);
        }
    }
}
