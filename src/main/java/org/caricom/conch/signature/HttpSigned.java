package org.caricom.conch.signature;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A body signed by header fields of the request that brought it, RFC 9421. It may have no signature that is meant for
/// us at all.
public final class HttpSigned implements Envelope {
    private final byte[] body;
    private final List<Signature> signatures;
    private final boolean digestFits;
    private final Beside.Request evidence;

    /// @param digestFits whether the digest that the signatures cover is that of the body
    /// @param evidence   the request, with no more of it than is signed
    HttpSigned(byte[] body, List<Signature> signatures, boolean digestFits, Beside.Request evidence) {
        this.body = body;
        this.signatures = List.copyOf(signatures);
        this.digestFits = digestFits;
        this.evidence = evidence;
    }

    @Override
    public Set<KeyHandle> handles() {
        Set<KeyHandle> handles = new LinkedHashSet<>();
        for (Signature signature : signatures) {
            String keyId = signature.keyId();
            if (keyId != null) {
                handles.add(KeyHandle.kid(keyId));
            }
        }
        return handles;
    }

    @Override
    public byte[] payload() {
        return body;
    }

    @Override
    public Evidence evidence() {
        return evidence;
    }

    List<Signature> signatures() {
        return signatures;
    }

    boolean digestFits() {
        return digestFits;
    }

    /// One signature that says it is over a report.
    ///
    /// @param keyId null when missing, or when no key can be enrolled under it
    /// @param alg   null when missing
    /// @param base  the bytes that it covers
    /// @param value its octets in base64url
    record Signature(@Nullable String keyId, @Nullable String alg, Statement statement, String base, String value) {}
}
