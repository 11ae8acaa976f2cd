package org.caricom.conch.intake;

import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.Beside;
import org.jspecify.annotations.Nullable;

/// Something handed in as a report. Nothing of it is believed.
public sealed interface Filing {
    /// The exact bytes. Nobody changes them.
    byte[] message();

    /// The media type as declared, parameters and all.
    String contentType();

    /// A signed message: the signature says who files.
    ///
    /// @param token  whose token came along; null when none did
    /// @param beside what signs the message from outside; null when it is signed within
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
    record Signed(
            byte[] message,
            String contentType,
            @Nullable Caller token,
            @Nullable Beside beside) implements Filing {
        /// A message that is signed within.
        public Signed(byte[] message, String contentType, @Nullable Caller token) {
            this(message, contentType, token, null);
        }
    }

    /// A plain message over mutual TLS: the client certificate says who files.
    ///
    /// @param member      whose certificate it is; the door has checked it
    /// @param certificate its DER
    /// @param token       whose token came along; null when none did
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
    record Connected(
            MemberCode member,
            byte[] message,
            String contentType,
            byte[] certificate,
            @Nullable Caller token) implements Filing {}

    /// A plain message in a member's own inbox: the connection says who files.
    ///
    /// @param member whose inbox it is; the door has checked that the caller may write there
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
    record Posted(MemberCode member, byte[] message, String contentType) implements Filing {}
}
