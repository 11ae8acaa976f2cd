package org.caricom.conch.tlog;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// RFC 8032 §5.1 as signed notes use it: keys and signatures as bare octets.
final class Ed25519 {
    static final int KEY_LENGTH = 32;
    static final int SIGNATURE_LENGTH = 64;

    /// What RFC 8410 §4 puts before the octets of a public key.
    private static final byte[] BEFORE_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /// @throws IllegalArgumentException when the octets are no key
    static PublicKey publicKey(byte[] octets) {
        if (octets.length != KEY_LENGTH) {
            throw new IllegalArgumentException("an Ed25519 key has 32 octets");
        }
        byte[] encoded = new byte[BEFORE_KEY.length + KEY_LENGTH];
        System.arraycopy(BEFORE_KEY, 0, encoded, 0, BEFORE_KEY.length);
        System.arraycopy(octets, 0, encoded, BEFORE_KEY.length, KEY_LENGTH);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("no Ed25519 key", e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has Ed25519", e);
        }
    }

    static PrivateKey privateKey(byte[] seed) {
        if (seed.length != KEY_LENGTH) {
            throw new IllegalArgumentException("an Ed25519 key has 32 octets");
        }
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has Ed25519", e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    static boolean holds(PublicKey key, byte[] message, byte[] value) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(message);
            return value.length == SIGNATURE_LENGTH && signature.verify(value);
        } catch (SignatureException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot be used", e);
        }
    }
}
