package org.caricom.conch.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/// Checks the value of one OpenPGP signature, RFC 9580 §5.2.3 and §5.2.4.
final class PgpMath {
    private static final HexFormat HEX = HexFormat.of();

    /// The DER of a digest's name before the digest, RFC 8017 §9.2 note 1 and, for SHA-3, NIST's identifiers.
    private static final Map<PgpHash, byte[]> DIGEST_INFO = Map.of(
            PgpHash.SHA1, HEX.parseHex("3021300906052b0e03021a05000414"),
            PgpHash.SHA256, HEX.parseHex("3031300d060960864801650304020105000420"),
            PgpHash.SHA384, HEX.parseHex("3041300d060960864801650304020205000430"),
            PgpHash.SHA512, HEX.parseHex("3051300d060960864801650304020305000440"),
            PgpHash.SHA3_256, HEX.parseHex("3031300d060960864801650304020805000420"),
            PgpHash.SHA3_512, HEX.parseHex("3051300d060960864801650304020a05000440"));

    private PgpMath() {}

    /// Whether the algorithms are such that any key could have made this signature.
    private static boolean isAcceptable(PgpSignature signature) {
        PgpHash hash = PgpHash.of(signature);
        return hash != null && (signature.version() == 4 || signature.salt().length == hash.salt());
    }

    /// Whether `key` made `signature` over `data`. A key makes signatures of its own version, with its own
    /// algorithm.
    static boolean holds(PgpPublicKey key, PgpSignature signature, byte[]... data) {
        JWK jwk = key.jwk();
        return jwk != null && fits(key, signature) && holds(jwk, signature, data);
    }

    /// Whether versions and algorithms are such that `key` could have made `signature`.
    static boolean fits(PgpPublicKey key, PgpSignature signature) {
        return key.jwk() != null
                && isAcceptable(signature)
                && key.version() == signature.version()
                && key.algorithm() == signature.publicKeyAlgorithm();
    }

    /// Spends the time of a check where there is no key to check with.
    static void pretend(PgpSignature signature, byte[] data) {
        JWK decoy = Decoys.of(
                        switch (signature.publicKeyAlgorithm()) {
                            case PgpPublicKey.RSA -> KeyAlgorithm.PS256;
                            case PgpPublicKey.ECDSA -> KeyAlgorithm.ES256;
                            default -> KeyAlgorithm.EDDSA;
                        })
                .key();
        holds(decoy, signature, data);
    }

    private static boolean holds(JWK key, PgpSignature signature, byte[]... data) {
        PgpHash said = PgpHash.of(signature);
        PgpHash hash = said == null ? PgpHash.SHA512 : said;
        byte[][] parts = new byte[data.length + 2][];
        parts[0] = signature.salt();
        System.arraycopy(data, 0, parts, 1, data.length);
        parts[data.length + 1] = signature.trailer();
        byte[] digest = hash.digest(parts);
        boolean left = (((digest[0] & 0xff) << 8) | (digest[1] & 0xff)) == signature.left();
        try {
            PgpFields value = new PgpFields(signature.value());
            boolean holds = switch (key) {
                case RSAKey rsa -> rsa(rsa.toRSAPublicKey(), hash, digest, value);
                case ECKey ec -> ecdsa(ec.toECPublicKey(), digest, value);
                case OctetKeyPair okp -> ed25519(okp, signature.publicKeyAlgorithm(), digest, value);
                default -> false;
            };
            return holds && left;
        } catch (Breach _) {
            return false;
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("an enrolled key cannot be used", e);
        }
    }

    /// RFC 8017 §8.2.2. The encoded message is made and compared whole, so that nothing can hide in its
    /// padding.
    private static boolean rsa(RSAPublicKey key, PgpHash hash, byte[] digest, PgpFields value) throws Breach {
        BigInteger s = value.mpi();
        value.end();
        if (s.compareTo(key.getModulus()) >= 0) {
            return false;
        }
        int width = (key.getModulus().bitLength() + 7) / 8;
        byte[] info = DIGEST_INFO.get(hash);
        if (info == null) {
            throw new IllegalStateException("the table has every hash");
        }
        byte[] expected = new byte[width];
        Arrays.fill(expected, (byte) 0xff);
        expected[0] = 0;
        expected[1] = 1;
        int at = width - digest.length - info.length;
        expected[at - 1] = 0;
        System.arraycopy(info, 0, expected, at, info.length);
        System.arraycopy(digest, 0, expected, at + info.length, digest.length);
        byte[] found = fixed(s.modPow(key.getPublicExponent(), key.getModulus()), width);
        return MessageDigest.isEqual(expected, found);
    }

    private static boolean ecdsa(ECPublicKey key, byte[] digest, PgpFields value)
            throws Breach, GeneralSecurityException {
        BigInteger r = value.mpi();
        BigInteger s = value.mpi();
        value.end();
        BigInteger order = key.getParams().getOrder();
        int width = (order.bitLength() + 7) / 8;
        // RFC 9580 §5.2.3.2: a digest as long as the curve's numbers. Then r and s in their range, CVE-2022-21449.
        if (digest.length < width
                || r.signum() == 0
                || s.signum() == 0
                || r.compareTo(order) >= 0
                || s.compareTo(order) >= 0) {
            return false;
        }
        byte[] octets = new byte[2 * width];
        System.arraycopy(fixed(r, width), 0, octets, 0, width);
        System.arraycopy(fixed(s, width), 0, octets, width, width);
        return verify("NONEwithECDSAinP1363Format", key, Arrays.copyOf(digest, Math.min(digest.length, width)), octets);
    }

    private static boolean ed25519(OctetKeyPair key, int algorithm, byte[] digest, PgpFields value)
            throws Breach, GeneralSecurityException {
        byte[] octets = new byte[64];
        if (algorithm == PgpPublicKey.ED25519_LEGACY) {
            for (int half = 32; half <= 64; half += 32) {
                byte[] number = value.mpiOctets();
                if (number.length > 32) {
                    return false;
                }
                System.arraycopy(number, 0, octets, half - number.length, number.length);
            }
        } else {
            octets = value.take(64);
        }
        value.end();
        return SignatureMath.Ed25519.isSound(octets)
                && verify("Ed25519", SignatureMath.ed25519Key(key.getDecodedX()), digest, octets);
    }

    private static boolean verify(String name, PublicKey key, byte[] digest, byte[] octets)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        signature.initVerify(key);
        signature.update(digest);
        try {
            return signature.verify(octets);
        } catch (SignatureException _) {
            return false;
        }
    }

    private static byte[] fixed(BigInteger number, int width) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[width];
        int length = Math.min(bytes.length, width);
        System.arraycopy(bytes, bytes.length - length, fixed, width - length, length);
        return fixed;
    }
}
