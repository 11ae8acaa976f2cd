package org.caricom.conch.signature;

import org.jspecify.annotations.Nullable;

/// A message as it came.
///
/// @param body        its bytes. Nobody changes them
/// @param contentType what they are declared to be
/// @param beside      what came along outside of the bytes and may sign them; null when nothing did
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a large message would cost
public record Message(
        byte[] body, String contentType, @Nullable Beside beside) {}
