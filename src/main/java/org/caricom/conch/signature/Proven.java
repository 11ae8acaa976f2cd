package org.caricom.conch.signature;

import java.util.List;
import org.caricom.conch.domain.MemberCode;

/// An envelope whose every signature was made by a key enrolled for one member. Whether that key, and the message, are
/// good today is not judged yet: a repeat of an old filing is recognised without asking.
public final class Proven implements Proof {
    private final Jws jws;
    private final List<EnrolledKey> keys;

    /// @param keys those that made the signatures, in their order
    Proven(Jws jws, List<EnrolledKey> keys) {
        this.jws = jws;
        this.keys = List.copyOf(keys);
    }

    /// Whose keys signed.
    public MemberCode member() {
        return keys.getFirst().member();
    }

    Jws jws() {
        return jws;
    }

    List<EnrolledKey> keys() {
        return keys;
    }
}
