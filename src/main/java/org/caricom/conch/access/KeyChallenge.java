package org.caricom.conch.access;

import java.time.Instant;
import org.caricom.conch.signature.EnrolledKey;

/// The answer to the wish to enrol a key.
public sealed interface KeyChallenge {
    /// Sign this with the key, and it will be enrolled.
    ///
    /// @param text      one line of ASCII; it names the hub, the member, the key and what it replaces, so that a
    ///                  signature over it cannot be used for anything else
    /// @param key       what would be enrolled
    /// @param expiresAt until when the proof is taken
    record Issued(String text, EnrolledKey key, Instant expiresAt) implements KeyChallenge {}

    /// It cannot be enrolled.
    ///
    /// @param reason a sentence for whoever asks
    record Declined(String reason) implements KeyChallenge {}
}
