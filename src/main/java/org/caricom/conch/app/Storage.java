package org.caricom.conch.app;

import org.caricom.conch.db.DatabaseUrl;
import org.caricom.conch.db.embedded.EmbeddedPostgres;
import org.caricom.conch.db.embedded.EmbeddedSettings;
import org.jspecify.annotations.Nullable;

/// The database server that the settings name: an outside one, or our own for as long as somebody uses it.
public final class Storage implements AutoCloseable {
    private final DatabaseUrl url;
    private final @Nullable EmbeddedPostgres embedded;

    private Storage(DatabaseUrl url, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.embedded = embedded;
    }

    /// Starts the embedded server where the settings name no other; one that runs already is shared.
    public static Storage open(Config config) {
        DatabaseUrl outside = config.database();
        if (outside != null) {
            return new Storage(outside, null);
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.start(EmbeddedSettings.under(config.dataDir()));
        return new Storage(DatabaseUrl.parse(embedded.databaseUrl()), embedded);
    }

    /// Where it is, with the password.
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.stop();
        }
    }
}
