package org.caricom.conch.signature;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An OpenPGP message, RFC 9580 §10.3: one document and the signatures over it; none, when nobody signed it.
public final class Pgp implements Envelope {
    private final List<Content> contents;
    private final List<PgpSignature> signatures;
    private final OpenPgpOwnKey.@Nullable Decrypted decrypted;

    /// @param contents  what may have been signed, at least one: mail on its way may change line ends
    /// @param decrypted what it was inside of something encrypted; null when it was not
    Pgp(List<Content> contents, List<PgpSignature> signatures, OpenPgpOwnKey.@Nullable Decrypted decrypted) {
        this.contents = List.copyOf(contents);
        this.signatures = List.copyOf(signatures);
        this.decrypted = decrypted;
    }

    @Override
    public Set<KeyHandle> handles() {
        Set<KeyHandle> handles = new LinkedHashSet<>();
        for (PgpSignature signature : signatures) {
            byte[] issuer = signature.issuer();
            if (issuer != null) {
                handles.add(KeyHandle.fingerprint(issuer));
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
        return decrypted == null ? null : new Evidence.Decrypted(Envelopes.PGP, decrypted.content());
    }

    List<Content> contents() {
        return contents;
    }

    List<PgpSignature> signatures() {
        return signatures;
    }

    /// The fingerprint of the hub's key that it was encrypted to; null when it was not.
    byte @Nullable [] recipient() {
        return decrypted == null ? null : decrypted.recipient();
    }

    /// One reading of the document.
    ///
    /// @param signed      what the signatures cover
    /// @param payload     the same; or, of a MIME entity, what its header says that is inside
    /// @param contentType the payload's media type; null when not told
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
    record Content(byte[] signed, byte[] payload, @Nullable String contentType) {}
}
