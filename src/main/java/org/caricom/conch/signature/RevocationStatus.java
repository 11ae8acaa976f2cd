package org.caricom.conch.signature;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the issuer of a certificate says of it: RFC 5280 §6.3 and RFC 6960.
sealed interface RevocationStatus {
    /// Clocks differ.
    Duration SKEW = Duration.ofMinutes(5);

    /// Somebody entitled said recently that it is good.
    record NotRevoked() implements RevocationStatus {}

    /// It has been revoked, or is on hold.
    ///
    /// @param since   when it was; earlier when its issuer says that its key was in wrong
    ///                hands before (RFC 5280 §5.3.2)
    /// @param lasting false for a hold, which may end
    record Revoked(Instant since, boolean lasting) implements RevocationStatus {}

    /// Nobody entitled said anything, or not recently enough.
    record Unknown() implements RevocationStatus {}

    /// Asks everything that was fetched.
    record Check(CertificateTrust trust, Instant now) {
        /// The worst that is known: an OCSP answer does not wash off what a CRL says.
        RevocationStatus status(X509Certificate certificate, X509Certificate issuer) {
            RevocationStatus status = new Unknown();
            RevocationStatus byList = CrlCheck.status(certificate, issuer, trust, now);
            RevocationStatus byAnswer = OcspCheck.status(certificate, issuer, trust, now);
            for (RevocationStatus one : new RevocationStatus[] {byList, byAnswer}) {
                if (one instanceof Revoked) {
                    return one;
                }
                status = one instanceof NotRevoked ? one : status;
            }
            return status;
        }
    }

    /// Since when a revoked certificate is not to be believed.
    static Instant since(Instant revoked, @Nullable Instant invalid) {
        return invalid != null && invalid.isBefore(revoked) ? invalid : revoked;
    }

    /// Whether something said between `from` and `until` counts at `now`.
    static boolean isCurrent(Instant from, Instant until, Duration grace, Instant now) {
        return !from.isAfter(now.plus(SKEW)) && !now.isAfter(until.plus(grace).plus(SKEW));
    }
}
