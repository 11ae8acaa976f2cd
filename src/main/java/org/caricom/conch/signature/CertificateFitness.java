package org.caricom.conch.signature;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.signature.Refused.Reason;
import org.jspecify.annotations.Nullable;

/// Whether a certificate is good for the signature that was made with it.
final class CertificateFitness {
    private CertificateFitness() {}

    /// Of a signature of another kind than CMS, made with the enrolled certificate itself.
    static Fitness of(EnrolledKey key, CertifiedKey material, CertificateTrust trust) {
        return of(key, material.certificate(), null, List.of(), trust);
    }

    /// Of a CMS signature.
    ///
    /// @param key         the enrolment
    /// @param certificate the enrolled one, or the one that renews it over the same key
    /// @param brought     certificates that came along
    static Fitness of(
            EnrolledKey key,
            X509Certificate certificate,
            CmsMath.@Nullable Scheme scheme,
            List<X509Certificate> brought,
            CertificateTrust trust) {
        boolean enrolled = key.material() instanceof CertifiedKey material
                && material.certificate().equals(certificate);
        return now -> {
            if (scheme == CmsMath.Scheme.PKCS1 && !trust.rsaPkcs1()) {
                return Reason.SIGNATURE_SCHEME_NOT_ACCEPTED;
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                return Reason.KEY_NOT_YET_VALID;
            }
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                return Reason.CERTIFICATE_EXPIRED;
            }
            return enrolled && stands(certificate, trust) ? null : path(certificate, brought, trust, now);
        };
    }

    /// Whether enrolment alone makes a certificate good: nobody is configured who could say more of it.
    private static boolean stands(X509Certificate certificate, CertificateTrust trust) {
        return trust.roots().isEmpty() || Certificates.isSelfSigned(certificate);
    }

    private static @Nullable Reason path(
            X509Certificate certificate, List<X509Certificate> brought, CertificateTrust trust, Instant now) {
        if (CertificateRules.signerTrouble(certificate) != null) {
            return Reason.CERTIFICATE_UNFIT;
        }
        return switch (CertificatePath.validate(certificate, brought, trust, now)) {
            case CertificatePath.Good _ -> null;
            case CertificatePath.Bad bad -> bad.reason();
        };
    }
}
