package org.caricom.conch.signature;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// A SignedData of the Cryptographic Message Syntax, RFC 5652 §5, with what it signs inside or beside it. Certificates
/// that it brings along are trusted for nothing by themselves.
public final class Cms implements Envelope {
    private final List<Content> contents;
    private final List<Signer> signers;
    private final List<X509Certificate> certificates;
    private final @Nullable Evidence evidence;
    private final @Nullable Unreadable unlessProven;

    /// @param contents     each form of the content that may have been signed, at least one
    /// @param certificates those that came along
    Cms(List<Content> contents, List<Signer> signers, List<X509Certificate> certificates) {
        this(contents, signers, certificates, null, null);
    }

    private Cms(
            List<Content> contents,
            List<Signer> signers,
            List<X509Certificate> certificates,
            @Nullable Evidence evidence,
            @Nullable Unreadable unlessProven) {
        this.evidence = evidence;
        this.unlessProven = unlessProven;
        this.contents = List.copyOf(contents);
        this.signers = List.copyOf(signers);
        this.certificates = List.copyOf(certificates);
    }

    @Override
    public Set<KeyHandle> handles() {
        Set<KeyHandle> handles = new LinkedHashSet<>();
        for (Signer signer : signers) {
            handles.add(signer.name());
            X509Certificate named = named(signer);
            if (named != null) {
                handles.add(Certificates.publicKey(named));
            }
        }
        return handles;
    }

    @Override
    public byte[] payload() {
        return contents.getFirst().payload();
    }

    @Override
    public @Nullable Evidence evidence() {
        return evidence;
    }

    @Override
    public @Nullable Unreadable unlessProven() {
        return unlessProven;
    }

    /// The same message, as found by way of `its`.
    ///
    /// @param told see [#unlessProven()]
    Cms foundIn(Evidence its, @Nullable Unreadable told) {
        return new Cms(contents, signers, certificates, its, told);
    }

    List<Content> contents() {
        return contents;
    }

    List<Signer> signers() {
        return signers;
    }

    List<X509Certificate> certificates() {
        return certificates;
    }

    /// The certificate that came along under the name that a signature gives; null when none did.
    @Nullable X509Certificate named(Signer signer) {
        for (X509Certificate certificate : certificates) {
            byte[] identifier = Certificates.subjectKeyIdentifier(certificate);
            if (signer.name().equals(Certificates.issuerAndSerial(certificate))
                    || (identifier != null && signer.name().equals(KeyHandle.subjectKey(identifier)))) {
                return certificate;
            }
        }
        return null;
    }

    /// What is signed.
    ///
    /// @param signed      the octets that a signature covers
    /// @param payload     what they say: the same, or what they encode if they are a MIME entity
    /// @param contentType of the payload; null when nothing tells
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
    record Content(byte[] signed, byte[] payload, @Nullable String contentType) {}

    /// One SignerInfo, RFC 5652 §5.3.
    ///
    /// @param name             the certificate that is said to have signed
    /// @param digest           with what the content was digested; null when it is not accepted
    /// @param algorithm        of the signature, as it says
    /// @param signedAttributes the octets that the signature covers, in DER
    /// @param messageDigest    of the content, as the attributes say
    /// @param signingTime      as the attributes say; null when they do not
    /// @param essCertificate   the digest of the signer's certificate, RFC 5035 §4; null when not told
    /// @param value            the signature
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Signer(
            KeyHandle name,
            @Nullable CmsDigest digest,
            AlgorithmIdentifier algorithm,
            byte[] signedAttributes,
            byte[] messageDigest,
            @Nullable Instant signingTime,
            @Nullable EssCertificate essCertificate,
            byte[] value) {}

    /// The signer's certificate by its digest.
    ///
    /// @param digest what it is made with; null when it is not accepted
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record EssCertificate(@Nullable CmsDigest digest, byte[] hash) {}
}
