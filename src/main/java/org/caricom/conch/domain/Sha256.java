package org.caricom.conch.domain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/// A SHA-256 digest, FIPS 180-4.
public final class Sha256 {
    private final byte[] bytes;

    private Sha256(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The digest of `content`.
    public static Sha256 of(byte[] content) {
        return new Sha256(digest().digest(content));
    }

    /// For content that comes in pieces: what it gives goes into [#fromBytes].
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// A digest computed elsewhere: 32 bytes.
    public static Sha256 fromBytes(byte[] digest) {
        if (digest.length != 32) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes");
        }
        return new Sha256(digest.clone());
    }

    /// A digest in 64 lower-case hexadecimal digits.
    public static Sha256 fromHex(String hex) {
        byte[] digest = HexFormat.of().parseHex(hex);
        if (!HexFormat.of().formatHex(digest).equals(hex)) {
            throw new IllegalArgumentException("a digest is written in lower case");
        }
        return fromBytes(digest);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /// A UUID in the form of version 4 (RFC 9562 §5.4) out of its first bits: for what needs an identifier that looks
    /// random and is the same each time.
    public UUID toUuid() {
        ByteBuffer bits = ByteBuffer.wrap(bytes);
        return new UUID(
                (bits.getLong() & 0xffffffffffff0fffL) | 0x4000L,
                (bits.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// 64 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
