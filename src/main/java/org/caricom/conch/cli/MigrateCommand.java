package org.caricom.conch.cli;

import java.util.concurrent.Callable;
import org.caricom.conch.app.Config;
import org.caricom.conch.app.Storage;
import org.caricom.conch.db.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `conch migrate`.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Brings the database that the settings name to this version, then ends.")
final class MigrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (Storage storage = Storage.open(Config.ofEnvironment())) {
            int applied = Migrations.run(storage.url());
            Output.print(spec, applied == 0 ? "The database is up to date." : applied + " migrations applied.");
        }
        return 0;
    }
}
