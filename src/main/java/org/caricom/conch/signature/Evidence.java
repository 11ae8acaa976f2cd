package org.caricom.conch.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// What shows who sent a message, where the bytes as filed do not show it by themselves: kept with the report, so that
/// it can still be shown years later.
public sealed interface Evidence permits Beside, Evidence.Decrypted, Evidence.Certificate {
    /// What was found when the message was decrypted. The hub's key opens it today; the signature in it must be
    /// checkable without.
    ///
    /// @param contentType of `message`
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Decrypted(String contentType, byte[] message) implements Evidence {}

    /// The certificate of the connection that brought the message. It says who sent it; it signs nothing.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Certificate(byte[] der) implements Evidence {}

    /// As it is stored and given out.
    default ObjectNode toJson() {
        ObjectNode json = Json.object();
        switch (this) {
            case Beside.Detached(List<String> signatures) -> {
                json.put("kind", "detached-jws");
                ArrayNode list = json.putArray("signatures");
                signatures.forEach(list::add);
            }
            case Beside.Request(String method, String targetUri, List<Beside.Field> fields) -> {
                json.put("kind", "http-signature");
                json.put("method", method);
                json.put("targetUri", targetUri);
                ArrayNode list = json.putArray("fields");
                fields.forEach(
                        field -> list.addObject().put("name", field.name()).put("value", field.value()));
            }
            case Decrypted(String contentType, byte[] message) ->
                json.put("kind", "decrypted")
                        .put("contentType", contentType)
                        .put("message", Base64.getEncoder().encodeToString(message));
            case Certificate(byte[] der) ->
                json.put("kind", "client-certificate")
                        .put("certificate", Base64.getEncoder().encodeToString(der));
        }
        return json;
    }

    /// Reads [#toJson()] back; null when it is of a kind that this version does not know.
    static @Nullable Evidence readBack(JsonNode json) {
        return switch (json.path("kind").asText("")) {
            case "detached-jws" -> {
                List<String> signatures = new ArrayList<>();
                json.path("signatures").forEach(one -> signatures.add(one.asText()));
                yield new Beside.Detached(signatures);
            }
            case "http-signature" -> {
                List<Beside.Field> fields = new ArrayList<>();
                json.path("fields")
                        .forEach(one -> fields.add(new Beside.Field(
                                one.path("name").asText(), one.path("value").asText())));
                yield new Beside.Request(
                        json.path("method").asText(), json.path("targetUri").asText(), fields);
            }
            case "decrypted" -> new Decrypted(json.path("contentType").asText(), base64(json.path("message")));
            case "client-certificate" -> new Certificate(base64(json.path("certificate")));
            default -> null;
        };
    }

    private static byte[] base64(JsonNode text) {
        return Base64.getDecoder().decode(text.asText());
    }
}
