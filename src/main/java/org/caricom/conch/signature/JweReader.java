package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// Reads what is encrypted to the hub, RFC 7516, and the signed message that must be inside.
final class JweReader {
    private static final Set<String> FLATTENED = Set.of("header", "encrypted_key");

    private final EnvelopeLimits limits;
    private final Decryption decryption;

    JweReader(EnvelopeLimits limits, Decryption decryption) {
        this.limits = limits;
        this.decryption = decryption;
    }

    /// RFC 7516 §7.1.
    ///
    /// @param parts the five of them
    Opened compact(List<byte[]> parts) throws Breach {
        ObjectNode header = protectedHeader(parts.getFirst());
        return open(
                header,
                new JweMath.Parts(
                        Base64Url.decode(parts.get(1), "the encrypted key"),
                        Base64Url.decode(parts.get(2), "the initialization vector"),
                        Base64Url.decode(parts.get(3), "the ciphertext"),
                        Base64Url.decode(parts.get(4), "the authentication tag"),
                        parts.getFirst()));
    }

    /// RFC 7516 §7.2, with one recipient.
    Opened json(ObjectNode message) throws Breach {
        if (message.has("payload") || message.has("signature") || message.has("signatures")) {
            throw new Breach(Fault.FORM, "a message is either signed or encrypted outside, not both");
        }
        ObjectNode recipient = recipient(message);
        String protectedPart = text(message, "protected");
        ObjectNode header = protectedHeader(protectedPart.getBytes(StandardCharsets.UTF_8));
        merge(header, message.get("unprotected"));
        merge(header, recipient.get("header"));
        String aad = message.has("aad") ? text(message, "aad") : null;
        if (aad != null) {
            Base64Url.decode(aad, "aad");
        }
        String key = recipient.has("encrypted_key") ? text(recipient, "encrypted_key") : "";
        return open(
                header,
                new JweMath.Parts(
                        Base64Url.decode(key, "the encrypted key"),
                        Base64Url.decode(text(message, "iv"), "the initialization vector"),
                        Base64Url.decode(text(message, "ciphertext"), "the ciphertext"),
                        Base64Url.decode(text(message, "tag"), "the authentication tag"),
                        (protectedPart + (aad == null ? "" : "." + aad)).getBytes(StandardCharsets.US_ASCII)));
    }

    private static ObjectNode recipient(ObjectNode message) throws Breach {
        JsonNode recipients = message.get("recipients");
        if (recipients == null) {
            return message;
        }
        if (FLATTENED.stream().anyMatch(message::has)
                || recipients.size() != 1
                || !(recipients.get(0) instanceof ObjectNode recipient)) {
            throw new Breach(Fault.FORM, "what is encrypted to the hub has one recipient");
        }
        return recipient;
    }

    private ObjectNode protectedHeader(byte[] part) throws Breach {
        byte[] utf8 = Base64Url.decode(part, "the protected header");
        if (utf8.length > limits.headerBytes()) {
            throw new Breach(Fault.SIZE, "the protected header is too large");
        }
        try {
            if (Json.parse(utf8, new JsonLimits(8, limits.headerBytes(), 64, 4096)) instanceof ObjectNode header) {
                return header;
            }
        } catch (JsonException e) {
            throw new Breach(Fault.JSON, "the protected header is not strict JSON: " + e.getMessage());
        }
        throw new Breach(Fault.JSON, "the protected header is not a JSON object");
    }

    /// RFC 7516 §7.2.1: no name stands in two headers.
    private static void merge(ObjectNode header, @Nullable JsonNode more) throws Breach {
        if (more == null) {
            return;
        }
        if (!more.isObject()) {
            throw new Breach(Fault.FORM, "a header is an object");
        }
        for (Map.Entry<String, JsonNode> one : more.properties()) {
            if (one.getKey().equals("crit") || header.putIfAbsent(one.getKey(), one.getValue()) != null) {
                throw new Breach(Fault.UNPROTECTED, "a name stands in two headers, or crit in one without protection");
            }
        }
    }

    private Opened open(ObjectNode json, JweMath.Parts parts) throws Breach {
        JweHeader header = JweHeader.read(json);
        byte[] content = JweMath.decrypt(header, parts, decryption);
        if (content == null) {
            // One sentence for every cause: which one it was would help to guess what is inside.
            throw new Breach(
                    Fault.ENCRYPTED, "this is encrypted, and no key of the hub's, as its key set has them, opens it");
        }
        String type = signedType(header.cty(), content);
        if (type == null) {
            return new Jws(content, content, List.of());
        }
        // What is inside is opened without keys: encrypted twice is not read.
        return switch (Envelopes.open(new Message(content, type, null), limits, Decryption.none())) {
            case Jws jws -> jws.foundIn(new Evidence.Decrypted(type, content));
            case Envelope other -> other;
            case Unreadable unreadable -> unreadable;
            case UnsupportedType unsupported -> unsupported;
        };
    }

    /// Which serialisation of a JWS the content says it is; null when it says that it is something else. Media types
    /// compare without case, and `application/` may be left out.
    private static @Nullable String signedType(@Nullable String cty, byte[] content) {
        if (cty == null) {
            return content.length > 0 && content[0] == '{' ? Envelopes.JOSE_JSON : Envelopes.JOSE;
        }
        String lower = cty.toLowerCase(Locale.ROOT);
        return switch (lower.startsWith("application/") ? lower.substring("application/".length()) : lower) {
            case "jws", "jose" -> Envelopes.JOSE;
            case "jose+json" -> Envelopes.JOSE_JSON;
            default -> null;
        };
    }

    private static String text(ObjectNode object, String name) throws Breach {
        JsonNode value = object.get(name);
        if (value == null || !value.isTextual()) {
            throw new Breach(Fault.FORM, name + " is missing or no string");
        }
        return value.textValue();
    }
}
