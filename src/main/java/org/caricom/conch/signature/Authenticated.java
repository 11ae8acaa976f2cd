package org.caricom.conch.signature;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// What a member sent over a connection that vouches for it.
record Authenticated(MemberCode member, Content content, Sha256 payloadDigest, String contentType) implements Verified {
    @Override
    public byte[] payload() {
        return content.bytes;
    }

    @Override
    public @Nullable String messageId() {
        return null;
    }

    @Override
    public @Nullable Instant issuedAt() {
        return null;
    }

    @Override
    public List<SignatureFact> signatures() {
        return List.of();
    }

    /// Bytes that nobody else holds.
    static final class Content {
        private final byte[] bytes;

        Content(byte[] bytes) {
            this.bytes = bytes.clone();
        }
    }
}
