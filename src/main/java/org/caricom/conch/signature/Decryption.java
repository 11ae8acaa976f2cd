package org.caricom.conch.signature;

import java.util.List;

/// The hub's own key pairs, to which members encrypt what only the hub is to read.
///
/// @param keys all there ever were, the newest first: what was encrypted to an old one is still read
public record Decryption(List<OwnKey> keys) {
    public Decryption {
        keys = List.copyOf(keys);
    }

    /// Of a hub to which nothing can be encrypted.
    public static Decryption none() {
        return new Decryption(List.of());
    }
}
