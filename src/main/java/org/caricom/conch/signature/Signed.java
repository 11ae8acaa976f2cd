package org.caricom.conch.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// A JWS by enrolled keys of one member, good at the time it came.
record Signed(Proven proven, Sha256 payloadDigest) implements Verified {
    @Override
    public MemberCode member() {
        return proven.member();
    }

    @Override
    public byte[] payload() {
        return proven.jws().payload();
    }

    @Override
    public @Nullable String contentType() {
        return header().cty();
    }

    @Override
    public @Nullable String messageId() {
        return header().jti();
    }

    @Override
    public @Nullable Instant issuedAt() {
        return header().issuedAt();
    }

    @Override
    public List<SignatureFact> signatures() {
        return proven.keys().stream()
                .map(key -> new SignatureFact(key.kid(), key.algorithm(), thumbprint(key.publicJwk())))
                .toList();
    }

    private JwsHeader header() {
        return proven.jws().signatures().getFirst().header();
    }

    private static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
