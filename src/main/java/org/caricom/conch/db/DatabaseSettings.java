package org.caricom.conch.db;

/// How to reach the database and how many connections to hold.
///
/// @param url            the database
/// @param maxConnections connections in the pool, at least 1
public record DatabaseSettings(DatabaseUrl url, int maxConnections) {
    /// Enough for two to eight cores: PostgreSQL does more with few busy connections than with many.
    public static final int USUAL_CONNECTIONS = 16;

    public DatabaseSettings {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("the pool needs at least one connection");
        }
    }

    /// The usual pool on the database at `url`.
    public static DatabaseSettings of(String url) {
        return new DatabaseSettings(DatabaseUrl.parse(url), USUAL_CONNECTIONS);
    }
}
