package org.caricom.conch.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.Beside;

/// Files as members do, in every way that needs nothing but a key on P-256: written by hand, so that what is tested is
/// not also what made the message.
final class Sender {
    static final String PLACE = IntakeExample.URL + "/api/v1/reports";

    private Sender() {}

    /// What a message says of itself; null is not said. One of each, whatever the kind calls it.
    record Says(String id, Instant issuedAt, Instant expiresAt, String audience) {
        static final Says NOTHING = new Says(null, null, null, null);
    }

    /// The kinds of signed messages.
    enum Kind {
        COMPACT,
        FLATTENED,
        GENERAL,
        DETACHED,
        UNENCODED,
        ENCRYPTED,
        HTTP;

        /// Whether the bytes filed are the payload itself, so that signing anew changes nothing of them.
        boolean isBeside() {
            return this == DETACHED || this == UNENCODED || this == HTTP;
        }
    }

    static Filing filing(Kind kind, byte[] payload, JWK key, Says says, IntakeExample hub) {
        try {
            return switch (kind) {
                case COMPACT -> new Filing.Signed(compact(payload, key, says), "application/jose", null);
                case FLATTENED -> {
                    String[] parts = new String(compact(payload, key, says), UTF_8).split("\\.", -1);
                    ObjectNode json = Json.object();
                    json.put("payload", parts[1]).put("protected", parts[0]).put("signature", parts[2]);
                    yield new Filing.Signed(Json.write(json), "application/jose+json", null);
                }
                case GENERAL -> general(payload, Map.of(key, says));
                case DETACHED -> {
                    String[] parts = new String(compact(payload, key, says), UTF_8).split("\\.", -1);
                    yield new Filing.Signed(
                            payload,
                            "application/json",
                            null,
                            new Beside.Detached(List.of(parts[0] + ".." + parts[2])));
                }
                case UNENCODED -> {
                    ObjectNode header = header(key, says);
                    header.put("b64", false).putArray("crit").add("b64");
                    String head = base64(Json.write(header));
                    byte[] input = (head + "." + new String(payload, UTF_8)).getBytes(UTF_8);
                    yield new Filing.Signed(
                            payload,
                            "application/json",
                            null,
                            new Beside.Detached(List.of(head + ".." + base64(sign(key, input)))));
                }
                case ENCRYPTED ->
                    new Filing.Signed(encrypted(compact(payload, key, says), hub), "application/jose", null);
                case HTTP -> new Filing.Signed(payload, "application/json", null, http(payload, key, says));
            };
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One payload, signed by several keys.
    static Filing general(byte[] payload, Map<JWK, Says> signers) {
        ObjectNode json = Json.object();
        json.put("payload", base64(payload));
        ArrayNode signatures = json.putArray("signatures");
        signers.forEach((key, says) -> {
            String[] parts = new String(compact(payload, key, says), UTF_8).split("\\.", -1);
            signatures.addObject().put("protected", parts[0]).put("signature", parts[2]);
        });
        return new Filing.Signed(Json.write(json), "application/jose+json", null);
    }

    private static byte[] compact(byte[] payload, JWK key, Says says) {
        String input = base64(Json.write(header(key, says))) + "." + base64(payload);
        return (input + "." + base64(sign(key, input.getBytes(UTF_8)))).getBytes(UTF_8);
    }

    private static ObjectNode header(JWK key, Says says) {
        ObjectNode header = Json.object();
        header.put("alg", "ES256").put("kid", key.getKeyID());
        if (says.id() != null) {
            header.put("jti", says.id());
        }
        if (says.issuedAt() != null) {
            header.put("iat", says.issuedAt().getEpochSecond());
        }
        if (says.expiresAt() != null) {
            header.put("exp", says.expiresAt().getEpochSecond());
        }
        if (says.audience() != null) {
            header.put("aud", says.audience());
        }
        return header;
    }

    private static byte[] encrypted(byte[] signed, IntakeExample hub) throws JOSEException {
        ECKey own = hub.hubDecryption.published().stream()
                .map(key -> key.publicJwk())
                .filter(ECKey.class::isInstance)
                .map(ECKey.class::cast)
                .findFirst()
                .orElseThrow();
        JWEObject message = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM)
                        .keyID(own.getKeyID())
                        .contentType("JWS")
                        .build(),
                new Payload(signed));
        message.encrypt(new ECDHEncrypter(own));
        return message.serialize().getBytes(UTF_8);
    }

    private static Beside.Request http(byte[] body, JWK key, Says says) throws GeneralSecurityException {
        String digest =
                "sha-256=:" + standard(MessageDigest.getInstance("SHA-256").digest(body)) + ":";
        StringBuilder covered = new StringBuilder("(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\")");
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("created", String.valueOf(says.issuedAt().getEpochSecond()));
        parameters.put("keyid", "\"" + key.getKeyID() + "\"");
        parameters.put("nonce", "\"" + says.id() + "\"");
        parameters.put("tag", "\"conch-report\"");
        if (says.expiresAt() != null) {
            parameters.put("expires", String.valueOf(says.expiresAt().getEpochSecond()));
        }
        parameters.forEach(
                (name, value) -> covered.append(';').append(name).append('=').append(value));
        String base = "\"@method\": POST\n\"@target-uri\": " + PLACE + "\n\"content-digest\": " + digest
                + "\n\"content-type\": application/json\n\"@signature-params\": " + covered;
        List<Beside.Field> fields = new ArrayList<>();
        fields.add(new Beside.Field("content-type", "application/json"));
        fields.add(new Beside.Field("content-digest", digest));
        fields.add(new Beside.Field("signature-input", "sig1=" + covered));
        fields.add(new Beside.Field("signature", "sig1=:" + standard(sign(key, base.getBytes(UTF_8))) + ":"));
        return new Beside.Request("POST", PLACE, fields);
    }

    private static byte[] sign(JWK key, byte[] input) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.toECKey().toECPrivateKey());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String standard(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
