package org.caricom.conch.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.util.Set;

/// A bare public key, RFC 7517. Only the name it is enrolled under finds it.
public record PlainKey(JWK jwk) implements KeyMaterial {
    public PlainKey {
        if (jwk.isPrivate()) {
            throw new IllegalArgumentException("only the public part of a key is enrolled");
        }
        if (KeyAlgorithm.of(jwk) == null) {
            throw new IllegalArgumentException("no key of an accepted kind");
        }
    }

    @Override
    public KeyAlgorithm algorithm() {
        KeyAlgorithm algorithm = KeyAlgorithm.of(jwk);
        if (algorithm == null) {
            throw new IllegalStateException("the constructor has seen to that");
        }
        return algorithm;
    }

    /// RFC 7638.
    @Override
    public String thumbprint() {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public Set<KeyHandle> handles() {
        return Set.of();
    }

    @Override
    public JWK bareKey() {
        return jwk;
    }
}
