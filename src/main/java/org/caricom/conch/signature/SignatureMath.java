package org.caricom.conch.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Checks one signature with one key. What the libraries are known to have let through once is checked here again:
/// lengths, the range of r and s (CVE-2022-21449), points of small order.
final class SignatureMath {
    private SignatureMath() {}

    /// Whether `key` made the signature over `input`.
    ///
    /// @param value the signature's octets in base64url
    static boolean holds(KeyAlgorithm algorithm, JWK key, byte[] input, String value) {
        byte[] octets;
        try {
            octets = Base64Url.decode(value, "the signature");
        } catch (Breach _) {
            return false;
        }
        try {
            return switch (algorithm) {
                case ES256, ES384 -> ecdsa(algorithm, key, input, octets);
                case EDDSA -> Ed25519.isSound(octets) && ed25519(key.toOctetKeyPair(), input, octets);
                case PS256 -> pss(key, JWSAlgorithm.PS256, input, octets);
                case RSA_PKCS1 -> false;
            };
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("an enrolled key cannot be used", e);
        }
    }

    /// Whether an RSA key made the signature over `input` as RFC 9421 §3.3.1 has it: PSS with SHA-512 and a salt of 64
    /// octets.
    static boolean pssSha512(JWK key, byte[] input, String value) {
        try {
            return pss(key, JWSAlgorithm.PS512, input, Base64Url.decode(value, "the signature"));
        } catch (Breach _) {
            return false;
        } catch (JOSEException e) {
            throw new IllegalStateException("an enrolled key cannot be used", e);
        }
    }

    /// Spends the time that a check by `alg` takes.
    static void pretend(@Nullable String alg, byte[] input) {
        KeyAlgorithm named = alg == null ? null : KeyAlgorithm.parse(alg);
        KeyAlgorithm algorithm = named == null ? KeyAlgorithm.ES256 : named;
        Decoys.Decoy decoy = Decoys.of(algorithm);
        holds(algorithm, decoy.key(), input, decoy.value());
    }

    private static boolean ecdsa(KeyAlgorithm algorithm, JWK key, byte[] input, byte[] octets) throws JOSEException {
        ECPublicKey publicKey = key.toECKey().toECPublicKey(FastProvider.orNull());
        BigInteger order = publicKey.getParams().getOrder();
        int width = (order.bitLength() + 7) / 8;
        if (octets.length != 2 * width) {
            return false;
        }
        BigInteger r = new BigInteger(1, octets, 0, width);
        BigInteger s = new BigInteger(1, octets, width, width);
        if (r.signum() == 0 || s.signum() == 0 || r.compareTo(order) >= 0 || s.compareTo(order) >= 0) {
            return false;
        }
        ECDSAVerifier verifier = new ECDSAVerifier(publicKey);
        verifier.getJCAContext().setProvider(FastProvider.orNull());
        return check(
                verifier, algorithm == KeyAlgorithm.ES256 ? JWSAlgorithm.ES256 : JWSAlgorithm.ES384, input, octets);
    }

    private static boolean pss(JWK key, JWSAlgorithm algorithm, byte[] input, byte[] octets) throws JOSEException {
        RSAPublicKey publicKey = key.toRSAKey().toRSAPublicKey();
        if (octets.length != (publicKey.getModulus().bitLength() + 7) / 8) {
            return false;
        }
        return check(new RSASSAVerifier(publicKey), algorithm, input, octets);
    }

    private static boolean check(JWSVerifier verifier, JWSAlgorithm algorithm, byte[] input, byte[] octets)
            throws JOSEException {
        return verifier.verify(new JWSHeader(algorithm), input, Base64URL.encode(octets));
    }

    /// RFC 8032 §5.1.7, by the JDK: the JOSE library's own check needs a further library.
    private static boolean ed25519(OctetKeyPair key, byte[] input, byte[] octets) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(ed25519Key(key.getDecodedX()));
        signature.update(input);
        try {
            return signature.verify(octets);
        } catch (SignatureException _) {
            return false;
        }
    }

    static PublicKey ed25519Key(byte[] encoded) throws GeneralSecurityException {
        byte[] bigEndian = new byte[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            bigEndian[i] = encoded[encoded.length - 1 - i];
        }
        boolean xIsOdd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(xIsOdd, new BigInteger(1, bigEndian))));
    }

    /// What RFC 8032 leaves to the reader of a point: one encoding for each, and none whose order divides eight, with
    /// which a signature says nothing about the message.
    static final class Ed25519 {
        private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        private static final BigInteger OF_ORDER_EIGHT =
                new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7", 16);

        private Ed25519() {}

        /// Whether a signature has 64 octets and a sound R. The JDK refuses S beyond the group's order.
        static boolean isSound(byte[] signature) {
            return signature.length == 64 && isSoundPoint(Arrays.copyOf(signature, 32));
        }

        /// Whether 32 octets are a key: besides, a point of the curve, and in the group that signatures are made in.
        static boolean isSoundKey(byte[] encoded) {
            return isSoundPoint(encoded) && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(encoded, 0);
        }

        /// Whether 32 octets are a point's one encoding, and the point not of small order.
        static boolean isSoundPoint(byte[] encoded) {
            if (encoded.length != 32) {
                return false;
            }
            byte[] bigEndian = new byte[32];
            for (int i = 0; i < 32; i++) {
                bigEndian[i] = encoded[31 - i];
            }
            bigEndian[0] &= 0x7f;
            BigInteger y = new BigInteger(1, bigEndian);
            return y.compareTo(P) < 0
                    && y.compareTo(BigInteger.ONE) > 0
                    && !y.equals(P.subtract(BigInteger.ONE))
                    && !y.equals(OF_ORDER_EIGHT)
                    && !y.equals(P.subtract(OF_ORDER_EIGHT));
        }
    }
}
