package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.signature.TrustedJws;
import org.caricom.conch.tlog.NoteKey;
import org.caricom.conch.tlog.SignedNote;
import org.jspecify.annotations.Nullable;

/// The hub's public keys as whoever checks something offline holds them.
///
/// @param keys past ones too
public record HubKeySet(List<HubKey> keys) {
    private static final JsonLimits LIMITS = new JsonLimits(8, 64 * 1024, 32, 100_000);

    public HubKeySet {
        keys = List.copyOf(keys);
    }

    /// What a key signed as a JWS.
    ///
    /// @param payload what was signed, text in UTF-8
    /// @param key     who signed it
    public record Opened(String payload, HubKey key) {}

    /// Reads `/.well-known/jwks.json` as it is given out, or lines that each hold a note's verifier key.
    ///
    /// @return null when it is neither
    public static @Nullable HubKeySet parse(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8).strip();
        try {
            return text.startsWith("{") ? jwks(text) : lines(text);
        } catch (JsonException | ParseException | IllegalArgumentException _) {
            return null;
        }
    }

    /// Opens a compact JWS that one of these keys signed; null when none did, or it is of another `typ`.
    public @Nullable Opened open(String compact, String type) {
        for (HubKey key : keys) {
            byte[] payload = key.note() == null ? TrustedJws.payload(compact, type, List.of(key.jwk())) : null;
            if (payload != null) {
                return new Opened(new String(payload, StandardCharsets.UTF_8), key);
            }
        }
        return null;
    }

    /// The key that signed the note; null when none of these did.
    public @Nullable HubKey signer(SignedNote note) {
        Map<NoteKey, HubKey> notes = new LinkedHashMap<>();
        for (HubKey key : keys) {
            if (key.note() != null) {
                notes.put(key.note(), key);
            }
        }
        NoteKey signer = note.signer(notes.keySet());
        return signer == null ? null : notes.get(signer);
    }

    private static HubKeySet jwks(String text) throws JsonException, ParseException {
        JsonNode list =
                Json.parse(text.getBytes(StandardCharsets.UTF_8), LIMITS).path("keys");
        if (!list.isArray()) {
            throw new IllegalArgumentException("no JWK Set");
        }
        List<HubKey> keys = new ArrayList<>();
        for (JsonNode each : list) {
            // What members encrypt to signs nothing, and whoever decrypts with it should not be able to.
            if (!each.path("use").asText().equals("enc")) {
                keys.add(key(each));
            }
        }
        return new HubKeySet(keys);
    }

    private static HubKey key(JsonNode json) throws ParseException {
        JWK jwk = JWK.parse(Json.text(json));
        if (jwk.getKeyID() == null) {
            throw new IllegalArgumentException("a key of the hub has a kid");
        }
        NoteKey note = null;
        if (json.has("note")) {
            note = NoteKey.parse(json.path("note").asText());
            if (note == null || !(jwk instanceof OctetKeyPair okp) || !note.equals(HubKey.noteKey(note.name(), okp))) {
                throw new IllegalArgumentException("a note's key is not the one beside it");
            }
        }
        return new HubKey(jwk, note, time(json.path("retired_at")), revoked(json.path("revoked")));
    }

    private static @Nullable Instant revoked(JsonNode revoked) {
        if (revoked.isMissingNode()) {
            return null;
        }
        Instant from = time(revoked.path("revoked_at"));
        return from == null ? Instant.MIN : from;
    }

    private static @Nullable Instant time(JsonNode seconds) {
        if (seconds.isMissingNode()) {
            return null;
        }
        if (!seconds.canConvertToLong() || !seconds.isIntegralNumber()) {
            throw new IllegalArgumentException("times of keys are whole seconds");
        }
        return Instant.ofEpochSecond(seconds.longValue());
    }

    private static HubKeySet lines(String text) {
        List<HubKey> keys = new ArrayList<>();
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            NoteKey note = NoteKey.parse(line.strip());
            if (note == null) {
                throw new IllegalArgumentException("no verifier key");
            }
            keys.add(new HubKey(
                    new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(note.octets()))
                            .keyID(note.text())
                            .build(),
                    note,
                    null,
                    null));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no keys");
        }
        return new HubKeySet(keys);
    }
}
