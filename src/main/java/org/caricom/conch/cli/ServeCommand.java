package org.caricom.conch.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.caricom.conch.app.Conch;
import org.caricom.conch.app.Config;
import org.caricom.conch.app.Logs;
import picocli.CommandLine.Command;

/// `conch serve`: the service, until a signal ends it.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "The service, set by the environment or by the properties file that CONCH_CONFIG names."
                + " Ends in order on SIGTERM.")
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        Config config = Config.ofEnvironment();
        Logs.configure(config.log());
        Conch conch = Conch.start(config, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(conch), "stop"));
        new CountDownLatch(1).await();
        return 0;
    }

    /// Ended as it was asked to: that is no failure, which 143 would look like to whoever started it.
    private static void endInOrder(Conch conch) {
        conch.stop();
        Runtime.getRuntime().halt(0);
    }
}
