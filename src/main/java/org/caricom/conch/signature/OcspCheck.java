package org.caricom.conch.signature;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/// Reads what OCSP responders answered about a certificate, RFC 6960 §3.2 and §4.2.2.
final class OcspCheck {
    private static final int BYTES_AT_MOST = 64 * 1024;
    private static final int ANSWERS_AT_MOST = 64;
    private static final int CERTIFICATES_AT_MOST = 8;
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final String NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    private static final String SHA1 = "1.3.14.3.2.26";
    private static final String SHA256 = "2.16.840.1.101.3.4.2.1";

    /// An answer without a next update is about now alone, §4.2.2.1.
    private static final Duration NOW_LASTS = Duration.ofHours(1);

    private OcspCheck() {}

    static RevocationStatus status(
            X509Certificate certificate, X509Certificate issuer, CertificateTrust trust, Instant now) {
        RevocationStatus status = new RevocationStatus.Unknown();
        for (byte[] der : trust.ocspAnswers()) {
            RevocationStatus one = said(der, certificate, issuer, trust, now);
            if (one instanceof RevocationStatus.Revoked) {
                return one;
            }
            status = one instanceof RevocationStatus.NotRevoked ? one : status;
        }
        return status;
    }

    private static RevocationStatus said(
            byte[] der, X509Certificate certificate, X509Certificate issuer, CertificateTrust trust, Instant now) {
        BasicOCSPResp answer = read(der);
        if (answer == null) {
            return new RevocationStatus.Unknown();
        }
        try {
            SingleResp[] singles = answer.getResponses();
            for (SingleResp single : singles.length > ANSWERS_AT_MOST ? new SingleResp[0] : singles) {
                // The signature is checked only for answers about this certificate.
                if (isAbout(single, certificate, issuer)
                        && single.getCriticalExtensionOIDs().isEmpty()
                        && isEntitled(answer, issuer, trust, now)) {
                    return status(single, trust, now);
                }
            }
        } catch (RuntimeException _) {
            // Bouncy Castle reads parts of it only when they are asked for.
            return new RevocationStatus.Unknown();
        }
        return new RevocationStatus.Unknown();
    }

    static @Nullable BasicOCSPResp read(byte[] der) {
        try {
            if (der.length > BYTES_AT_MOST) {
                return null;
            }
            Asn1Shape.check(der);
            OCSPResp response = new OCSPResp(der);
            return response.getStatus() == OCSPResp.SUCCESSFUL
                            && response.getResponseObject() instanceof BasicOCSPResp basic
                            && basic.getCriticalExtensionOIDs().isEmpty()
                    ? basic
                    : null;
        } catch (Breach | IOException | OCSPException | RuntimeException _) {
            return null;
        }
    }

    private static RevocationStatus status(SingleResp single, CertificateTrust trust, Instant now) {
        Instant from = single.getThisUpdate().toInstant();
        Date next = single.getNextUpdate();
        boolean current = RevocationStatus.isCurrent(
                from, next == null ? from.plus(NOW_LASTS) : next.toInstant(), trust.grace(), now);
        if (from.isAfter(now.plus(RevocationStatus.SKEW))) {
            return new RevocationStatus.Unknown();
        }
        return switch (single.getCertStatus()) {
            // Good is said by saying nothing.
            case null -> current ? new RevocationStatus.NotRevoked() : new RevocationStatus.Unknown();
            case RevokedStatus revoked -> revoked(single, revoked, current, now);
            case CertificateStatus _ -> new RevocationStatus.Unknown();
        };
    }

    private static RevocationStatus revoked(SingleResp single, RevokedStatus revoked, boolean current, Instant now) {
        Instant since = revoked.getRevocationTime().toInstant();
        boolean hold = revoked.hasRevocationReason() && revoked.getRevocationReason() == 6;
        if (now.isBefore(since)) {
            return current ? new RevocationStatus.NotRevoked() : new RevocationStatus.Unknown();
        }
        return current || !hold
                ? new RevocationStatus.Revoked(RevocationStatus.since(since, invalidSince(single)), !hold)
                : new RevocationStatus.Unknown();
    }

