package org.caricom.conch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `conch report …`: what a member's CERT does.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write, sign, file a report, and ask after it.",
        subcommands = {
            ReportNewCommand.class,
            ReportSignCommand.class,
            ReportSubmitCommand.class,
            ReportStatusCommand.class,
            ReportCheckCommand.class
        })
final class ReportCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: new, sign, submit, status or check.");
    }
}
