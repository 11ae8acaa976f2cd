package org.caricom.conch.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// Reads certificates, RFC 5280, and tells how messages name them.
final class Certificates {
    /// Much more than any certificate of a person; some of states have long policies.
    static final int BYTES_AT_MOST = 64 * 1024;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private Certificates() {}

    /// A certificate, in DER and nothing behind it; null when this is none.
    static @Nullable X509Certificate parse(byte[] der) {
        if (der.length > BYTES_AT_MOST) {
            return null;
        }
        try {
            Asn1Shape.check(der);
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            // The JDK reads PEM and BER as well; the bytes that are enrolled are the ones that are compared.
            return Arrays.equals(certificate.getEncoded(), der) ? certificate : null;
        } catch (Breach | CertificateException | RuntimeException _) {
            // The JDK's parser lets some malformed values through as runtime exceptions.
            return null;
        }
    }

    /// The one certificate of a file, DER or PEM.
    static X509Certificate readOne(byte[] file) throws KeyRefused {
        byte[] der = file;
        if (file.length > 0 && file[0] != 0x30) {
            String text = new String(file, StandardCharsets.ISO_8859_1);
            if (text.contains("PRIVATE KEY-----")) {
                throw new KeyRefused("this holds a private key: enrol the certificate alone");
            }
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin || text.indexOf(BEGIN, begin + 1) >= 0) {
                throw new KeyRefused("this is not one certificate in PEM or DER");
            }
            try {
                der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            } catch (IllegalArgumentException _) {
                throw new KeyRefused("the certificate's base64 is broken");
            }
        }
        X509Certificate certificate = parse(der);
        if (certificate == null) {
            throw new KeyRefused("the certificate cannot be read");
        }
        return certificate;
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has its octets", e);
        }
    }

    static KeyHandle issuerAndSerial(X509Certificate certificate) {
        return issuerAndSerial(new IssuerAndSerialNumber(
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()),
                certificate.getSerialNumber()));
    }

    static KeyHandle issuerAndSerial(IssuerAndSerialNumber name) {
        try {
            return KeyHandle.issuerAndSerial(
                    Sha256.of(name.getEncoded(ASN1Encoding.DER)).toBytes());
        } catch (IOException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    /// By the certified key itself: a renewed certificate over the same key has it too.
    static KeyHandle publicKey(X509Certificate certificate) {
        return KeyHandle.publicKey(
                Sha256.of(certificate.getPublicKey().getEncoded()).toBytes());
    }

    /// RFC 5280 §4.2.1.2; null when the certificate has none.
    static byte @Nullable [] subjectKeyIdentifier(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        try {
            return extension == null
                    ? null
                    : ASN1OctetString.getInstance(
                                    ASN1OctetString.getInstance(extension).getOctets())
                            .getOctets();
        } catch (RuntimeException _) {
            return null;
        }
    }

    /// Whether its own key signed it.
    static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
