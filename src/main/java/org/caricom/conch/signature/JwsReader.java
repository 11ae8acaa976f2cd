package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.Jws.Signature;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// Reads the serialisations of a JWS, RFC 7515 §7.
final class JwsReader {
    private JwsReader() {}

    /// RFC 7515 §7.1.
    static Jws compact(byte[] body, String type, EnvelopeLimits limits) throws Breach {
        if (body.length > limits.bytes()) {
            throw new Breach(Fault.SIZE, "the message is too large");
        }
        List<byte[]> parts = split(body);
        if (parts.size() == 5) {
            throw new Breach(Fault.ENCRYPTED, "this is encrypted, not signed");
        }
        if (parts.size() != 3) {
            throw new Breach(Fault.PARTS, "a compact JWS has three parts with two dots between them");
        }
        byte[] protectedPart = parts.get(0);
        JwsHeader header = header(protectedPart, type, limits);
        byte[] payload =
                header.encodedPayload() ? Base64Url.decode(parts.get(1), "the payload") : unencoded(parts.get(1));
        Signature signature = new Signature(
                header,
                new String(protectedPart, StandardCharsets.US_ASCII),
                new String(parts.get(2), StandardCharsets.ISO_8859_1));
        Base64Url.decode(parts.get(2), "the signature");
        return new Jws(payload, parts.get(1), List.of(signature));
    }

    /// RFC 7515 §7.2, general or flattened.
    static Jws json(byte[] body, String type, EnvelopeLimits limits) throws Breach {
        return json(object(body, limits), type, limits);
    }

    /// The JSON object that a serialisation is.
    static ObjectNode object(byte[] body, EnvelopeLimits limits) throws Breach {
        if (body.length > limits.bytes()) {
            throw new Breach(Fault.SIZE, "the message is too large");
        }
        JsonNode node;
        try {
            node = Json.parse(body, new JsonLimits(8, limits.bytes(), 64, 10_000));
        } catch (JsonException e) {
            throw new Breach(Fault.JSON, "the message is not strict JSON: " + e.getMessage());
        }
        if (!(node instanceof ObjectNode message)) {
            throw new Breach(Fault.JSON, "the message is not a JSON object");
        }
        return message;
    }

    static Jws json(ObjectNode message, String type, EnvelopeLimits limits) throws Breach {
        boolean general = message.has("signatures");
        boolean flattened = message.has("signature") || message.has("protected") || message.has("header");
        if (general == flattened) {
            throw new Breach(Fault.FORM, "a JWS has either signatures, or protected and signature");
        }
        String payloadText = text(message, "payload");
        List<Signature> signatures = new ArrayList<>();
        if (flattened) {
            signatures.add(signature(message, type, limits));
        } else {
            JsonNode list = message.get("signatures");
            if (!list.isArray() || list.isEmpty() || list.size() > limits.signatures()) {
                throw new Breach(Fault.SIGNATURES, "a message has 1 to " + limits.signatures() + " signatures");
            }
            for (JsonNode one : list) {
                if (!(one instanceof ObjectNode entry)) {
                    throw new Breach(Fault.FORM, "each of signatures is an object");
                }
                signatures.add(signature(entry, type, limits));
            }
        }
        boolean encoded = agreeOnEncoding(signatures);
        byte[] payloadPart = payloadText.getBytes(StandardCharsets.UTF_8);
        byte[] payload = encoded ? Base64Url.decode(payloadPart, "the payload") : payloadPart;
        return new Jws(payload, payloadPart, signatures);
    }