    /// RFC 6960 §4.4.5: what a list says of an entry can stand in an answer too.
    private static @Nullable Instant invalidSince(SingleResp single) {
        Extension extension = single.getExtension(Extension.invalidityDate);
        try {
            return extension == null
                    ? null
                    : ASN1GeneralizedTime.getInstance(extension.getParsedValue())
                            .getDate()
                            .toInstant();
        } catch (ParseException | RuntimeException _) {
            return null;
        }
    }

    /// §4.1.1: issuer's name and key by their digests, and the serial number. SHA-1 names here, it proves
    /// nothing.
    private static boolean isAbout(SingleResp single, X509Certificate certificate, X509Certificate issuer) {
        String oid = single.getCertID().getHashAlgOID().getId();
        if (!single.getCertID().getSerialNumber().equals(certificate.getSerialNumber())
                || !Set.of(SHA1, SHA256).contains(oid)) {
            return false;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(oid.equals(SHA1) ? "SHA-1" : "SHA-256");
            byte[] name = digest.digest(issuer.getSubjectX500Principal().getEncoded());
            byte[] key = digest.digest(keyBits(issuer));
            return Arrays.equals(name, single.getCertID().getIssuerNameHash())
                    && Arrays.equals(key, single.getCertID().getIssuerKeyHash());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1 and SHA-256", e);
        }
    }

    private static byte[] keyBits(X509Certificate certificate) {
        return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                .getPublicKeyData()
                .getBytes();
    }

    /// §4.2.2.2: signed by the issuer of the certificate, or by whom it authorised to sign.
    private static boolean isEntitled(
            BasicOCSPResp answer, X509Certificate issuer, CertificateTrust trust, Instant now) {
        if (!CertificateRules.isAllowedSignature(
                answer.getSignatureAlgorithmID().getAlgorithm().getId())) {
            return false;
        }
        if (isResponder(answer, issuer) && isSigned(answer, issuer)) {
            return true;
        }
        X509CertificateHolder[] brought = answer.getCerts();
        for (X509CertificateHolder holder :
                List.of(brought).subList(0, Math.min(brought.length, CERTIFICATES_AT_MOST))) {
            X509Certificate delegate = certificate(holder);
            if (delegate != null
                    && isResponder(answer, delegate)
                    && isAuthorised(delegate, issuer, trust, now)
                    && isSigned(answer, delegate)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable X509Certificate certificate(X509CertificateHolder holder) {
        try {
            return Certificates.parse(holder.getEncoded());
        } catch (IOException _) {
            return null;
        }
    }

    private static boolean isResponder(BasicOCSPResp answer, X509Certificate certificate) {
        var named = answer.getResponderId().toASN1Primitive();
        if (named.getName() != null) {
            return named.getName()
                    .equals(X500Name.getInstance(
                            certificate.getSubjectX500Principal().getEncoded()));
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(keyBits(certificate));
            return Arrays.equals(hash, named.getKeyHash());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static boolean isSigned(BasicOCSPResp answer, X509Certificate by) {
        try {
            return answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(by.getPublicKey()));
        } catch (OCSPException | OperatorCreationException _) {
            return false;
        }
    }

    /// Issued by the same authority for this purpose, valid now, and either not to be checked for
    /// revocation or known not to be revoked.
    private static boolean isAuthorised(
            X509Certificate delegate, X509Certificate issuer, CertificateTrust trust, Instant now) {
        try {
            List<String> purposes = delegate.getExtendedKeyUsage();
            if (purposes == null
                    || !purposes.contains(OCSP_SIGNING)
                    || CertificateRules.weakness(delegate) != null
                    || !delegate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                    || now.isBefore(delegate.getNotBefore().toInstant())
                    || now.isAfter(delegate.getNotAfter().toInstant())) {
                return false;
            }
            delegate.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException _) {
            return false;
        }
        return delegate.getExtensionValue(NO_CHECK) != null
                || CrlCheck.status(delegate, issuer, trust, now) instanceof RevocationStatus.NotRevoked;
    }
}
