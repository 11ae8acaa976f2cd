package org.caricom.conch.signature;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is asked of a certificate on its own, signatures.md §6: strength, form, and what it is for.
final class CertificateRules {
    private static final int RSA_BITS_AT_LEAST = 2048;
    private static final int RSA_BITS_AT_MOST = 8192;
    private static final int EC_BITS_AT_LEAST = 256;
    private static final int SERIAL_BITS_AT_MOST = 160;

    /// emailProtection and clientAuth, RFC 5280 §4.2.1.12: what the certificates that people have are for; and any.
    private static final Set<String> PURPOSES = Set.of("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2", "2.5.29.37.0");

    /// With what a certificate, a CRL or an OCSP answer may be signed.
    private static final Set<String> SIGNATURES = Set.of(
            "1.2.840.113549.1.1.11",
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.113549.1.1.10",
            "1.2.840.10045.4.3.2",
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4",
            "1.3.101.112",
            "1.3.101.113");

    private CertificateRules() {}

    /// Why nobody may sign reports with this certificate; null when it can be done.
    static @Nullable String signerTrouble(X509Certificate certificate) {
        String weakness = weakness(certificate);
        if (weakness != null) {
            return weakness;
        }
        if (CertifiedKey.jwk(certificate) == null) {
            return "the certified key is EC on P-256 or P-384, Ed25519, or RSA";
        }
        if (certificate.getBasicConstraints() >= 0) {
            return "this is the certificate of a certification authority, not of one that signs reports:"
                    + " basicConstraints says CA:TRUE";
        }
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[0] && !usage[1]) {
            return "the certificate's keyUsage allows no signatures";
        }
        if (!isForReports(certificate)) {
            return "the certificate's extendedKeyUsage is neither emailProtection nor clientAuth";
        }
        return null;
    }

    /// Why a certificate is too weak, or not formed as RFC 5280 §4.1 has it, to stand anywhere in a path.
    static @Nullable String weakness(X509Certificate certificate) {
        if (certificate.getVersion() != 3) {
            return "a certificate is of version 3";
        }
        BigInteger serial = certificate.getSerialNumber();
        if (serial.signum() <= 0 || serial.bitLength() > SERIAL_BITS_AT_MOST) {
            return "a certificate's serial number is positive and has at most 20 octets";
        }
        if (!isAllowedSignature(certificate.getSigAlgOID())) {
            return "the certificate is signed with an algorithm that is not accepted, such as SHA-1";
        }
        return isStrong(certificate.getPublicKey())
                ? null
                : "the certified key is too weak, or of a kind that is not accepted";
    }

    static boolean isAllowedSignature(String oid) {
        return SIGNATURES.contains(oid);
    }

    static boolean isStrong(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa ->
                rsa.getModulus().bitLength() >= RSA_BITS_AT_LEAST
                        && rsa.getModulus().bitLength() <= RSA_BITS_AT_MOST
                        && rsa.getModulus().testBit(0)
                        && rsa.getPublicExponent().testBit(0)
                        && rsa.getPublicExponent().compareTo(BigInteger.valueOf(65_537)) >= 0
                        && rsa.getPublicExponent().bitLength() <= 64;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= EC_BITS_AT_LEAST;
            case EdECPublicKey _ -> true;
            default -> false;
        };
    }

    private static boolean isForReports(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.stream().anyMatch(PURPOSES::contains);
        } catch (CertificateParsingException _) {
            return false;
        }
    }
}
