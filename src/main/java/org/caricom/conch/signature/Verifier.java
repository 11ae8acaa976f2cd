package org.caricom.conch.signature;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.signature.Refused.Reason;
import org.jspecify.annotations.Nullable;

/// Decides whether a message comes from a member: first whether an enrolled key made every signature, then whether key
/// and message are good now.
public final class Verifier {
    private Verifier() {}

    /// Both steps at once.
    ///
    /// @param candidates the enrolled keys with the handles that [Envelope#handles()] tells, expired
    ///                   and revoked ones too
    public static Verification verify(
            Envelope envelope, Collection<EnrolledKey> candidates, VerificationPolicy policy, Instant now) {
        return switch (prove(envelope, candidates, CertificateTrust.ENROLLED_ALONE)) {
            case Proven proven -> judge(proven, policy, now);
            case Refused refused -> refused;
        };
    }

    /// Whether each signature was made by one of `candidates`, and all by keys of one member. A signature that does not
    /// hold spoils the others: what it stands for is unknown.
    ///
    /// @param trust what is believed of certificates once it is judged whether they are good
    public static Proof prove(Envelope envelope, Collection<EnrolledKey> candidates, CertificateTrust trust) {
        return switch (envelope) {
            case Cms cms -> CmsProof.prove(cms, candidates, trust);
            case Jws jws -> certified(JwsProof.prove(jws, candidates), trust);
            case HttpSigned request -> certified(HttpSignatureProof.prove(request, candidates), trust);
            case Pgp pgp -> PgpProof.prove(pgp, candidates);
        };
    }

    /// The same, with what certificates say of the keys that made signatures which are about keys alone.
    private static Proof certified(Proof proof, CertificateTrust trust) {
        return switch (proof) {
            case Refused refused -> refused;
            case Proven proven ->
                new Proven(
                        proven.payload(),
                        proven.signatures().stream()
                                .map(signature -> certified(signature, trust))
                                .toList());
        };
    }

    private static ProvenSignature certified(ProvenSignature signature, CertificateTrust trust) {
        return signature.key().material() instanceof CertifiedKey material
                ? new ProvenSignature(
                        signature.key(), signature.statement(), CertificateFitness.of(signature.key(), material, trust))
                : signature;
    }

    /// As [#prove(Envelope, Collection, CertificateTrust)], where enrolment is all that is believed of certificates.
    public static Proof prove(Envelope envelope, Collection<EnrolledKey> candidates) {
        return prove(envelope, candidates, CertificateTrust.ENROLLED_ALONE);
    }

    /// Whether what is proven is good at `now`: the keys' validity, then `iat`, `exp` and `aud` of every signature.
    public static Verification judge(Proven proven, VerificationPolicy policy, Instant now) {
        for (ProvenSignature signature : proven.signatures()) {
            EnrolledKey key = signature.key();
            if (key.revokedAt() != null && !now.isBefore(key.revokedAt())) {
                return new Refused(Reason.KEY_REVOKED);
            }
            if (key.notAfter() != null && !now.isBefore(key.notAfter())) {
                return new Refused(Reason.KEY_EXPIRED);
            }
            if (now.isBefore(key.notBefore())) {
                return new Refused(Reason.KEY_NOT_YET_VALID);
            }
            Reason objection = signature.fitness().objection(now);
            if (objection != null) {
                return new Refused(objection);
            }
        }
        for (ProvenSignature signature : proven.signatures()) {
            Reason reason = judge(signature.statement(), policy, now);
            if (reason != null) {
                return new Refused(reason);
            }
        }
        return new Signed(proven, Sha256.of(proven.payload()));
    }

    private static @Nullable Reason judge(Statement statement, VerificationPolicy policy, Instant now) {
        if (policy.required().stream().anyMatch(statement.lacking()::contains)) {
            return Reason.PARAMETER_MISSING;
        }
        Instant issuedAt = statement.issuedAt();
        if (issuedAt != null
                && (issuedAt.isAfter(now.plus(policy.ahead())) || issuedAt.isBefore(now.minus(policy.age())))) {
            return Reason.IAT_OUTSIDE;
        }
        Instant expiresAt = statement.expiresAt();
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Reason.EXPIRED;
        }
        List<String> audience = statement.audience();
        if (audience != null && audience.stream().noneMatch(policy::isAudience)) {
            return Reason.WRONG_AUDIENCE;
        }
        return null;
    }
}