    /// Compact serialisations whose payload is elsewhere, RFC 7515 appendix F: it is `body`, in base64url or, by RFC
    /// 7797, as it is.
    static Jws detached(List<String> compact, byte[] body, String type, EnvelopeLimits limits) throws Breach {
        if (body.length > limits.bytes()) {
            throw new Breach(Fault.SIZE, "the message is too large");
        }
        if (compact.isEmpty() || compact.size() > limits.signatures()) {
            throw new Breach(Fault.SIGNATURES, "a message has 1 to " + limits.signatures() + " signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String one : compact) {
            List<byte[]> parts = split(one.getBytes(StandardCharsets.UTF_8));
            if (parts.size() != 3 || parts.get(1).length > 0) {
                throw new Breach(Fault.PARTS, "a detached JWS has three parts, of which the second is empty");
            }
            Base64Url.decode(parts.get(2), "the signature");
            signatures.add(new Signature(
                    header(parts.get(0), type, limits),
                    new String(parts.get(0), StandardCharsets.US_ASCII),
                    new String(parts.get(2), StandardCharsets.ISO_8859_1)));
        }
        byte[] payloadPart =
                agreeOnEncoding(signatures) ? Base64Url.encode(body).getBytes(StandardCharsets.US_ASCII) : body;
        return new Jws(body, payloadPart, signatures).foundIn(new Beside.Detached(compact));
    }

    /// Whether the payload is signed in base64url. RFC 7797 §3: one message, one way.
    private static boolean agreeOnEncoding(List<Signature> signatures) throws Breach {
        boolean encoded = signatures.getFirst().header().encodedPayload();
        if (signatures.stream().anyMatch(one -> one.header().encodedPayload() != encoded)) {
            throw new Breach(Fault.UNENCODED, "all signatures agree on b64");
        }
        return encoded;
    }

    /// The parts of a compact serialisation of something encrypted; null when it has not five.
    static @Nullable List<byte[]> encryptedParts(byte[] body, EnvelopeLimits limits) {
        int dots = 0;
        for (int i = 0; i < body.length && dots < 6; i++) {
            dots += body[i] == '.' ? 1 : 0;
        }
        return dots == 4 && body.length <= limits.bytes() ? split(body) : null;
    }

    private static Signature signature(ObjectNode entry, String type, EnvelopeLimits limits) throws Breach {
        String protectedPart = text(entry, "protected");
        JwsHeader header = header(protectedPart.getBytes(StandardCharsets.UTF_8), type, limits);
        JsonNode unprotected = entry.get("header");
        if (unprotected != null) {
            if (!unprotected.isObject()) {
                throw new Breach(Fault.FORM, "an unprotected header is an object");
            }
            // What nobody signed must not matter; RFC 7515 §7.2.1 also forbids a name in both headers.
            for (Iterator<String> names = unprotected.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (JwsHeader.KNOWN.contains(name) || header.names().contains(name)) {
                    throw new Breach(Fault.UNPROTECTED, "an unprotected header says nothing that matters here");
                }
            }
        }
        String value = text(entry, "signature");
        Base64Url.decode(value, "the signature");
        return new Signature(header, protectedPart, value);
    }

    private static JwsHeader header(byte[] protectedPart, String type, EnvelopeLimits limits) throws Breach {
        JwsHeader header = JwsHeader.read(Base64Url.decode(protectedPart, "the protected header"), limits);
        if (!header.mayBe(type)) {
            throw new Breach(Fault.TYPE, "typ is not " + type);
        }
        return header;
    }

    private static String text(ObjectNode object, String name) throws Breach {
        JsonNode value = object.get(name);
        if (value == null || !value.isTextual()) {
            throw new Breach(Fault.FORM, name + " is missing or no string");
        }
        return value.textValue();
    }

    /// RFC 7797 §5.2: in the compact serialisation the payload is ASCII without a dot (the split saw to that) and
    /// without
    /// what does not print.
    private static byte[] unencoded(byte[] payload) throws Breach {
        for (byte octet : payload) {
            if (octet < 0x20 || octet > 0x7e) {
                throw new Breach(Fault.UNENCODED, "an unencoded payload in a compact JWS is printable ASCII");
            }
        }
        return payload;
    }

    /// The parts between dots; more than five are not told apart.
    private static List<byte[]> split(byte[] body) {
        List<byte[]> parts = new ArrayList<>(3);
        int from = 0;
        for (int i = 0; i < body.length && parts.size() < 6; i++) {
            if (body[i] == '.') {
                parts.add(Arrays.copyOfRange(body, from, i));
                from = i + 1;
            }
        }
        parts.add(Arrays.copyOfRange(body, from, body.length));
        return parts;
    }
}
