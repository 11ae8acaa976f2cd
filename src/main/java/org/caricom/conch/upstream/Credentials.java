package org.caricom.conch.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads how Conch says who it is at a source.
final class Credentials {
    private Credentials() {}

    /// The header `Authorization` for a token (RFC 6750) or a user name and password (RFC 7617); null without any.
    static @Nullable String read(JsonNode source, List<String> mistakes) {
        String token = source.path("token").textValue();
        String username = source.path("username").textValue();
        String password = source.path("password").textValue();
        if ((username == null) != (password == null) || (token != null && username != null)) {
            mistakes.add("has a token, or a username with a password, or none of them");
            return null;
        }
        if (token != null) {
            if (!token.matches("[A-Za-z0-9._~+/=-]{1,4096}")) {
                mistakes.add("has a token that cannot stand in a header");
                return null;
            }
            return "Bearer " + token;
        }
        if (username == null || password == null) {
            return null;
        }
        if (username.indexOf(':') >= 0) {
            mistakes.add("has a username with a colon in it");
            return null;
        }
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
