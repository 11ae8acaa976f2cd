package org.caricom.conch.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// The digests that CMS messages may be made with, RFC 5754, and the signature algorithms that name them.
enum CmsDigest {
    SHA256("SHA-256", "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11", 32),
    SHA384("SHA-384", "2.16.840.1.101.3.4.2.2", "1.2.840.10045.4.3.3", "1.2.840.113549.1.1.12", 48),
    SHA512("SHA-512", "2.16.840.1.101.3.4.2.3", "1.2.840.10045.4.3.4", "1.2.840.113549.1.1.13", 64);

    private final String javaName;
    private final String oid;
    private final String ecdsa;
    private final String pkcs1;
    private final int length;

    CmsDigest(String javaName, String oid, String ecdsa, String pkcs1, int length) {
        this.javaName = javaName;
        this.oid = oid;
        this.ecdsa = ecdsa;
        this.pkcs1 = pkcs1;
        this.length = length;
    }

    /// The digest that an identifier names; null when it is none of these.
    static @Nullable CmsDigest of(AlgorithmIdentifier identifier) {
        for (CmsDigest digest : values()) {
            if (digest.oid.equals(identifier.getAlgorithm().getId())) {
                return hasNoParameters(identifier) ? digest : null;
            }
        }
        return null;
    }

    /// RFC 5754 §2: parameters are absent, or NULL.
    static boolean hasNoParameters(AlgorithmIdentifier identifier) {
        ASN1Encodable parameters = identifier.getParameters();
        return parameters == null || parameters.toASN1Primitive() instanceof ASN1Null;
    }

    byte[] of(byte[] content) {
        try {
            return MessageDigest.getInstance(javaName).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + javaName, e);
        }
    }

    /// As the JDK names it.
    String javaName() {
        return javaName;
    }

    /// As the JDK begins the names of signature algorithms.
    String prefix() {
        return name();
    }

    /// In octets.
    int length() {
        return length;
    }

    boolean isEcdsa(String signatureOid) {
        return ecdsa.equals(signatureOid);
    }

    boolean isPkcs1(String signatureOid) {
        return pkcs1.equals(signatureOid);
    }
}
