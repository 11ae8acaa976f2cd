package org.caricom.conch.intake;

import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// Something handed in as a report. Nothing of it is believed.
public sealed interface Filing {
    /// The exact bytes. Nobody changes them.
    byte[] message();

    /// The media type as declared, parameters and all.
    String contentType();

    /// A signed message: the signature says who files.
    ///
    /// @param token whose token came along; null when none did
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
    record Signed(
            byte[] message, String contentType, @Nullable Caller token) implements Filing {}

    /// A plain message in a member's own inbox: the connection says who files.
    ///
    /// @param member whose inbox it is; the door has checked that the caller may write there
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
    record Posted(MemberCode member, byte[] message, String contentType) implements Filing {}
}
