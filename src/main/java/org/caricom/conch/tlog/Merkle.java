package org.caricom.conch.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hashes of a Merkle tree, RFC 6962 §2.1. Leaves and nodes start with different bytes, so that neither can
/// be passed off as the other.
public final class Merkle {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private Merkle() {}

    /// The hash of an entry as a leaf.
    public static TreeHash leafHash(byte[] entry) {
        MessageDigest sha256 = sha256();
        sha256.update(LEAF);
        return TreeHash.of(sha256.digest(entry));
    }

    /// The hash of a node above two others.
    public static TreeHash nodeHash(TreeHash left, TreeHash right) {
        MessageDigest sha256 = sha256();
        sha256.update(NODE);
        sha256.update(left.toBytes());
        return TreeHash.of(sha256.digest(right.toBytes()));
    }

    /// The root of a tree without leaves.
    public static TreeHash emptyRoot() {
        return TreeHash.of(sha256().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
