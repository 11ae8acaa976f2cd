package org.caricom.conch.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.Role;
import org.jspecify.annotations.Nullable;

/// The one place where credentials on HTTP become a [Caller].
public final class Authentication {
    /// Tells whose token this is; null when it is nobody's, or no longer.
    @FunctionalInterface
    public interface TokenCheck {
        @Nullable Caller check(String token);
    }

    /// Tells whose session a cookie's value opens; null when it is over or never was.
    @FunctionalInterface
    public interface SessionCheck {
        @Nullable PageSession find(String cookie);
    }

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final TokenCheck tokens;
    private final SessionCheck sessions;
    private final ClientCertificates certificates;
    private final String publicUrl;

    public Authentication(TokenCheck tokens, SessionCheck sessions, String publicUrl) {
        this(tokens, sessions, publicUrl, ClientCertificates.none());
    }

    public Authentication(TokenCheck tokens, SessionCheck sessions, String publicUrl, ClientCertificates certificates) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.certificates = certificates;
        this.publicUrl = publicUrl;
    }

    /// The session cookie's name; over HTTPS with the prefix that ties it to this host and to encryption.
    public static String cookieName(String publicUrl) {
        return publicUrl.startsWith("https://") ? "__Host-conch" : "conch";
    }

    /// The `Set-Cookie` value that begins a session; with an empty `value` it ends it.
    public static String cookie(String publicUrl, String value) {
        return cookieName(publicUrl) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax"
                + (publicUrl.startsWith("https://") ? "; Secure" : "")
                + (value.isEmpty() ? "; Max-Age=0" : "");
    }

    /// Fills in who asks, and refuses who may not.
    void admit(Exchange exchange, Door door, Allow allow) throws Problem {
        switch (door.credential()) {
            case TOKEN -> {
                byCertificate(exchange);
                byToken(exchange);
            }
            case SESSION -> bySession(exchange);
        }
        Caller caller = exchange.callerOrNull();
        switch (allow) {
            case Allow.Anyone _, Allow.Signed _ -> {}
            case Allow.Roles(Set<Role> roles) -> {
                if (caller == null) {
                    throw required("This address needs a token.");
                }
                if (!roles.contains(caller.role())) {
                    throw Problem.of(
                            ProblemType.NOT_ALLOWED, "The role " + caller.role().word() + " does not have this right.");
                }
            }
        }
    }

    /// Refuses a change that a page of another site caused. Runs once the body is there, since the token may be a
    /// field.
    void requireSameSite(Exchange exchange, Door door) throws Problem {
        if (door.credential() != Door.Credential.SESSION || SAFE.contains(exchange.method())) {
            return;
        }
        String site = exchange.header("Sec-Fetch-Site");
        String origin = exchange.header("Origin");
        if (site != null) {
            if (!site.equals("same-origin") && !site.equals("none")) {
                throw Problem.of(ProblemType.CROSS_SITE);
            }
        } else if (origin != null && !sameOrigin(origin, exchange)) {
            throw Problem.of(ProblemType.CROSS_SITE);
        }
        PageSession session = exchange.session();
        if (session != null) {
            String shown = exchange.header("X-CSRF-Token");
            if (shown == null) {
                shown = exchange.form().text("_csrf");
            }
            boolean right = MessageDigest.isEqual(
                    shown.getBytes(StandardCharsets.UTF_8), session.csrfToken().getBytes(StandardCharsets.UTF_8));
            if (!right) {
                throw Problem.of(ProblemType.CROSS_SITE);
            }
        }
    }

    private boolean sameOrigin(String origin, Exchange exchange) {
        if (origin.equals(publicUrl)) {
            return true;
        }
        // Reached by another name than the public one, as an operator on the machine itself does: the names must agree.
        String host = exchange.header("Host");
        try {
            return host != null && host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Mutual TLS. A token that comes along says more precisely who asks, and so goes before it.
    private void byCertificate(Exchange exchange) throws Problem {
        ClientCertificates.Peer peer = certificates.peer(exchange.request());
        if (peer != null) {
            exchange.admit(peer.caller(), null);
            exchange.connectedBy(peer);
        }
    }

    private void byToken(Exchange exchange) throws Problem {
        String header = exchange.header("Authorization");
        if (header == null) {
            return;
        }
        String token = token(header);
        Caller caller = token == null || token.isEmpty() || token.length() > 512 ? null : tokens.check(token);
        if (caller == null) {
            throw required("The token is unknown or no longer valid.");
        }
        exchange.admit(caller, null);
    }

    private void bySession(Exchange exchange) {
        String cookie = exchange.cookie(cookieName(publicUrl));
        PageSession session =
                cookie == null || cookie.isEmpty() || cookie.length() > 512 ? null : sessions.find(cookie);
        if (session != null) {
            exchange.admit(session.caller(), session);
        }
    }

    private static @Nullable String token(String header) {
        int space = header.indexOf(' ');
        if (space < 0) {
            return null;
        }
        String value = header.substring(space + 1).trim();
        return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> value;
            case "basic" -> password(value);
            default -> null;
        };
    }

    private static @Nullable String password(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Problem required(String detail) {
        return Problem.of(ProblemType.AUTHENTICATION_REQUIRED, detail)
                .header("WWW-Authenticate", "Bearer realm=\"Conch\", Basic realm=\"Conch\", charset=\"UTF-8\"");
    }
}
