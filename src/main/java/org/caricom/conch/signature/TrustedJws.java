package org.caricom.conch.signature;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Checks what a hub signed (receipts, checkpoints) against keys that the reader already trusts; no database, no
/// network.
public final class TrustedJws {
    private TrustedJws() {}

    /// The payload of a compact JWS.
    ///
    /// @param type the only `typ` accepted
    /// @param keys public keys of the hub, past ones too
    /// @return null when none of the keys signed it, or it is no such JWS
    public static byte @Nullable [] payload(String compact, String type, Collection<JWK> keys) {
        Jws jws;
        try {
            jws = JwsReader.compact(compact.getBytes(StandardCharsets.UTF_8), type, EnvelopeLimits.DEFAULT);
        } catch (Breach _) {
            return null;
        }
        Jws.Signature signature = jws.signatures().getFirst();
        String alg = signature.header().alg();
        String kid = signature.header().kid();
        if (alg == null
                || kid == null
                || signature.header().typ() == null
                || signature.header().bringsKey()) {
            return null;
        }
        for (JWK key : keys) {
            KeyAlgorithm algorithm = KeyAlgorithm.of(key);
            if (algorithm != null
                    && !KeyUse.ENCRYPTION.equals(key.getKeyUse())
                    && kid.equals(key.getKeyID())
                    && algorithm.isNamed(alg)
                    && SignatureMath.holds(
                            algorithm, key.toPublicJWK(), jws.signingInput(signature), signature.valuePart())) {
                return jws.payload();
            }
        }
        return null;
    }
}
