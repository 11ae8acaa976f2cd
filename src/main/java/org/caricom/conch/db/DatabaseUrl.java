package org.caricom.conch.db;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is, as `postgresql://user:password@host:port/name?sslmode=…`.
///
/// Printed without the password.
///
/// @param text     the address as given, with the password
/// @param host     host name or address
/// @param port     TCP port
/// @param name     the database
/// @param user     the role to log in as
/// @param password its password, not encoded; empty when the server asks for none
/// @param query    what stands behind `?`, or null
public record DatabaseUrl(
        String text,
        String host,
        int port,
        String name,
        String user,
        String password,
        @Nullable String query) {
    private static final int DEFAULT_PORT = 5432;

    /// Reads an address.
    ///
    /// @throws IllegalArgumentException with a sentence for the operator, without the password
    public static DatabaseUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // The exception's own text repeats the address, and so the password.
            throw new IllegalArgumentException("not an address at character " + e.getIndex() + ": " + e.getReason());
        }
        if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
            throw new IllegalArgumentException("a database address begins with postgresql://");
        }
        String host = uri.getHost();
        String path = uri.getPath();
        String login = uri.getRawUserInfo();
        if (host == null || path == null || path.length() < 2 || login == null) {
            throw new IllegalArgumentException(
                    "a database address is postgresql://user:password@host:port/name; special characters are percent-encoded");
        }
        int colon = login.indexOf(':');
        String user = decode(colon < 0 ? login : login.substring(0, colon));
        String password = colon < 0 ? "" : decode(login.substring(colon + 1));
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new DatabaseUrl(text, host, port, path.substring(1), user, password, uri.getRawQuery());
    }

    /// The same server and login, another database.
    public DatabaseUrl withName(String other) {
        int start = text.indexOf('/', text.indexOf('@'));
        int end = text.indexOf('?', start);
        return parse(text.substring(0, start + 1) + other + (end < 0 ? "" : text.substring(end)));
    }

    /// For the JDBC driver, without the login.
    public String jdbc() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name + (query == null ? "" : "?" + query);
    }

    PgConnectOptions options() {
        return PgConnectOptions.fromUri(text);
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + name;
    }
}
