package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Signs with one private key: reports on the command line, receipts and checkpoints in the hub.
public final class JwsSigner {
    private final JWK key;
    private final KeyAlgorithm algorithm;
    private final Mechanism mechanism;

    /// @param key a private key with a `kid`
    /// @throws IllegalArgumentException when it is none that Conch accepts
    public JwsSigner(JWK key) {
        KeyAlgorithm fitting = KeyAlgorithm.of(key);
        if (fitting == null || !key.isPrivate() || key.getKeyID() == null) {
            throw new IllegalArgumentException("signing takes a private key of an accepted kind, with a kid");
        }
        this.key = key;
        this.algorithm = fitting;
        try {
            this.mechanism = mechanism(key, fitting);
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the private key cannot be used", e);
        }
    }

    /// The name of the key.
    public String keyId() {
        return key.getKeyID();
    }

    /// A header for [#compact(ObjectNode, byte[])]: `alg`, `kid`, `typ`, and what is not null of the rest.
    ///
    /// @param typ what the message is: [Envelopes#REPORT_TYPE]
    /// @param cty the payload's media type
    /// @param iat now, told in whole seconds
    /// @param jti a name that no other message has
    /// @param aud whom it is for: the hub's public URL
    public ObjectNode header(
            String typ, @Nullable String cty, @Nullable Instant iat, @Nullable String jti, @Nullable String aud) {
        ObjectNode header = Json.object();
        header.put("alg", algorithm.word());
        header.put("kid", key.getKeyID());
        header.put("typ", typ);
        if (cty != null) {
            header.put("cty", cty);
        }
        if (iat != null) {
            header.put("iat", iat.getEpochSecond());
        }
        if (jti != null) {
            header.put("jti", jti);
        }
        if (aud != null) {
            header.put("aud", aud);
        }
        return header;
    }

    /// The compact serialisation, RFC 7515 §7.1, with exactly this protected header.
    public String compact(ObjectNode header, byte[] payload) {
        String input = Base64Url.encode(Json.write(header)) + "." + Base64Url.encode(payload);
        return input + "." + value(input.getBytes(StandardCharsets.US_ASCII));
    }

    /// One member of `signatures` in the JSON serialisation, RFC 7515 §7.2.1, with exactly this protected header.
    public ObjectNode signature(ObjectNode header, byte[] payload) {
        String protectedPart = Base64Url.encode(Json.write(header));
        String input = protectedPart + "." + Base64Url.encode(payload);
        ObjectNode signature = Json.object();
        signature.put("protected", protectedPart);
        signature.put("signature", value(input.getBytes(StandardCharsets.US_ASCII)));
        return signature;
    }

    /// The signature over `input`, in base64url.
    String value(byte[] input) {
        try {
            return mechanism.sign(input);
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    private static Mechanism mechanism(JWK key, KeyAlgorithm algorithm) throws JOSEException, GeneralSecurityException {
        return switch (algorithm) {
            case ES256, ES384 -> {
                ECDSASigner signer = new ECDSASigner(key.toECKey());
                signer.getJCAContext().setProvider(FastProvider.orNull());
                JWSHeader header =
                        new JWSHeader(algorithm == KeyAlgorithm.ES256 ? JWSAlgorithm.ES256 : JWSAlgorithm.ES384);
                yield input -> signer.sign(header, input).toString();
            }
            case PS256 -> {
                RSASSASigner signer = new RSASSASigner(key.toRSAKey());
                JWSHeader header = new JWSHeader(JWSAlgorithm.PS256);
                yield input -> signer.sign(header, input).toString();
            }
            case RSA_PKCS1 -> throw new IllegalArgumentException("no JWS is made with it");
            case EDDSA -> {
                PrivateKey privateKey = ed25519(key.toOctetKeyPair());
                yield input -> {
                    Signature signature = Signature.getInstance("Ed25519");
                    signature.initSign(privateKey);
                    signature.update(input);
                    return Base64Url.encode(signature.sign());
                };
            }
        };
    }

    private static PrivateKey ed25519(OctetKeyPair key) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.getDecodedD()));
    }

    /// Makes the base64url of a signature over some bytes; used by several threads at once.
    private interface Mechanism {
        String sign(byte[] input) throws JOSEException, GeneralSecurityException;
    }
}
