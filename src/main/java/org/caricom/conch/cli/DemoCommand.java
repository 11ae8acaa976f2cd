package org.caricom.conch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.caricom.conch.app.Config;
import org.caricom.conch.demo.Demo;
import org.caricom.conch.demo.DemoException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `conch demo`: a hub with a month of fictional reports.
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts a hub on the loopback address, files a month of fictional reports of all members as signed"
                        + " reports over HTTP, prints what to open and try, and stays up.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "PORT", description = "Where it listens (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Holds everything: database, keys, demo.json. A second start keeps it (default: a folder in"
                    + " your data directory).")
    private @Nullable Path dir;

    @Option(names = "--once", description = "Run the whole flow, check every step, and end: 0 only if all held.")
    private boolean once;

    @Option(names = "--empty", description = "The same members, keys and tokens, but no reports.")
    private boolean empty;

    @Override
    public Integer call() throws IOException, InterruptedException, DemoException {
        Path folder = (dir == null ? Config.usualDataDir(System.getenv()).resolve("demo") : dir)
                .toAbsolutePath()
                .normalize();
        new Demo(new Demo.Options(port, folder, once, empty), System.out, Clock.systemUTC()).run();
        return 0;
    }
}
