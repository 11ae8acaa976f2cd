package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.Refused.Reason;
import org.jspecify.annotations.Nullable;

/// Finds the enrolled keys that made the signatures of a request, RFC 9421 §3.2.
final class HttpSignatureProof {
    private HttpSignatureProof() {}

    static Proof prove(HttpSigned message, Collection<EnrolledKey> candidates) {
        if (message.signatures().isEmpty()) {
            return new Refused(Reason.UNSIGNED);
        }
        List<ProvenSignature> proven = new ArrayList<>();
        Set<MemberCode> members = new HashSet<>();
        Reason reason = message.digestFits() ? null : Reason.WRONG_SIGNATURE;
        for (HttpSigned.Signature signature : message.signatures()) {
            byte[] base = signature.base().getBytes(StandardCharsets.US_ASCII);
            EnrolledKey key = candidates.stream()
                    .filter(candidate -> candidate.kid().equals(signature.keyId()))
                    .findFirst()
                    .orElse(null);
            Reason its = refusal(signature, key, base);
            if (key != null && its == null) {
                proven.add(new ProvenSignature(key, signature.statement()));
                members.add(key.member());
            } else if (reason == null) {
                reason = its;
            }
        }
        if (reason != null) {
            return new Refused(reason);
        }
        return members.size() == 1 ? new Proven(message.payload(), proven) : new Refused(Reason.SEVERAL_MEMBERS);
    }

    /// Why a key did not make a signature; null when it did. Takes about as long when there is no key.
    private static @Nullable Reason refusal(HttpSigned.Signature signature, @Nullable EnrolledKey key, byte[] base) {
        JWK bare = key == null ? null : key.material().bareKey();
        if (key == null || bare == null) {
            SignatureMath.pretend(null, base);
            return Reason.UNKNOWN_KEY;
        }
        if (signature.alg() != null && !signature.alg().equals(name(key.algorithm()))) {
            SignatureMath.pretend(key.algorithm().word(), base);
            return Reason.WRONG_ALGORITHM;
        }
        boolean holds = key.algorithm() == KeyAlgorithm.PS256
                ? SignatureMath.pssSha512(bare, base, signature.value())
                : SignatureMath.holds(key.algorithm(), bare, base, signature.value());
        return holds ? null : Reason.WRONG_SIGNATURE;
    }

    /// What RFC 9421 §6.2 calls the algorithm for a key. RSA keys sign with another digest here than in JOSE.
    static String name(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "ecdsa-p256-sha256";
            case ES384 -> "ecdsa-p384-sha384";
            case EDDSA -> "ed25519";
            case PS256 -> "rsa-pss-sha512";
            case RSA_PKCS1 -> throw new IllegalArgumentException("no request is signed with it");
        };
    }
}
