package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.JWK;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keys that belong to nobody, for spending the time of a check where there is no key to check with.
final class Decoys {
    private static final Map<KeyAlgorithm, Decoy> DECOYS = new ConcurrentHashMap<>(new EnumMap<>(KeyAlgorithm.class));

    private Decoys() {}

    static Decoy of(KeyAlgorithm algorithm) {
        return DECOYS.computeIfAbsent(algorithm, Decoys::make);
    }

    private static Decoy make(KeyAlgorithm algorithm) {
        JWK key = KeyPairs.generate(algorithm);
        return new Decoy(key.toPublicJWK(), new JwsSigner(key).value(new byte[0]));
    }

    /// A public key, and a signature of it over something else.
    record Decoy(JWK key, String value) {}
}
