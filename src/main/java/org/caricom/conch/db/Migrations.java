package org.caricom.conch.db;

import org.flywaydb.core.Flyway;

/// Brings a database's schema to this version: the plain SQL files under `db/migration`.
///
/// They go forward only and are never edited once released. Rooms number within ranges of their own, so a
/// file may be applied after one with a higher number; each therefore stands on nothing outside its range
/// but what an earlier release had.
public final class Migrations {
    private Migrations() {}

    /// Applies what is missing. Several processes may do so at once: one works, the others wait.
    ///
    /// @return how many files were applied
    /// @throws org.flywaydb.core.api.FlywayException when a file fails; its changes are rolled back
    public static int run(DatabaseUrl url) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url.jdbc(), url.user(), url.password())
                .locations("classpath:db/migration")
                .sqlMigrationPrefix("V")
                .outOfOrder(true)
                .validateMigrationNaming(true)
                .failOnMissingLocations(true)
                .connectRetries(10)
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
