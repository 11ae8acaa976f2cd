package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.time.Instant;
import org.caricom.conch.json.Json;
import org.caricom.conch.tlog.NoteKey;
import org.jspecify.annotations.Nullable;

/// A public key of the hub, and how far it vouches.
///
/// @param jwk         the key; its `kid` is its thumbprint
/// @param note        the same as signed notes name it; null for a key that signs JWS
/// @param retiredAt   since when another one signs; what it signed before stays good. Null while it signs
/// @param revokedFrom since when others may have had it; null while it is trusted
public record HubKey(
        JWK jwk,
        @Nullable NoteKey note,
        @Nullable Instant retiredAt,
        @Nullable Instant revokedFrom) {
    /// Its name in key files, in headers and on the command line.
    public String kid() {
        return jwk.getKeyID();
    }

    /// Whether it vouches for what it is said to have signed at `when`.
    public boolean vouchesAt(Instant when) {
        return revokedFrom == null || when.isBefore(revokedFrom);
    }

    /// As `/.well-known/jwks.json` has it: RFC 7517, with `note`, `retired_at` and `revoked` (NumericDate, whole
    /// seconds) where they apply.
    ObjectNode json() {
        ObjectNode json = (ObjectNode) Json.own(jwk.toJSONString());
        if (note != null) {
            json.put("note", note.text());
        }
        if (retiredAt != null) {
            json.put("retired_at", retiredAt.getEpochSecond());
        }
        if (revokedFrom != null) {
            json.putObject("revoked").put("revoked_at", revokedFrom.getEpochSecond());
        }
        return json;
    }

    static NoteKey noteKey(String name, OctetKeyPair jwk) {
        return new NoteKey(name, jwk.getDecodedX());
    }
}
