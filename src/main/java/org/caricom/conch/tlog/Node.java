package org.caricom.conch.tlog;

/// A node above a complete subtree, or a leaf, with its hash.
public record Node(NodeId id, TreeHash hash) {}
