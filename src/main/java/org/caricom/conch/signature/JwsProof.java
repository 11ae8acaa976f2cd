package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.JWK;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.Refused.Reason;
import org.caricom.conch.signature.VerificationPolicy.Parameter;
import org.jspecify.annotations.Nullable;

/// Finds the enrolled keys that made the signatures of a JWS, RFC 7515 §5.2.
final class JwsProof {
    /// How many keys of one name are tried. Names are unique; this bounds the work should they ever not be.
    private static final int KEYS_OF_ONE_NAME = 4;

    private JwsProof() {}

    static Proof prove(Jws jws, Collection<EnrolledKey> candidates) {
        if (jws.signatures().isEmpty()) {
            return new Refused(Reason.UNSIGNED);
        }
        List<ProvenSignature> proven = new ArrayList<>();
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
                    proven.add(new ProvenSignature(key, statement(signature.header())));
                    members.add(key.member());
                }
                case NotFound(Reason why) -> reason = reason == null ? why : reason;
            }
        }
        if (reason != null) {
            return new Refused(reason);
        }
        return members.size() == 1 ? new Proven(jws.payload(), proven) : new Refused(Reason.SEVERAL_MEMBERS);
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
        if (header.kid() == null && header.certificate() == null) {
            return Reason.UNKNOWN_KEY;
        }
        return null;
    }

    /// The enrolled key that made a signature. Takes about as long when there is none, so that a stopwatch does not
    /// tell which names are enrolled.
    private static Search key(Jws.Signature signature, byte[] input, Collection<EnrolledKey> candidates) {
        JwsHeader header = signature.header();
        String alg = header.alg() == null ? "" : header.alg();
        List<EnrolledKey> named = candidates.stream()
                .filter(header::means)
                .limit(KEYS_OF_ONE_NAME)
                .toList();
        List<EnrolledKey> fitting = named.stream()
                .filter(key ->
                        key.material().bareKey() != null && key.algorithm().isNamed(alg))
                .toList();
        if (fitting.isEmpty()) {
            SignatureMath.pretend(alg, input);
            return new NotFound(named.isEmpty() ? Reason.UNKNOWN_KEY : Reason.WRONG_ALGORITHM);
        }
        for (EnrolledKey key : fitting) {
            JWK bare = key.material().bareKey();
            if (bare != null && SignatureMath.holds(key.algorithm(), bare, input, signature.valuePart())) {
                return new Found(key);
            }
        }
        return new NotFound(Reason.WRONG_SIGNATURE);
    }

    private static Statement statement(JwsHeader header) {
        Set<Parameter> lacking = EnumSet.noneOf(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            Object value = switch (parameter) {
                case TYP -> header.typ();
                case CTY -> header.cty();
                case IAT -> header.issuedAt();
                case EXP -> header.expiresAt();
                case JTI -> header.jti();
                case AUD -> header.audience();
                // A JWS has no place for it.
                case SIGNING_CERTIFICATE -> header;
            };
            if (value == null) {
                lacking.add(parameter);
            }
        }
        return new Statement(
                header.cty(), header.jti(), header.issuedAt(), header.expiresAt(), header.audience(), lacking);
    }

    private sealed interface Search {}

    private record Found(EnrolledKey key) implements Search {}

    private record NotFound(Reason reason) implements Search {}
}
