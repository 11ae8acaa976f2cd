package org.caricom.conch.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.Refused.Reason;
import org.caricom.conch.signature.VerificationPolicy.Parameter;
import org.jspecify.annotations.Nullable;

/// Finds the enrolled keys that made the signatures of an OpenPGP message, RFC 9580 §5.2.4. Whether those keys
/// were allowed to, then and now, is told by what is proven: a repeat is recognised without asking.
final class PgpProof {
    /// How many keys that have one subkey in common are tried.
    private static final int KEYS_OF_ONE_FINGERPRINT = 4;

    private PgpProof() {}

    static Proof prove(Pgp message, Collection<EnrolledKey> candidates) {
        if (message.signatures().isEmpty()) {
            return new Refused(Reason.UNSIGNED);
        }
        Proof proof = new Refused(Reason.WRONG_SIGNATURE);
        for (Pgp.Content content : message.contents()) {
            proof = prove(message, candidates, content);
            if (proof instanceof Proven) {
                return proof;
            }
        }
        return proof;
    }

    private static Proof prove(Pgp message, Collection<EnrolledKey> candidates, Pgp.Content content) {
        List<ProvenSignature> proven = new ArrayList<>();
        Set<MemberCode> members = new HashSet<>();
        Reason reason = null;
        for (PgpSignature signature : message.signatures()) {
            List<Signer> signers = signers(signature, candidates);
            List<Signer> makers = signers.stream()
                    .filter(signer ->
                            covers(signature, content) && PgpMath.holds(signer.component, signature, content.signed()))
                    .toList();
            for (Signer maker : makers) {
                proven.add(new ProvenSignature(
                        maker.key, statement(signature, content), fitness(message, signature, maker)));
                members.add(maker.key.member());
            }
            if (makers.isEmpty() && reason == null) {
                reason = reason(signature, signers);
            }
            if (signers.stream().noneMatch(signer -> PgpMath.fits(signer.component, signature))) {
                PgpMath.pretend(signature, content.signed());
            }
        }
        if (reason != null) {
            return new Refused(reason);
        }
        return members.size() == 1 ? new Proven(content.payload(), proven) : new Refused(Reason.SEVERAL_MEMBERS);
    }

    /// The enrolled keys that have what the signature names, under its own protection, as the key that made it.
    private static List<Signer> signers(PgpSignature signature, Collection<EnrolledKey> candidates) {
        byte[] issuer = signature.issuer();
        List<Signer> signers = new ArrayList<>();
        for (EnrolledKey key : candidates) {
            if (issuer != null && key.material() instanceof OpenPgpKey material) {
                PgpPublicKey component = material.component(issuer);
                if (component != null && signers.size() < KEYS_OF_ONE_FINGERPRINT) {
                    signers.add(new Signer(key, material, component));
                }
            }
        }
        return signers;
    }

    /// A signature over text covers what has CRLF at the end of its lines.
    private static boolean covers(PgpSignature signature, Pgp.Content content) {
        try {
            return signature.type() == PgpSignature.BINARY
                    || Arrays.equals(PgpReader.canonicalText(content.signed()), content.signed());
        } catch (Breach _) {
            return false;
        }
    }

    private static Reason reason(PgpSignature signature, List<Signer> signers) {
        if (signers.isEmpty()) {
            return Reason.UNKNOWN_KEY;
        }
        return signers.stream().anyMatch(signer -> PgpMath.fits(signer.component, signature))
                ? Reason.WRONG_SIGNATURE
                : Reason.WRONG_ALGORITHM;
    }

    private static Statement statement(PgpSignature signature, Pgp.Content content) {
        Instant expiresAt = signature.expiresAt();
        // What else a hub may require has no place in this kind of message.
        Set<Parameter> lacking = expiresAt == null ? EnumSet.of(Parameter.EXP) : EnumSet.noneOf(Parameter.class);
        return new Statement(content.contentType(), null, signature.createdAt(), expiresAt, null, lacking);
    }

    private static Fitness fitness(Pgp message, PgpSignature signature, Signer maker) {
        boolean forUs = isForUs(signature, message.recipient());
        return now -> {
            Reason then = maker.material.unfitAt(maker.component, signature.createdAt());
            if (then != null) {
                return then;
            }
            Reason today = maker.material.unfitAt(maker.component, now);
            return today == null && !forUs ? Reason.WRONG_AUDIENCE : today;
        };
    }

    /// RFC 9580 §5.2.3.36: a signature that names recipients is good only inside of what was encrypted to one
    /// of them.
    private static boolean isForUs(PgpSignature signature, byte @Nullable [] recipient) {
        try {
            List<byte[]> intended = signature.covered().intendedRecipients();
            return intended.isEmpty() || intended.stream().anyMatch(one -> Arrays.equals(one, recipient));
        } catch (Breach _) {
            throw new IllegalStateException("reading has seen to that");
        }
    }

    private record Signer(EnrolledKey key, OpenPgpKey material, PgpPublicKey component) {}
}
