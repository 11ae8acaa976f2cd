package org.caricom.conch.signature;

import java.util.List;

/// The hub's own key pairs, to which members encrypt what only the hub is to read.
///
/// @param keys    all there ever were, the newest first: what was encrypted to an old one is still read
/// @param openPgp the same for OpenPGP
public record Decryption(List<OwnKey> keys, List<OpenPgpOwnKey> openPgp) {
    public Decryption {
        keys = List.copyOf(keys);
        openPgp = List.copyOf(openPgp);
    }

    /// Of a hub without OpenPGP.
    public Decryption(List<OwnKey> keys) {
        this(keys, List.of());
    }

    /// How many keys there are.
    public int size() {
        return keys.size() + openPgp.size();
    }

    /// Of a hub to which nothing can be encrypted.
    public static Decryption none() {
        return new Decryption(List.of(), List.of());
    }
}
