package org.caricom.conch.signature;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.caricom.conch.signature.CertificateTrust.Revocation;
import org.caricom.conch.signature.Refused.Reason;
import org.jspecify.annotations.Nullable;

/// Finds a path from a certificate to a root of the hub and validates it, RFC 5280 §6, on values alone:
/// nothing is fetched. The JDK does the algorithm of the RFC; strength and revocation are ours.
public final class CertificatePath {
    private static final int CERTIFICATES_AT_MOST = 5;
    private static final int PATHS_AT_MOST = 16;

    private final List<X509Certificate> pool;
    private final CertificateTrust trust;
    private final Instant now;
    private final List<Candidate> found = new ArrayList<>();

    private CertificatePath(List<X509Certificate> pool, CertificateTrust trust, Instant now) {
        this.pool = pool;
        this.trust = trust;
        this.now = now;
    }

    /// Whether a certificate leads to a root.
    public sealed interface Verdict {}

    /// It does.
    ///
    /// @param path from the certificate up, without the root
    /// @param root where it ends
    public record Good(List<X509Certificate> path, X509Certificate root) implements Verdict {
        public Good {
            path = List.copyOf(path);
        }
    }

    /// It does not.
    ///
    /// @param reason what the sender can do something about
    /// @param detail for whoever runs the hub
    /// @param since  from when it is not to be believed, when an issuer took it back for good; otherwise null
    public record Bad(
            Reason reason, String detail, @Nullable Instant since) implements Verdict {
        Bad(Reason reason, String detail) {
            this(reason, detail, null);
        }
    }

    /// Looks for a path that holds, and says what is wrong with the best that does not.
    ///
    /// @param certificate the one in question; what it is for is not looked at
    /// @param brought     further certificates that may stand between, from whom ever
    public static Verdict validate(
            X509Certificate certificate, Collection<X509Certificate> brought, CertificateTrust trust, Instant now) {
        List<X509Certificate> pool = new ArrayList<>(trust.intermediates());
        pool.addAll(brought);
        pool.removeIf(one -> one.getBasicConstraints() < 0 || CertificateRules.weakness(one) != null);
        CertificatePath search = new CertificatePath(pool, trust, now);
        search.climb(List.of(certificate));
        Bad worst = new Bad(Reason.NO_PATH, "no root of this hub issued it, nor anyone between");
        for (Candidate candidate : search.found) {
            switch (search.judge(candidate)) {
                case Good good -> {
                    return good;
                }
                // What is known of a certificate says more than that some other path fails as well.
                case Bad bad -> worst = rank(bad) > rank(worst) ? bad : worst;
            }
        }
        return worst;
    }

    private static int rank(Bad bad) {
        return List.of(
                        Reason.NO_PATH,
                        Reason.KEY_NOT_YET_VALID,
                        Reason.CERTIFICATE_EXPIRED,
                        Reason.REVOCATION_UNKNOWN,
                        Reason.CERTIFICATE_REVOKED)
                .indexOf(bad.reason());
    }

    private void climb(List<X509Certificate> path) {
        X509Certificate top = path.getLast();
        for (X509Certificate root : trust.roots()) {
            if (found.size() < PATHS_AT_MOST
                    && root.getSubjectX500Principal().equals(top.getIssuerX500Principal())
                    && isSignedBy(top, root)) {
                found.add(new Candidate(path, root));
            }
        }
        for (X509Certificate next : pool) {
            if (path.size() < CERTIFICATES_AT_MOST
                    && found.size() < PATHS_AT_MOST
                    && !path.contains(next)
                    && next.getSubjectX500Principal().equals(top.getIssuerX500Principal())
                    && isSignedBy(top, next)) {
                List<X509Certificate> longer = new ArrayList<>(path);
                longer.add(next);
                climb(longer);
            }
        }
    }

    /// Keeps a heap of certificates of one name from growing into very many paths.
    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private Verdict judge(Candidate candidate) {
        for (X509Certificate certificate : candidate.path) {
            String weakness = CertificateRules.weakness(certificate);
            if (weakness != null) {
                return new Bad(Reason.NO_PATH, weakness);
            }
        }
        X509Certificate root = candidate.root;
        if (!CertificateRules.isStrong(root.getPublicKey())
                || now.isAfter(root.getNotAfter().toInstant())
                || now.isBefore(root.getNotBefore().toInstant())) {
            return new Bad(Reason.NO_PATH, "the root is too weak, or not valid now");
        }
        try {
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(candidate.path);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, nameConstraints(root))));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (CertPathValidatorException e) {
            return new Bad(reason(e), "the path to the root does not hold: " + e.getReason());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return new Bad(
                    Reason.NO_PATH,
                    "the path to the root does not hold: " + e.getClass().getSimpleName());
        }
        return trust.revocation() == Revocation.OFF ? candidate.good() : revocation(candidate);
    }

    private static Reason reason(CertPathValidatorException failure) {
        if (failure.getReason() == BasicReason.EXPIRED) {
            return Reason.CERTIFICATE_EXPIRED;
        }
        return failure.getReason() == BasicReason.NOT_YET_VALID ? Reason.KEY_NOT_YET_VALID : Reason.NO_PATH;
    }

    /// A root may bound what is below it; the JDK wants that said beside it.
    private static byte @Nullable [] nameConstraints(X509Certificate root) {
        byte[] extension = root.getExtensionValue(Extension.nameConstraints.getId());
        return extension == null ? null : ASN1OctetString.getInstance(extension).getOctets();
    }

    private Verdict revocation(Candidate candidate) {
        RevocationStatus.Check check = new RevocationStatus.Check(trust, now);
        Verdict verdict = candidate.good();
        for (int i = 0; i < candidate.path.size(); i++) {
            X509Certificate certificate = candidate.path.get(i);
            X509Certificate issuer = i + 1 < candidate.path.size() ? candidate.path.get(i + 1) : candidate.root;
            switch (check.status(certificate, issuer)) {
                case RevocationStatus.NotRevoked _ -> {}
                case RevocationStatus.Revoked(Instant since, boolean lasting) -> {
                    return new Bad(
                            Reason.CERTIFICATE_REVOKED, "revoked by its issuer since " + since, lasting ? since : null);
                }
                case RevocationStatus.Unknown _ -> {
                    if (trust.revocation() == Revocation.HARD) {
                        verdict = new Bad(Reason.REVOCATION_UNKNOWN, "no current CRL or OCSP answer covers it");
                    }
                }
            }
        }
        return verdict;
    }

    private record Candidate(List<X509Certificate> path, X509Certificate root) {
        private Good good() {
            return new Good(path, root);
        }
    }
}
