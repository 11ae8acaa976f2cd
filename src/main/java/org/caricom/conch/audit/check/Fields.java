package org.caricom.conch.audit.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.tlog.TreeHash;

/// Takes typed values out of JSON, each in the one way it can be written.
final class Fields {
    private static final JsonLimits LIMITS = new JsonLimits(32, 1024 * 1024, 32, 100_000);

    private Fields() {}

    static JsonNode parse(byte[] json, String where) throws Flawed {
        try {
            return Json.parse(json, LIMITS);
        } catch (JsonException e) {
            throw new Flawed(where, "this is not strict JSON: " + e.getMessage());
        }
    }

    /// An entry of the log from what its leaf is the hash of: JSON in canonical form, with a kind and a body.
    static JsonNode entry(byte[] leaf, String where) throws Flawed {
        JsonNode entry = parse(leaf, where);
        if (!Arrays.equals(Json.canonical(entry), leaf)) {
            throw new Flawed(where, "the entry is not in canonical form, RFC 8785");
        }
        if (!entry.path("kind").isTextual() || !entry.path("body").isObject()) {
            throw new Flawed(where, "this is no entry of an audit log: it has no kind and body");
        }
        return entry;
    }

    static String text(JsonNode json, String name, String where) throws Flawed {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new Flawed(where + "/" + name, "there is no such text");
        }
        return value.textValue();
    }

    static long number(JsonNode json, String name, String where) throws Flawed {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new Flawed(where + "/" + name, "there is no such whole number");
        }
        return value.longValue();
    }

    static TreeHash hash(JsonNode json, String name, String where) throws Flawed {
        return hash(text(json, name, where), where + "/" + name);
    }

    static List<TreeHash> path(JsonNode json, String where) throws Flawed {
        JsonNode array = json.path("path");
        if (!array.isArray()) {
            throw new Flawed(where + "/path", "there is no path of hashes");
        }
        List<TreeHash> path = new ArrayList<>();
        for (JsonNode each : array) {
            path.add(hash(each.asText(), where + "/path/" + path.size()));
        }
        return path;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TreeHash hash(String base64, String where) throws Flawed {
        try {
            TreeHash hash = TreeHash.of(Base64.getDecoder().decode(base64));
            if (hash.toString().equals(base64)) {
                return hash;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new Flawed(where, "this is no hash of 32 bytes in base64");
    }
}
