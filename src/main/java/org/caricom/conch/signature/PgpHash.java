package org.caricom.conch.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The hash algorithms of RFC 9580 §9.5 that a signature may be made with.
///
/// SHA-1 is only ever taken for a revocation: whoever can make one collide gains nothing by it, and a
/// certificate that was put into a safe ten years ago should still work when it is needed.
enum PgpHash {
    SHA1(2, "SHA-1", 20, 0),
    SHA256(8, "SHA-256", 32, 16),
    SHA384(9, "SHA-384", 48, 24),
    SHA512(10, "SHA-512", 64, 32),
    SHA3_256(12, "SHA3-256", 32, 16),
    SHA3_512(14, "SHA3-512", 64, 32);

    private final int id;
    private final String name;
    private final int octets;
    private final int salt;

    PgpHash(int id, String name, int octets, int salt) {
        this.id = id;
        this.name = name;
        this.octets = octets;
        this.salt = salt;
    }

    /// The algorithm that `signature` uses; null when none that it may use.
    static @Nullable PgpHash of(PgpSignature signature) {
        for (PgpHash hash : values()) {
            if (hash.id == signature.hashAlgorithm()
                    && (hash != SHA1 || (signature.isRevocation() && signature.version() == 4))) {
                return hash;
            }
        }
        return null;
    }

    int octets() {
        return octets;
    }

    /// How long the salt of a signature of version 6 is, RFC 9580 §9.5.
    int salt() {
        return salt;
    }

    byte[] digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }
}
