package org.caricom.conch.signature;

import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/// Looks a certificate up in revocation lists, RFC 5280 §6.3. Lists that name certificates of several
/// issuers, and deltas to lists, are not read.
final class CrlCheck {
    private static final int CRL_SIGN = 6;

    private CrlCheck() {}

    static RevocationStatus status(
            X509Certificate certificate, X509Certificate issuer, CertificateTrust trust, Instant now) {
        List<X509CRL> lists = trust.crls().stream()
                .filter(crl -> isOf(crl, issuer) && covers(crl, certificate))
                .sorted(Comparator.comparing(X509CRL::getThisUpdate).reversed())
                .toList();
        for (X509CRL crl : lists) {
            if (crl.getThisUpdate().toInstant().isAfter(now.plus(RevocationStatus.SKEW))) {
                continue;
            }
            boolean current = crl.getNextUpdate() != null
                    && RevocationStatus.isCurrent(
                            crl.getThisUpdate().toInstant(), crl.getNextUpdate().toInstant(), trust.grace(), now);
            X509CRLEntry entry = crl.getRevokedCertificate(certificate.getSerialNumber());
            if (entry != null && entry.getRevocationReason() != CRLReason.REMOVE_FROM_CRL) {
                // An old list is right about what is revoked for ever. A hold may have ended since.
                boolean lasting = entry.getRevocationReason() != CRLReason.CERTIFICATE_HOLD;
                Instant since = entry.getRevocationDate().toInstant();
                if ((current || lasting) && !now.isBefore(since)) {
                    return new RevocationStatus.Revoked(RevocationStatus.since(since, invalidSince(entry)), lasting);
                }
            }
            if (current && saysAllReasons(crl)) {
                return new RevocationStatus.NotRevoked();
            }
        }
        return new RevocationStatus.Unknown();
    }

    /// The date in the extension of RFC 5280 §5.3.2; null when there is none.
    private static @Nullable Instant invalidSince(X509CRLEntry entry) {
        byte[] extension = entry.getExtensionValue(Extension.invalidityDate.getId());
        try {
            return extension == null
                    ? null
                    : ASN1GeneralizedTime.getInstance(
                                    ASN1OctetString.getInstance(extension).getOctets())
                            .getDate()
                            .toInstant();
        } catch (ParseException | RuntimeException _) {
            // What cannot be read makes nothing of what was signed before doubtful; the revocation stands.
            return null;
        }
    }

    /// Whether the issuer of the certificate made the list, and it is one that is understood.
    private static boolean isOf(X509CRL crl, X509Certificate issuer) {
        if (!crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                || !CertificateRules.isAllowedSignature(crl.getSigAlgOID())
                || !criticalExtensionsAreKnown(crl)) {
            return false;
        }
        boolean[] usage = issuer.getKeyUsage();
        if (usage != null && !usage[CRL_SIGN]) {
            return false;
        }
        try {
            crl.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean criticalExtensionsAreKnown(X509CRL crl) {
        Set<String> critical = crl.getCriticalExtensionOIDs();
        // A delta list says so with a critical extension, §5.2.4, and falls out here.
        return critical == null
                || Set.of(Extension.issuingDistributionPoint.getId()).containsAll(critical);
    }

    /// §6.3.3 (b).
    private static boolean covers(X509CRL crl, X509Certificate certificate) {
        try {
            IssuingDistributionPoint scope = scope(crl);
            if (scope == null) {
                return true;
            }
            boolean authority = certificate.getBasicConstraints() >= 0;
            return !scope.isIndirectCRL()
                    && !scope.onlyContainsAttributeCerts()
                    && !(scope.onlyContainsUserCerts() && authority)
                    && !(scope.onlyContainsCACerts() && !authority)
                    && isNamedIn(certificate, scope.getDistributionPoint());
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static boolean saysAllReasons(X509CRL crl) {
        IssuingDistributionPoint scope = scope(crl);
        return scope == null || scope.getOnlySomeReasons() == null;
    }

    private static @Nullable IssuingDistributionPoint scope(X509CRL crl) {
        byte[] extension = crl.getExtensionValue(Extension.issuingDistributionPoint.getId());
        return extension == null
                ? null
                : IssuingDistributionPoint.getInstance(
                        ASN1OctetString.getInstance(extension).getOctets());
    }

    /// Whether a list for one distribution point is for the one that the certificate names.
    private static boolean isNamedIn(X509Certificate certificate, @Nullable DistributionPointName name) {
        if (name == null) {
            return true;
        }
        byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        if (extension == null || name.getType() != DistributionPointName.FULL_NAME) {
            return false;
        }
        Set<GeneralName> names = names(name);
        CRLDistPoint points =
                CRLDistPoint.getInstance(ASN1OctetString.getInstance(extension).getOctets());
        for (DistributionPoint point : points.getDistributionPoints()) {
            DistributionPointName said = point.getDistributionPoint();
            if (said != null
                    && said.getType() == DistributionPointName.FULL_NAME
                    && names(said).stream().anyMatch(names::contains)) {
                return true;
            }
        }
        return false;
    }

    private static Set<GeneralName> names(DistributionPointName name) {
        return new HashSet<>(
                Arrays.asList(GeneralNames.getInstance(name.getName()).getNames()));
    }
}
