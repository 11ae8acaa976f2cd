package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// Checks one signature of a CMS message with one key. The family of the algorithm follows from the key; the message
/// only chooses a digest from the list of [CmsDigest], and says the same one everywhere.
final class CmsMath {
    private static final String ED25519 = "1.3.101.112";

    private CmsMath() {}

    /// How a key makes the signature that a message says it has.
    enum Scheme {
        ECDSA,
        ED25519,
        PSS,
        PKCS1
    }

    /// The scheme, if a key of this algorithm can have made a signature that is named so; null otherwise.
    static @Nullable Scheme scheme(KeyAlgorithm key, AlgorithmIdentifier algorithm, CmsDigest digest) {
        String oid = algorithm.getAlgorithm().getId();
        boolean bare = CmsDigest.hasNoParameters(algorithm);
        return switch (key) {
            case ES256, ES384 -> digest.isEcdsa(oid) && bare ? Scheme.ECDSA : null;
            // RFC 8419 §3.1: with signed attributes the digest is SHA-512.
            case EDDSA ->
                oid.equals(ED25519) && algorithm.getParameters() == null && digest == CmsDigest.SHA512
                        ? Scheme.ED25519
                        : null;
            // Of OpenPGP alone.
            case RSA_PKCS1 -> null;
            case PS256 -> {
                if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS.getId())) {
                    yield pssParameters(algorithm, digest) == null ? null : Scheme.PSS;
                }
                boolean plain = oid.equals(PKCSObjectIdentifiers.rsaEncryption.getId()) || digest.isPkcs1(oid);
                yield plain && bare ? Scheme.PKCS1 : null;
            }
        };
    }

    /// Whether `key` made the signature `value` over `input`.
    static boolean holds(
            Scheme scheme,
            JWK jwk,
            PublicKey key,
            AlgorithmIdentifier algorithm,
            CmsDigest digest,
            byte[] input,
            byte[] value) {
        try {
            return switch (scheme) {
                case ECDSA -> key instanceof ECPublicKey ec && ecdsa(ec, digest, input, value);
                case ED25519 -> SignatureMath.holds(KeyAlgorithm.EDDSA, jwk, input, Base64Url.encode(value));
                case PSS -> key instanceof RSAPublicKey rsa && pss(rsa, algorithm, digest, input, value);
                case PKCS1 -> key instanceof RSAPublicKey rsa && pkcs1(rsa, digest, input, value);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an enrolled key cannot be used", e);
        }
    }

    /// Spends the time that a check by this algorithm takes.
    static void pretend(AlgorithmIdentifier algorithm, byte[] input) {
        String oid = algorithm.getAlgorithm().getId();
        KeyAlgorithm likely = KeyAlgorithm.ES256;
        if (oid.equals(ED25519)) {
            likely = KeyAlgorithm.EDDSA;
        } else if (oid.startsWith("1.2.840.113549.1.1.")) {
            likely = KeyAlgorithm.PS256;
        }
        SignatureMath.pretend(likely.word(), input);
    }

    private static boolean ecdsa(ECPublicKey key, CmsDigest digest, byte[] input, byte[] value)
            throws GeneralSecurityException {
        return isEcdsaValue(value, key.getParams().getOrder())
                && check(signature(digest.prefix() + "withECDSA", FastProvider.orNull()), key, input, value);
    }

    /// X9.62: two integers in the one way of DER, between nothing and the order (CVE-2022-21449).
    private static boolean isEcdsaValue(byte[] value, BigInteger order) {
        try {
            if (value.length > 256
                    || !(ASN1Primitive.fromByteArray(value) instanceof ASN1Sequence sequence)
                    || sequence.size() != 2
                    || !Arrays.equals(sequence.getEncoded(ASN1Encoding.DER), value)) {
                return false;
            }
            BigInteger r = ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue();
            BigInteger s = ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue();
            return r.signum() > 0 && s.signum() > 0 && r.compareTo(order) < 0 && s.compareTo(order) < 0;
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private static boolean pss(
            RSAPublicKey key, AlgorithmIdentifier algorithm, CmsDigest digest, byte[] input, byte[] value)
            throws GeneralSecurityException {
        PSSParameterSpec parameters = pssParameters(algorithm, digest);
        int octets = (key.getModulus().bitLength() + 7) / 8;
        if (parameters == null || value.length != octets || parameters.getSaltLength() > octets - digest.length() - 2) {
            return false;
        }
        Signature signature = signature("RSASSA-PSS", null);
        signature.setParameter(parameters);
        return check(signature, key, input, value);
    }

    private static boolean pkcs1(RSAPublicKey key, CmsDigest digest, byte[] input, byte[] value)
            throws GeneralSecurityException {
        return value.length == (key.getModulus().bitLength() + 7) / 8
                && check(signature(digest.prefix() + "withRSA", null), key, input, value);
    }

    /// RFC 4056 §2.2, RFC 8017 §A.2.3: the same digest for everything, and a salt no shorter than it (programs write
    /// longer ones); null when they are anything else.
    private static @Nullable PSSParameterSpec pssParameters(AlgorithmIdentifier algorithm, CmsDigest digest) {
        try {
            if (algorithm.getParameters() == null) {
                return null;
            }
            RSASSAPSSparams said = RSASSAPSSparams.getInstance(algorithm.getParameters());
            AlgorithmIdentifier mask = said.getMaskGenAlgorithm();
            int salt = said.getSaltLength().intValueExact();
            if (CmsDigest.of(said.getHashAlgorithm()) != digest
                    || !PKCSObjectIdentifiers.id_mgf1.equals(mask.getAlgorithm())
                    || CmsDigest.of(AlgorithmIdentifier.getInstance(mask.getParameters())) != digest
                    || salt < digest.length()
                    || !said.getTrailerField().equals(BigInteger.ONE)) {
                return null;
            }
            return new PSSParameterSpec(digest.javaName(), "MGF1", new MGF1ParameterSpec(digest.javaName()), salt, 1);
        } catch (RuntimeException _) {
            return null;
        }
    }

    private static Signature signature(String name, @Nullable Provider provider) throws GeneralSecurityException {
        return provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
    }

    private static boolean check(Signature signature, PublicKey key, byte[] input, byte[] value)
            throws GeneralSecurityException {
        signature.initVerify(key);
        signature.update(input);
        try {
            return signature.verify(value);
        } catch (SignatureException _) {
            return false;
        }
    }
}
