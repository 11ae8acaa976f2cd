package org.caricom.conch.signature;

import java.time.Instant;
import java.util.List;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// A message that a member is known to have sent: the gate through which every report comes. Only this package can make
/// one.
public sealed interface Verified extends Verification permits Signed, Authenticated {
    /// Who filed it.
    MemberCode member();

    /// What was signed or sent, byte for byte. The caller does not change it.
    byte[] payload();

    /// The payload's digest: what two signatures over the same report have in common.
    Sha256 payloadDigest();

    /// The payload's own media type as the sender declared it; null when not told.
    @Nullable String contentType();

    /// The message's own unique name; null when it has none.
    @Nullable String messageId();

    /// When the sender says it was signed; null when not told.
    @Nullable Instant issuedAt();

    /// The signatures that were checked, in the order of the message; empty when the connection vouches for the sender.
    List<SignatureFact> signatures();

    /// One signature that was checked.
    ///
    /// @param keyId      the enrolled key's name
    /// @param algorithm  what it is made with
    /// @param thumbprint of the key, RFC 7638
    /// @param messageId  the name that this signature gives the message; null when it gives none
    record SignatureFact(
            String keyId,
            KeyAlgorithm algorithm,
            String thumbprint,
            @Nullable String messageId) {}
}
