package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/// Makes and reads signing keys.
public final class KeyPairs {
    private static final JsonLimits KEY = new JsonLimits(4, 16 * 1024, 32, 100);
    private static final int NEW_RSA_BITS = 3072;
    private static final int RSA_BITS_AT_MOST = 8192;

    private KeyPairs() {}

    /// A new private key whose `kid` is its thumbprint, RFC 7638.
    public static JWK generate(KeyAlgorithm algorithm) {
        try {
            return switch (algorithm) {
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case ES384 ->
                    new ECKeyGenerator(Curve.P_384)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case PS256, RSA_PKCS1 ->
                    new RSAKeyGenerator(NEW_RSA_BITS)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case EDDSA -> {
                    Ed25519PrivateKeyParameters pair = new Ed25519PrivateKeyParameters(new SecureRandom());
                    yield new OctetKeyPair.Builder(
                                    Curve.Ed25519,
                                    Base64URL.encode(pair.generatePublicKey().getEncoded()))
                            .d(Base64URL.encode(pair.getEncoded()))
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint()
                            .build();
                }
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    /// Reads a private key as [#generate(KeyAlgorithm)] writes it, in the text form of RFC 7517.
    ///
    /// @throws KeyRefused when it is no private key of an accepted kind with a `kid`
    public static JWK readPrivate(String json) throws KeyRefused {
        JWK key = read(json);
        if (!key.isPrivate()) {
            throw new KeyRefused("this is a public key; signing takes the private one");
        }
        check(key);
        return key;
    }

    /// Reads a key that is to be enrolled; a private part is not taken over, but refused.
    ///
    /// @throws KeyRefused when it is no public key of an accepted kind with a `kid`
    public static JWK readPublic(String json) throws KeyRefused {
        JWK key = read(json);
        if (key.isPrivate()) {
            throw new KeyRefused("this holds a private key: enrol the public part alone, and make a new key");
        }
        check(key);
        return key;
    }

    /// A name that a key can be enrolled under.
    ///
    /// @throws KeyRefused when it is none
    public static String requireKeyId(String kid) throws KeyRefused {
        if (!JwsHeader.isKeyId(kid)) {
            throw new KeyRefused("a key needs a kid of letters, digits and . _ ~ : -, at most 256 of them");
        }
        return kid;
    }

    /// The private key as PEM, PKCS #8 (RFC 5958).
    public static String pem(JWK key) {
        try {
            byte[] der = switch (key) {
                case ECKey ec -> ec.toECPrivateKey().getEncoded();
                case RSAKey rsa -> rsa.toRSAPrivateKey().getEncoded();
                case OctetKeyPair okp ->
                    PrivateKeyInfoFactory.createPrivateKeyInfo(new Ed25519PrivateKeyParameters(okp.getDecodedD()))
                            .getEncoded();
                default -> throw new IllegalArgumentException("no key of an accepted kind");
            };
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException("the key has no PKCS #8 form", e);
        }
    }

    private static JWK read(String json) throws KeyRefused {
        try {
            JsonNode strict = Json.parse(json.getBytes(StandardCharsets.UTF_8), KEY);
            return JWK.parse(Json.text(strict));
        } catch (JsonException | ParseException e) {
            throw new KeyRefused("not a JSON Web Key: " + e.getMessage());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new KeyRefused("not a usable key: " + e.getMessage());
        }
    }

    private static void check(JWK key) throws KeyRefused {
        KeyAlgorithm algorithm = KeyAlgorithm.of(key);
        if (algorithm == null) {
            throw new KeyRefused("keys are EC on P-256 or P-384, Ed25519, or RSA");
        }
        requireKeyId(Objects.requireNonNullElse(key.getKeyID(), ""));
        if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) {
            throw new KeyRefused("the key's use is not sig");
        }
        Set<?> operations = key.getKeyOperations();
        if (operations != null
                && operations.stream().noneMatch(one -> Set.of("SIGN", "VERIFY").contains(String.valueOf(one)))) {
            throw new KeyRefused("the key's operations are neither sign nor verify");
        }
        if (key.getAlgorithm() != null && !algorithm.isNamed(key.getAlgorithm().getName())) {
            throw new KeyRefused("the key is for " + algorithm.word() + ", but says otherwise");
        }
        switch (key) {
            case RSAKey rsa -> checkRsa(rsa);
            case OctetKeyPair okp -> {
                if (!SignatureMath.Ed25519.isSoundKey(okp.getDecodedX())) {
                    throw new KeyRefused("x is no sound point of Ed25519");
                }
            }
            default -> {}
        }
    }

    private static void checkRsa(RSAKey rsa) throws KeyRefused {
        String trouble = rsaTrouble(
                rsa.getModulus().decodeToBigInteger(), rsa.getPublicExponent().decodeToBigInteger());
        if (trouble != null) {
            throw new KeyRefused(trouble);
        }
    }

    /// What is wrong with an RSA key of these numbers, as a sentence; null when nothing is.
    static @Nullable String rsaTrouble(BigInteger modulus, BigInteger exponent) {
        if (modulus.bitLength() < NEW_RSA_BITS || modulus.bitLength() > RSA_BITS_AT_MOST) {
            return "an RSA key has 3072 to 8192 bits";
        }
        if (!exponent.equals(BigInteger.valueOf(65_537))) {
            return "an RSA key has the exponent 65537";
        }
        return modulus.testBit(0) ? null : "the modulus is even";
    }
}
