package org.caricom.conch.signature;

import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.signature.Authenticated.Content;

/// Messages without a signature of their own, whose sender a connection has authenticated: a TAXII inbox with a token
/// of
/// the member, mutual TLS.
public final class Channels {
    private Channels() {}

    /// What `member` sent over a connection that is known to be its own. Whoever calls this has checked that.
    ///
    /// @param contentType the payload's media type
    public static Verified authenticated(MemberCode member, byte[] payload, String contentType) {
        return new Authenticated(member, new Content(payload), Sha256.of(payload), contentType);
    }
}
