package org.caricom.conch.signature;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.Cms.Content;
import org.caricom.conch.signature.Cms.Signer;
import org.caricom.conch.signature.Refused.Reason;
import org.caricom.conch.signature.VerificationPolicy.Parameter;
import org.jspecify.annotations.Nullable;

/// Finds the enrolled certificates that made the signatures of a CMS message, RFC 5652 §5.4 to §5.6.
///
/// A certificate counts because it is enrolled. One that came along may stand for an enrolled one with the same key: it
/// was renewed. Whether certificates are good today is told by what is proven.
final class CmsProof {
    /// How many enrolled certificates over one key are tried.
    private static final int KEYS_OF_ONE_NAME = 4;

    private CmsProof() {}

    static Proof prove(Cms cms, Collection<EnrolledKey> candidates, CertificateTrust trust) {
        if (cms.signers().isEmpty()) {
            return new Refused(Reason.UNSIGNED);
        }
        Proof proof = new Refused(Reason.WRONG_SIGNATURE);
        for (Content content : cms.contents()) {
            proof = covering(content, cms, candidates, trust);
            if (proof instanceof Proven) {
                return proof;
            }
        }
        return proof;
    }

    private static Proof covering(
            Content content, Cms cms, Collection<EnrolledKey> candidates, CertificateTrust trust) {
        List<ProvenSignature> proven = new ArrayList<>();
        Set<MemberCode> members = new HashSet<>();
        Reason reason = null;
        for (Signer signer : cms.signers()) {
            switch (key(cms, signer, content, candidates)) {
                case Found(EnrolledKey key, X509Certificate certificate, CmsMath.Scheme scheme) -> {
                    proven.add(new ProvenSignature(
                            key,
                            statement(content, signer),
                            CertificateFitness.of(key, certificate, scheme, cms.certificates(), trust)));
                    members.add(key.member());
                }
                case NotFound(Reason why) -> reason = reason == null ? why : reason;
            }
        }
        if (reason != null) {
            return new Refused(reason);
        }
        return members.size() == 1 ? new Proven(content.payload(), proven) : new Refused(Reason.SEVERAL_MEMBERS);
    }

    /// The enrolled certificate that made a signature. Takes about as long when there is none, so that a stopwatch does
    /// not tell which ones are enrolled.
    private static Search key(Cms cms, Signer signer, Content content, Collection<EnrolledKey> candidates) {
        X509Certificate brought = cms.named(signer);
        List<Candidate> named = new ArrayList<>();
        for (EnrolledKey key : candidates) {
            if (named.size() < KEYS_OF_ONE_NAME && key.material() instanceof CertifiedKey material) {
                X509Certificate certificate = certificate(material, signer, brought);
                if (certificate != null) {
                    named.add(new Candidate(key, material, certificate));
                }
            }
        }
        CmsDigest digest = signer.digest();
        boolean covers = digest != null && MessageDigest.isEqual(digest.of(content.signed()), signer.messageDigest());
        Reason reason = named.isEmpty() ? Reason.UNKNOWN_KEY : Reason.WRONG_ALGORITHM;
        for (Candidate candidate : named) {
            CmsMath.Scheme scheme =
                    digest == null ? null : CmsMath.scheme(candidate.key.algorithm(), signer.algorithm(), digest);
            if (digest == null || scheme == null) {
                continue;
            }
            boolean holds = CmsMath.holds(
                    scheme,
                    candidate.material.jwk(),
                    candidate.material.certificate().getPublicKey(),
                    signer.algorithm(),
                    digest,
                    signer.signedAttributes(),
                    signer.value());
            if (holds && covers && isTheOneSaid(signer.essCertificate(), candidate.certificate)) {
                return new Found(candidate.key, candidate.certificate, scheme);
            }
            reason = Reason.WRONG_SIGNATURE;
        }
        if (reason != Reason.WRONG_SIGNATURE) {
            CmsMath.pretend(signer.algorithm(), signer.signedAttributes());
        }
        return new NotFound(reason);
    }

    /// The certificate under which `material` made a signature: the enrolled one; or the one that came along, when it
    /// has the same key; null when the signature names neither.
    private static @Nullable X509Certificate certificate(
            CertifiedKey material, Signer signer, @Nullable X509Certificate brought) {
        if (material.handles().contains(signer.name())) {
            return material.certificate();
        }
        return brought != null && Certificates.publicKey(brought).equals(Certificates.publicKey(material.certificate()))
                ? brought
                : null;
    }

    /// RFC 5035 §3: against putting another certificate over the same key in the place of the signer's.
    private static boolean isTheOneSaid(Cms.@Nullable EssCertificate said, X509Certificate certificate) {
        if (said == null) {
            return true;
        }
        CmsDigest digest = said.digest();
        return digest != null && MessageDigest.isEqual(digest.of(Certificates.der(certificate)), said.hash());
    }

    /// A CMS message can say less of itself than a JWS; only what it can is called lacking.
    private static Statement statement(Content content, Signer signer) {
        Set<Parameter> lacking = EnumSet.noneOf(Parameter.class);
        if (signer.signingTime() == null) {
            lacking.add(Parameter.IAT);
        }
        if (signer.essCertificate() == null) {
            lacking.add(Parameter.SIGNING_CERTIFICATE);
        }
        return new Statement(content.contentType(), null, signer.signingTime(), null, null, lacking);
    }

    private record Candidate(EnrolledKey key, CertifiedKey material, X509Certificate certificate) {}

    private sealed interface Search {}

    private record Found(EnrolledKey key, X509Certificate certificate, CmsMath.Scheme scheme) implements Search {}

    private record NotFound(Reason reason) implements Search {}
}
