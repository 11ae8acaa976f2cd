package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// The protected header of one signature, every parameter that Conch knows typed. Unknown ones are ignored, as RFC 7515
/// §4 asks.
///
/// @param alg            as sent; null when missing
/// @param kid            null when missing, or when no key can be enrolled under it
/// @param certificate    the certificate that `x5t#S256`, or the first of `x5c`, names; null when missing. What `x5c`
/// holds
///                       beside it, and who issued it, proves nothing here: a certificate is enrolled or it is nobody's
/// @param typ            null when missing
/// @param cty            the payload's media type, with `application/` put back where it was left out; null when
/// missing
/// @param issuedAt       `iat`, null when missing
/// @param expiresAt      `exp`, null when missing
/// @param jti            null when missing
/// @param audience       `aud`; null when missing
/// @param encodedPayload `b64`, RFC 7797
/// @param bringsKey      whether `jwk`, `jku` or `x5u` offers a key: such a message is never believed, and nothing is
///                       fetched
/// @param names          of all parameters
record JwsHeader(
        @Nullable String alg,
        @Nullable String kid,
        @Nullable KeyHandle certificate,
        @Nullable String typ,
        @Nullable String cty,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable String jti,
        @Nullable List<String> audience,
        boolean encodedPayload,
        boolean bringsKey,
        Set<String> names) {

    /// The parameters that only a protected header may hold.
    static final Set<String> KNOWN = Set.of(
            "alg",
            "kid",
            "typ",
            "cty",
            "iat",
            "exp",
            "nbf",
            "jti",
            "aud",
            "iss",
            "sub",
            "crit",
            "b64",
            "jwk",
            "jku",
            "x5u",
            "x5c",
            "x5t",
            "x5t#S256",
            "enc",
            "zip",
            "epk",
            "p2s",
            "p2c");

    /// The names in RFC 7515 §4.1, which `crit` must not name.
    private static final Set<String> STANDARD =
            Set.of("alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit");

    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._~:-]{1,256}");
    private static final int TEXT = 256;
    private static final int AUDIENCES = 16;
    private static final int CERTIFICATES = 5;
    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

    /// Reads the decoded bytes of a protected header.
    static JwsHeader read(byte[] utf8, EnvelopeLimits limits) throws Breach {
        if (utf8.length > limits.headerBytes()) {
            throw new Breach(Fault.SIZE, "the protected header is too large");
        }
        JsonNode node;
        try {
            node = Json.parse(utf8, new JsonLimits(8, limits.headerBytes(), 64, 4096));
        } catch (JsonException e) {
            throw new Breach(Fault.JSON, "the protected header is not strict JSON: " + e.getMessage());
        }
        if (!(node instanceof ObjectNode header)) {
            throw new Breach(Fault.JSON, "the protected header is not a JSON object");
        }
        boolean encoded = encodedPayload(header);
        String kid = text(header, "kid", Integer.MAX_VALUE);
        String cty = text(header, "cty", TEXT);
        return new JwsHeader(
                text(header, "alg", Integer.MAX_VALUE),
                kid != null && isKeyId(kid) ? kid : null,
                certificate(header),
                text(header, "typ", TEXT),
                cty == null || cty.contains("/") ? cty : "application/" + cty,
                time(header, "iat"),
                time(header, "exp"),
                text(header, "jti", TEXT),
                audience(header),
                encoded,
                header.has("jwk") || header.has("jku") || header.has("x5u"),
                names(header));
    }

    /// Whether a key can be enrolled under this name: letters that need no escaping anywhere.
    static boolean isKeyId(String kid) {
        return KEY_ID.matcher(kid).matches();
    }

    /// Whether [#typ()] is absent or the one given. Media types compare without case, and `application/` may be left
    /// out:
    /// RFC 7515 §4.1.9.
    boolean mayBe(String type) {
        if (typ == null) {
            return true;
        }
        String lower = typ.toLowerCase(Locale.ROOT);
        return type.equals(lower.startsWith("application/") ? lower.substring("application/".length()) : lower);
    }

    /// Whether this header can mean `key`: all that it names it by must fit.
    boolean means(EnrolledKey key) {
        return (kid == null ? certificate != null && !names.contains("kid") : kid.equals(key.kid()))
                && (certificate == null || key.handles().contains(certificate));
    }

    /// RFC 7515 §4.1.6 and §4.1.8. When both are there they must agree.
    private static @Nullable KeyHandle certificate(ObjectNode header) throws Breach {
        String text = text(header, "x5t#S256", TEXT);
        KeyHandle told = null;
        if (text != null) {
            byte[] digest = Base64Url.decode(text, "x5t#S256");
            if (digest.length != 32) {
                throw new Breach(Fault.HEADER, "x5t#S256 is a SHA-256");
            }
            told = KeyHandle.certificate(digest);
        }
        KeyHandle brought = brought(header.get("x5c"));
        if (told != null && brought != null && !told.equals(brought)) {
            throw new Breach(Fault.HEADER, "x5c begins with another certificate than x5t#S256 names");
        }
        return told == null ? brought : told;
    }

    private static @Nullable KeyHandle brought(@Nullable JsonNode chain) throws Breach {
        if (chain == null) {
            return null;
        }
        if (!chain.isArray() || chain.isEmpty() || chain.size() > CERTIFICATES) {
            throw new Breach(Fault.HEADER, "x5c is a list of 1 to " + CERTIFICATES + " certificates");
        }
        KeyHandle first = null;
        for (JsonNode one : chain) {
            byte[] der = standardBase64(one.isTextual() ? one.textValue() : "");
            first = first == null ? KeyHandle.certificate(Sha256.of(der).toBytes()) : first;
        }
        return first;
    }

    /// Base64 as RFC 4648 §4 has it, in the one way to write it; not empty.
    private static byte[] standardBase64(String text) throws Breach {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length > 0 && Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new Breach(Fault.HEADER, "x5c holds certificates in base64");
    }

    private static Set<String> names(ObjectNode header) {
        Set<String> names = new HashSet<>();
        header.fieldNames().forEachRemaining(names::add);
        return Set.copyOf(names);
    }

    private static boolean encodedPayload(ObjectNode header) throws Breach {
        Set<String> critical = critical(header);
        JsonNode b64 = header.get("b64");
        if (b64 == null) {
            return true;
        }
        if (!b64.isBoolean()) {
            throw new Breach(Fault.UNENCODED, "b64 is true or false");
        }
        // RFC 7797 §6: without crit, a reader that knows no b64 would check something else than we do.
        if (!b64.booleanValue() && !critical.contains("b64")) {
            throw new Breach(Fault.UNENCODED, "b64 must be named in crit");
        }
        return b64.booleanValue();
    }

    /// RFC 7515 §4.1.11.
    private static Set<String> critical(ObjectNode header) throws Breach {
        JsonNode crit = header.get("crit");
        if (crit == null) {
            return Set.of();
        }
        if (!crit.isArray() || crit.isEmpty()) {
            throw new Breach(Fault.CRITICAL, "crit is a list of names and not empty");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode name : crit) {
            if (!name.isTextual() || !names.add(name.textValue())) {
                throw new Breach(Fault.CRITICAL, "crit holds names, each once");
            }
            if (STANDARD.contains(name.textValue()) || !header.has(name.textValue())) {
                throw new Breach(Fault.CRITICAL, "crit names only extensions that are in the header");
            }
            if (!name.textValue().equals("b64")) {
                throw new Breach(Fault.CRITICAL, "crit names an extension that is not understood here");
            }
        }
        return names;
    }

    private static @Nullable String text(ObjectNode header, String name, int longest) throws Breach {
        JsonNode value = header.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()
                || value.textValue().length() > longest
                || (longest == TEXT && value.textValue().indexOf('\0') >= 0)) {
            throw new Breach(Fault.HEADER, name + " is a string of a bounded length without U+0000");
        }
        return value.textValue();
    }

    /// NumericDate, RFC 7519 §2: seconds, which may have a fraction.
    private static @Nullable Instant time(ObjectNode header, String name) throws Breach {
        JsonNode value = header.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw new Breach(Fault.HEADER, name + " is a number of seconds since 1970");
        }
        BigDecimal seconds = value.decimalValue();
        if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
            throw new Breach(Fault.HEADER, name + " lies outside of the years that can be written");
        }
        return Instant.ofEpochMilli(
                seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact());
    }

    /// One string or a list of them, RFC 7519 §4.1.3.
    private static @Nullable List<String> audience(ObjectNode header) throws Breach {
        JsonNode value = header.get("aud");
        if (value == null) {
            return null;
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isArray() || value.size() > AUDIENCES) {
            throw new Breach(Fault.HEADER, "aud is a string or a short list of strings");
        }
        List<String> audience = new ArrayList<>();
        for (JsonNode one : value) {
            if (!one.isTextual()) {
                throw new Breach(Fault.HEADER, "aud is a string or a short list of strings");
            }
            audience.add(one.textValue());
        }
        return List.copyOf(audience);
    }
}
