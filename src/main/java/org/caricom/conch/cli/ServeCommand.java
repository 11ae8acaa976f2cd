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
        CountDownLatch ended = new CountDownLatch(1);
        Conch conch = Conch.start(config, Clock.systemUTC());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            conch.stop();
                            ended.countDown();
                        },
                        "stop"));
        ended.await();
        return 0;
    }
}
