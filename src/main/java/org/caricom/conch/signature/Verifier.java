package org.caricom.conch.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.signature.Refused.Reason;
import org.caricom.conch.signature.VerificationPolicy.Parameter;
import org.jspecify.annotations.Nullable;

/// Decides whether a message comes from a member: first whether an enrolled key made every signature, then whether key
/// and message are good now.
public final class Verifier {
    /// How many keys of one name are tried. Names are unique; this bounds the work should they ever not be.
    private static final int KEYS_OF_ONE_NAME = 4;

    private Verifier() {}

    /// Both steps at once.
    ///
    /// @param candidates the enrolled keys with the names that [Envelope#keyIds()] tells, expired
    ///                   and revoked ones too
    public static Verification verify(
            Envelope envelope, Collection<EnrolledKey> candidates, VerificationPolicy policy, Instant now) {
        return switch (prove(envelope, candidates)) {
            case Proven proven -> judge(proven, policy, now);
            case Refused refused -> refused;
        };
    }

    /// Whether each signature was made by one of `candidates`, and all by keys of one member. A signature that does not
    /// hold spoils the others: what it stands for is unknown.
    public static Proof prove(Envelope envelope, Collection<EnrolledKey> candidates) {
        return switch (envelope) {
            case Jws jws -> prove(jws, candidates);
        };
    }

    /// Whether what is proven is good at `now`: the keys' validity, then `iat`, `exp` and `aud` of every signature.
    public static Verification judge(Proven proven, VerificationPolicy policy, Instant now) {
        for (EnrolledKey key : proven.keys()) {
            if (key.revokedAt() != null && !now.isBefore(key.revokedAt())) {
                return new Refused(Reason.KEY_REVOKED);
            }
            if (key.notAfter() != null && !now.isBefore(key.notAfter())) {
                return new Refused(Reason.KEY_EXPIRED);
            }
            if (now.isBefore(key.notBefore())) {
                return new Refused(Reason.KEY_NOT_YET_VALID);
            }
        }
        for (Jws.Signature signature : proven.jws().signatures()) {
            Reason reason = judge(signature.header(), policy, now);
            if (reason != null) {
                return new Refused(reason);
            }
        }
        return new Signed(proven, Sha256.of(proven.jws().payload()));
    }

    private static @Nullable Reason judge(JwsHeader header, VerificationPolicy policy, Instant now) {
        for (Parameter parameter : policy.required()) {
            Object value = switch (parameter) {
                case TYP -> header.typ();
                case CTY -> header.cty();
                case IAT -> header.issuedAt();
                case EXP -> header.expiresAt();
                case JTI -> header.jti();
                case AUD -> header.audience();
            };
            if (value == null) {
                return Reason.PARAMETER_MISSING;
            }
        }
        Instant issuedAt = header.issuedAt();
        if (issuedAt != null
                && (issuedAt.isAfter(now.plus(policy.ahead())) || issuedAt.isBefore(now.minus(policy.age())))) {
            return Reason.IAT_OUTSIDE;
        }
        Instant expiresAt = header.expiresAt();
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Reason.EXPIRED;
        }
        List<String> audience = header.audience();
        if (audience != null && audience.stream().noneMatch(policy::isAudience)) {
            return Reason.WRONG_AUDIENCE;
        }
        return null;
    }

    private static Proof prove(Jws jws, Collection<EnrolledKey> candidates) {
        List<EnrolledKey> keys = new ArrayList<>();
        Set<MemberCode> members = new HashSet<>();
        Reason reason = null;
        for (Jws.Signature signature : jws.signatures()) {
            byte[] input = jws.signingInput(signature);
            Reason preliminary = withoutLookingAtTheValue(signature);
            if (preliminary != null) {
                SignatureMath.pretend(signature.header().alg(), input);
                reason = reason == null ? preliminary : reason;
                continue;
            }
            switch (key(signature, input, candidates)) {
                case Found(EnrolledKey key) -> {
                    keys.add(key);
                    members.add(key.member());
                }
                case NotFound(Reason why) -> reason = reason == null ? why : reason;
            }
        }
        if (reason != null) {
            return new Refused(reason);
        }
        return members.size() == 1 ? new Proven(jws, keys) : new Refused(Reason.SEVERAL_MEMBERS);
    }

    private static @Nullable Reason withoutLookingAtTheValue(Jws.Signature signature) {
        JwsHeader header = signature.header();
        String alg = header.alg();
        // `none` in any spelling, RFC 8725 §2.1; every other unknown name is simply not the key's.
        if (alg == null || alg.equalsIgnoreCase("none") || signature.valuePart().isEmpty()) {
            return Reason.UNSIGNED;
        }
        if (header.bringsKey()) {
            return Reason.KEY_IN_HEADER;
        }
        if (header.kid() == null) {
            return Reason.UNKNOWN_KEY;
        }
        return null;
    }

    /// The enrolled key that made a signature. Takes about as long when there is none, so that a stopwatch does not
    /// tell
    /// which names are enrolled.
    private static Search key(Jws.Signature signature, byte[] input, Collection<EnrolledKey> candidates) {
        JwsHeader header = signature.header();
        String alg = header.alg() == null ? "" : header.alg();
        List<EnrolledKey> named = candidates.stream()
                .filter(key -> key.kid().equals(header.kid()))
                .limit(KEYS_OF_ONE_NAME)
                .toList();
        List<EnrolledKey> fitting =
                named.stream().filter(key -> key.algorithm().isNamed(alg)).toList();
        if (fitting.isEmpty()) {
            SignatureMath.pretend(alg, input);
            return new NotFound(named.isEmpty() ? Reason.UNKNOWN_KEY : Reason.WRONG_ALGORITHM);
        }
        for (EnrolledKey key : fitting) {
            if (SignatureMath.holds(key.algorithm(), key.publicJwk(), input, signature.valuePart())) {
                return new Found(key);
            }
        }
        return new NotFound(Reason.WRONG_SIGNATURE);
    }

    private sealed interface Search {}

    private record Found(EnrolledKey key) implements Search {}

    private record NotFound(Reason reason) implements Search {}
}
