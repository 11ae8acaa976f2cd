package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/// The signature algorithms that Conch accepts. A key has exactly one: it follows from the key, never from what a
/// message says (RFC 8725 §3.1).
public enum KeyAlgorithm {
    /// ECDSA on P-256 with SHA-256, RFC 7518 §3.4.
    ES256("ES256"),
    /// ECDSA on P-384 with SHA-384, RFC 7518 §3.4.
    ES384("ES384"),
    /// EdDSA on Ed25519, RFC 8037; RFC 9864 gives it the name `Ed25519` as well.
    EDDSA("EdDSA"),
    /// RSASSA-PSS with SHA-256 and a salt of 32 bytes, RFC 7518 §3.5.
    PS256("PS256"),
    /// RSASSA-PKCS1-v1_5, RFC 8017 §8.2: OpenPGP has no other signature with RSA. Nothing else is accepted with it.
    RSA_PKCS1("RSA-PKCS1");

    private final String word;

    KeyAlgorithm(String word) {
        this.word = word;
    }

    /// The name as the header parameter `alg` has it.
    public String word() {
        return word;
    }

    /// Whether a header with this `alg` asks for this algorithm. Names are case-sensitive, RFC 7515 §4.1.1.
    public boolean isNamed(String alg) {
        return (this != RSA_PKCS1 && word.equals(alg)) || (this == EDDSA && "Ed25519".equals(alg));
    }

    /// The algorithm that a header's `alg` names; null when it is none that Conch accepts.
    public static @Nullable KeyAlgorithm parse(String alg) {
        for (KeyAlgorithm algorithm : values()) {
            if (algorithm.isNamed(alg)) {
                return algorithm;
            }
        }
        return null;
    }

    /// The one algorithm for keys of this kind; null when Conch accepts no such key.
    public static @Nullable KeyAlgorithm of(JWK key) {
        return switch (key) {
            case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> ES256;
            case ECKey ec when Curve.P_384.equals(ec.getCurve()) -> ES384;
            case OctetKeyPair okp when Curve.Ed25519.equals(okp.getCurve()) -> EDDSA;
            case RSAKey _ -> PS256;
            default -> null;
        };
    }
}
