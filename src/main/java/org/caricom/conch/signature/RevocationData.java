package org.caricom.conch.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/// What is fetched or imported about revocation, and how it is asked for. Reading it here says nothing about whether it
/// is to be believed: path validation decides that anew for each signature.
public final class RevocationData {
    /// Larger than the lists of any but the largest public issuers.
    public static final int CRL_BYTES_AT_MOST = 16 * 1024 * 1024;

    public static final int OCSP_BYTES_AT_MOST = 64 * 1024;

    private static final String BEGIN_CRL = "-----BEGIN X509 CRL-----";
    private static final String END_CRL = "-----END X509 CRL-----";
    private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final String END_CERTIFICATE = "-----END CERTIFICATE-----";

    private RevocationData() {}

    /// A certificate revocation list, DER or PEM; null when this is none.
    public static @Nullable X509CRL readCrl(byte[] file) {
        byte[] der = file.length > 0 && file[0] != 0x30 ? onlyBlock(file) : file;
        if (der == null || der.length > CRL_BYTES_AT_MOST) {
            return null;
        }
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        } catch (CertificateException | CRLException | ClassCastException _) {
            return null;
        } catch (RuntimeException _) {
            // Its parser is known to let some malformed values through as runtime exceptions.
            return null;
        }
    }

    /// The list's own octets.
    public static byte[] der(X509CRL crl) {
        try {
            return crl.getEncoded();
        } catch (CRLException e) {
            throw new IllegalStateException("a list that was read has its octets", e);
        }
    }

    /// Whether one of `issuers` signed the list, RFC 5280 §6.3.3 (f) and (g).
    public static boolean isIssuedBy(X509CRL crl, Collection<X509Certificate> issuers) {
        return issuers.stream().anyMatch(issuer -> {
            try {
                if (!issuer.getSubjectX500Principal().equals(crl.getIssuerX500Principal())) {
                    return false;
                }
                crl.verify(issuer.getPublicKey());
                return true;
            } catch (GeneralSecurityException _) {
                return false;
            }
        });
    }

    /// What an OCSP responder is asked about a certificate, RFC 6960 §4.1; null when none of `issuers` issued it. There
    /// is no nonce: answers are kept and used by many, and say by themselves how long they hold.
    public static byte @Nullable [] ocspRequest(X509Certificate certificate, Collection<X509Certificate> issuers) {
        for (X509Certificate issuer : issuers) {
            if (issued(certificate, issuer)) {
                return request(issuer, certificate.getSerialNumber());
            }
        }
        return null;
    }

    /// Whether this is an answer of an OCSP responder, and not its word that it has none.
    public static boolean isOcspAnswer(byte[] der) {
        return der.length <= OCSP_BYTES_AT_MOST && OcspCheck.read(der) != null;
    }

    /// All certificates of a PEM file.
    ///
    /// @throws KeyRefused when there is none, or one cannot be read
    public static List<X509Certificate> readCertificates(byte[] pem) throws KeyRefused {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        List<X509Certificate> certificates = new ArrayList<>();
        int begin = text.indexOf(BEGIN_CERTIFICATE);
        while (begin >= 0) {
            int end = text.indexOf(END_CERTIFICATE, begin);
            if (end < 0) {
                throw new KeyRefused("holds a certificate without an end");
            }
            certificates.add(Certificates.readOne(
                    text.substring(begin, end + END_CERTIFICATE.length()).getBytes(StandardCharsets.ISO_8859_1)));
            begin = text.indexOf(BEGIN_CERTIFICATE, end);
        }
        if (certificates.isEmpty()) {
            throw new KeyRefused("holds no certificate in PEM");
        }
        return List.copyOf(certificates);
    }

    /// Whether a certificate's own key signed it, which makes it a root.
    public static boolean isSelfSigned(X509Certificate certificate) {
        return Certificates.isSelfSigned(certificate);
    }

    private static boolean issued(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static byte[] request(X509Certificate issuer, BigInteger serial) {
        try {
            X509CertificateHolder holder = new JcaX509CertificateHolder(issuer);
            DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
            // SHA-1 names the issuer and proves nothing; responders need not know another (RFC 5019 §2.1.1).
            return new OCSPReqBuilder()
                    .addRequest(new CertificateID(digests.get(CertificateID.HASH_SHA1), holder, serial))
                    .build()
                    .getEncoded();
        } catch (CertificateEncodingException | OperatorCreationException | OCSPException | IOException e) {
            throw new IllegalStateException("a certificate that was read can be asked about", e);
        }
    }

    private static byte @Nullable [] onlyBlock(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN_CRL);
        int end = text.indexOf(END_CRL);
        if (begin < 0 || end < begin) {
            return null;
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN_CRL.length(), end));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
