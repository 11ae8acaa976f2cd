package org.caricom.conch.cli;

import org.caricom.conch.app.ConfigException;
import org.caricom.conch.db.DatabaseException;
import org.caricom.conch.db.embedded.EmbeddedPostgresException;
import org.caricom.conch.demo.DemoException;

/// Which exceptions carry a sentence for the user, and need no trace.
final class Refusals {
    private Refusals() {}

    static boolean isExpected(Exception exception) {
        return switch (exception) {
            case Refusal _, DemoException _, ConfigException _, EmbeddedPostgresException _, DatabaseException _ ->
                true;
            default -> false;
        };
    }
}
