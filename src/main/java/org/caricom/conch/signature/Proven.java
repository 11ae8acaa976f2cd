package org.caricom.conch.signature;

import java.util.List;
import org.caricom.conch.domain.MemberCode;

/// A message whose every signature was made by a key enrolled for one member. Whether that key, and the message, are
/// good today is not judged yet: a repeat of an old filing is recognised without asking.
public final class Proven implements Proof {
    private final byte[] payload;
    private final List<ProvenSignature> signatures;

    /// @param payload    exactly what was signed
    /// @param signatures in the order of the message, at least one, all by keys of one member
    Proven(byte[] payload, List<ProvenSignature> signatures) {
        this.payload = payload;
        this.signatures = List.copyOf(signatures);
    }

    /// Whose keys signed.
    public MemberCode member() {
        return signatures.getFirst().key().member();
    }

    /// The keys that signed.
    public List<EnrolledKey> keys() {
        return signatures.stream().map(ProvenSignature::key).toList();
    }

    byte[] payload() {
        return payload;
    }

    List<ProvenSignature> signatures() {
        return signatures;
    }
}
