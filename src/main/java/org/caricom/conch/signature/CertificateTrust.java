package org.caricom.conch.signature;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What a hub believes about certificates beyond those that are enrolled with it, and what it asks of them.
///
/// Without roots, an enrolled certificate is good for what it is. With roots, one that somebody else issued needs a
/// path
/// to a root as well, and must not be revoked there. A self-signed one is its own root.
///
/// @param roots         trusted to issue certificates
/// @param intermediates which may stand in a path; trusted for nothing by themselves
/// @param crls          certificate revocation lists that were fetched; believed only if their issuers signed them
/// @param ocspAnswers   OCSP responses that were fetched, DER; believed only if their issuers vouch for them
/// @param revocation    what happens when nothing tells whether a certificate is revoked
/// @param grace         how long a CRL or an OCSP answer is used beyond its next update
/// @param rsaPkcs1      whether RSASSA-PKCS1-v1_5 is taken, as `openssl smime` and most mail programs sign
public record CertificateTrust(
        Set<X509Certificate> roots,
        List<X509Certificate> intermediates,
        List<X509CRL> crls,
        List<byte[]> ocspAnswers,
        Revocation revocation,
        Duration grace,
        boolean rsaPkcs1) {
    /// Enrolment is all there is.
    public static final CertificateTrust ENROLLED_ALONE =
            new CertificateTrust(Set.of(), List.of(), List.of(), List.of(), Revocation.OFF, Duration.ZERO, false);

    /// How a missing word on revocation is taken.
    public enum Revocation {
        /// Nobody asks.
        OFF,
        /// It is good.
        SOFT,
        /// It is not accepted.
        HARD
    }

    public CertificateTrust {
        roots = Set.copyOf(roots);
        intermediates = List.copyOf(intermediates);
        crls = List.copyOf(crls);
        ocspAnswers = List.copyOf(ocspAnswers);
    }
}
