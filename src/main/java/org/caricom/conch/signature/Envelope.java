package org.caricom.conch.signature;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A signed message that was opened strictly. Nothing in it is believed yet.
public sealed interface Envelope extends Opened permits Cms, HttpSigned, Jws, Pgp {
    /// How the message names the keys that are said to have signed, for looking them up. Names that no enrolled key can
    /// have are left out.
    Set<KeyHandle> handles();

    /// What was signed; untrusted until [Verifier] has spoken.
    byte[] payload();

    /// What must be kept beside the filed bytes to show the signatures again; null when the bytes are enough.
    default @Nullable Evidence evidence() {
        return null;
    }

    /// What is told instead when no enrolled key made the signatures; null when that itself may be told. A message that
    /// was encrypted without protection against changes may be what somebody made of another's by trying: that it
    /// opened to something signed at all would answer a guess about what is inside.
    default @Nullable Unreadable unlessProven() {
        return null;
    }
}
