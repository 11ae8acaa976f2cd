package org.caricom.conch.signature;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// A message signed by enrolled keys of one member, good at the time it came.
record Signed(Proven proven, Sha256 payloadDigest) implements Verified {
    @Override
    public MemberCode member() {
        return proven.member();
    }

    @Override
    public byte[] payload() {
        return proven.payload();
    }

    @Override
    public @Nullable String contentType() {
        return first().contentType();
    }

    @Override
    public @Nullable String messageId() {
        return first().messageId();
    }

    @Override
    public @Nullable Instant issuedAt() {
        return first().issuedAt();
    }

    @Override
    public List<SignatureFact> signatures() {
        return proven.signatures().stream()
                .map(signature -> new SignatureFact(
                        signature.key().kid(),
                        signature.key().algorithm(),
                        signature.key().material().thumbprint(),
                        signature.statement().messageId()))
                .toList();
    }

    private Statement first() {
        return proven.signatures().getFirst().statement();
    }
}
