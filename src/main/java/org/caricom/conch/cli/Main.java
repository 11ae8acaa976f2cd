package org.caricom.conch.cli;

import java.io.PrintWriter;
import org.caricom.conch.domain.MemberCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `conch`.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "conch",
        description = "The regional cyber incident exchange of CARICOM.",
        mixinStandardHelpOptions = true,
        version = "conch 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            KeygenCommand.class,
            ReportCommand.class,
            MemberCommand.class,
            KeyCommand.class,
            CollectionCommand.class,
            WarningListCommand.class,
            ConnectionCommand.class,
            HubKeyCommand.class,
            VerifyCommand.class
        },
        footer = {
            "",
            "Exit status: 0 done, 1 refused or failed (the reason is on standard error), 2 wrong usage.",
            "`conch COMMAND --help` tells more."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which command.");
    }

    /// Runs one command and ends the process with its status.
    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Main())
                .registerConverter(MemberCode.class, new MemberCodeConverter())
                .setExecutionExceptionHandler(Main::explain)
                .setExitCodeExceptionMapper(exception -> exception instanceof ParameterException ? 2 : 1)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    /// A refusal is one sentence; only what nobody foresaw shows where it came from.
    private static int explain(Exception exception, CommandLine command, CommandLine.ParseResult ignored) {
        PrintWriter err = command.getErr();
        if (Refusals.isExpected(exception)) {
            err.println("conch: " + exception.getMessage());
        } else {
            err.println("conch: " + command.getCommandName() + " failed: " + exception);
            exception.printStackTrace(err);
        }
        err.flush();
        return 1;
    }
}
