package org.caricom.conch.tlog;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/// The SHA-256 hash of a leaf, a node or a whole tree: 32 bytes.
public final class TreeHash {
    /// Bytes of a hash.
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A hash computed elsewhere.
    ///
    /// @throws IllegalArgumentException when there are not 32 bytes
    public static TreeHash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a tree hash has 32 bytes");
        }
        return new TreeHash(bytes.clone());
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// In base64, as checkpoints write it.
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
