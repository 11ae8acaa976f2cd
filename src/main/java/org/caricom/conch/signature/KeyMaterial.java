package org.caricom.conch.signature;

import java.util.Set;

/// What is enrolled: a bare key, or a document that holds one and says more about it.
public sealed interface KeyMaterial permits PlainKey {
    /// The algorithm that its signatures are made with.
    KeyAlgorithm algorithm();

    /// What is unique to this material, as receipts and lists show it.
    String thumbprint();

    /// How messages may name it, besides by the name it is enrolled under.
    Set<KeyHandle> handles();
}
