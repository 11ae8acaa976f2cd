package org.caricom.conch.signature;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON Web Signature, RFC 7515: one payload and one or several signatures over it.
public final class Jws implements Envelope {
    private final byte[] payload;
    private final byte[] payloadPart;
    private final List<Signature> signatures;
    private final @Nullable Evidence evidence;

    /// @param payload     what was signed
    /// @param payloadPart the same as it stands in the signing input: base64url, or as it is for RFC 7797
    Jws(byte[] payload, byte[] payloadPart, List<Signature> signatures) {
        this(payload, payloadPart, signatures, null);
    }

    private Jws(byte[] payload, byte[] payloadPart, List<Signature> signatures, @Nullable Evidence evidence) {
        this.evidence = evidence;
        this.payload = payload;
        this.payloadPart = payloadPart;
        this.signatures = List.copyOf(signatures);
    }

    @Override
    public Set<KeyHandle> handles() {
        Set<KeyHandle> handles = new LinkedHashSet<>();
        for (Signature signature : signatures) {
            String kid = signature.header().kid();
            if (kid != null) {
                handles.add(KeyHandle.kid(kid));
            }
            KeyHandle certificate = signature.header().certificate();
            if (certificate != null) {
                handles.add(certificate);
            }
        }
        return handles;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public @Nullable Evidence evidence() {
        return evidence;
    }

    /// The same message, as found by way of `its`.
    Jws foundIn(Evidence its) {
        return new Jws(payload, payloadPart, signatures, its);
    }

    List<Signature> signatures() {
        return signatures;
    }

    /// The bytes that a signature covers, RFC 7515 §5.2 step 8.
    byte[] signingInput(Signature signature) {
        byte[] head = signature.protectedPart().getBytes(StandardCharsets.US_ASCII);
        byte[] input = new byte[head.length + 1 + payloadPart.length];
        System.arraycopy(head, 0, input, 0, head.length);
        input[head.length] = '.';
        System.arraycopy(payloadPart, 0, input, head.length + 1, payloadPart.length);
        return input;
    }

    /// One signature as sent.
    ///
    /// @param header        its protected header
    /// @param protectedPart the same, in base64url
    /// @param valuePart     the signature's octets, in base64url
    record Signature(JwsHeader header, String protectedPart, String valuePart) {}
}
