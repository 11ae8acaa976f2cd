package org.caricom.conch.db.embedded;

import java.nio.file.Path;

/// Where the embedded server lives.
///
/// @param directory everything that must be kept: data, passwords, log; made with mode 0700 when missing
/// @param programs  where the server's programs are unpacked; may be shared, may be deleted
/// @param durable   false only for tests: what is committed may be lost when the machine stops
public record EmbeddedSettings(Path directory, Path programs, boolean durable) {
    /// The usual place under a data directory of Conch.
    public static EmbeddedSettings under(Path dataDirectory) {
        Path home = dataDirectory.resolve("postgresql");
        return new EmbeddedSettings(home, home.resolve("programs"), true);
    }
}
