package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// How something is encrypted, and to which key: only what Conch accepts. Nobody has to encrypt to the hub, so there is
/// no need for more than the best of each kind.
///
/// @param kid          which of the hub's keys; null when not told
/// @param cty          what is inside; null when not told
/// @param ephemeralKey for key agreement; null for key transport
/// @param library      the same for the library that derives and decrypts
record JweHeader(
        JWEAlgorithm alg,
        EncryptionMethod enc,
        @Nullable String kid,
        @Nullable String cty,
        @Nullable ECKey ephemeralKey,
        JWEHeader library) {
    private static final Set<JWEAlgorithm> ALGORITHMS =
            Set.of(JWEAlgorithm.ECDH_ES, JWEAlgorithm.ECDH_ES_A256KW, JWEAlgorithm.RSA_OAEP_256);
    private static final Set<EncryptionMethod> METHODS = Set.of(
            EncryptionMethod.A256GCM,
            EncryptionMethod.A128GCM,
            EncryptionMethod.A128CBC_HS256,
            EncryptionMethod.A256CBC_HS512);

    /// Compression before encryption, work that the sender chooses for us (CVE-2023-52428), and keys from elsewhere.
    private static final Set<String> REFUSED = Set.of("zip", "p2s", "p2c", "jwk", "jku", "x5u");

    private static final int TEXT = 256;

    static JweHeader read(ObjectNode json) throws Breach {
        JWEAlgorithm alg = JWEAlgorithm.parse(required(json, "alg"));
        EncryptionMethod enc = EncryptionMethod.parse(required(json, "enc"));
        if (!ALGORITHMS.contains(alg)
                || !METHODS.contains(enc)
                || REFUSED.stream().anyMatch(json::has)) {
            throw new Breach(
                    Fault.ENCRYPTION,
                    "to the hub is encrypted with ECDH-ES, ECDH-ES+A256KW or RSA-OAEP-256, and A128GCM, A256GCM,"
                            + " A128CBC-HS256 or A256CBC-HS512, without zip");
        }
        if (json.has("crit")) {
            throw new Breach(Fault.CRITICAL, "crit names an extension that is not understood here");
        }
        boolean agreement = !alg.equals(JWEAlgorithm.RSA_OAEP_256);
        ECKey ephemeral = agreement ? ephemeralKey(json.get("epk")) : null;
        var library = new JWEHeader.Builder(alg, enc);
        if (ephemeral != null) {
            library.ephemeralPublicKey(ephemeral)
                    .agreementPartyUInfo(party(json, "apu"))
                    .agreementPartyVInfo(party(json, "apv"));
        }
        return new JweHeader(alg, enc, text(json, "kid"), text(json, "cty"), ephemeral, library.build());
    }

    /// RFC 7518 §4.6.1.1. That it is a point of the curve is what keeps our key from leaking bit by bit.
    private static ECKey ephemeralKey(@Nullable JsonNode epk) throws Breach {
        if (epk instanceof ObjectNode key
                && !key.has("d")
                && "EC".equals(text(key, "kty"))
                && "P-256".equals(text(key, "crv"))) {
            byte[] x = Base64Url.decode(required(key, "x"), "epk");
            byte[] y = Base64Url.decode(required(key, "y"), "epk");
            if (x.length == 32 && y.length == 32) {
                try {
                    return new ECKey.Builder(Curve.P_256, Base64URL.encode(x), Base64URL.encode(y)).build();
                } catch (IllegalStateException | IllegalArgumentException _) {
                    // told below
                }
            }
        }
        throw new Breach(Fault.HEADER, "epk is a public key on P-256");
    }

    private static @Nullable Base64URL party(ObjectNode json, String name) throws Breach {
        String text = text(json, name);
        return text == null ? null : Base64URL.encode(Base64Url.decode(text, name));
    }

    private static String required(ObjectNode json, String name) throws Breach {
        String text = text(json, name);
        if (text == null) {
            throw new Breach(Fault.HEADER, name + " is missing");
        }
        return text;
    }

    private static @Nullable String text(ObjectNode json, String name) throws Breach {
        JsonNode value = json.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > TEXT) {
            throw new Breach(Fault.HEADER, name + " is a string of a bounded length");
        }
        return value.textValue();
    }
}
