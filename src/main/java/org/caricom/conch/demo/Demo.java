package org.caricom.conch.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.caricom.conch.app.Conch;
import org.caricom.conch.app.Config;
import org.caricom.conch.demo.Replay.Filed;

/// `conch demo`: a hub with a month of fictional reports, ready to look at.
public final class Demo {
    /// The keys and tokens of the demo are good from here on: before the first report.
    private static final Duration MONTH = Duration.ofDays(30);

    /// How to run it.
    ///
    /// @param port   where the hub listens, on the loopback address
    /// @param folder holds everything: database, keys, `demo.json`
    /// @param once   run the whole flow, check it, and end
    /// @param empty  the same members, keys and tokens, but no reports
    public record Options(int port, Path folder, boolean once, boolean empty) {}

    private final Options options;
    private final Screen screen;
    private final ReplayClock clock;

    public Demo(Options options, PrintStream out, Clock real) {
        this.options = options;
        this.screen = new Screen(out);
        this.clock = new ReplayClock(real);
    }

    /// Runs the demo until it is done, or until the process is told to end.
    ///
    /// @throws DemoException when a step does not hold, or the demo cannot start here
    public void run() throws IOException, InterruptedException, DemoException {
        Files.createDirectories(options.folder());
        try (FileChannel channel = FileChannel.open(
                        options.folder().resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new DemoException(
                        "another demo runs on " + options.folder() + "; end it, or name another folder with --dir");
            }
            serve();
        }
    }

    private void serve() throws IOException, InterruptedException, DemoException {
        Instant end = clock.instant();
        boolean first = !Files.exists(options.folder().resolve("demo.json"));
        if (first) {
            clock.moveTo(end.minus(MONTH));
        }
        Config config = Config.of(Map.of(
                "CONCH_HTTP_PORT", Integer.toString(options.port()),
                "CONCH_DATA_DIR", options.folder().resolve("data").toString()));
        screen.step("starting", "all of it lies in " + options.folder());
        CountDownLatch told = new CountDownLatch(1);
        try (Conch conch = Conch.start(config, clock, true);
                HubClient hub = new HubClient(URI.create(config.localUrl()))) {
            screen.step("started", "hub and PostgreSQL, at " + config.localUrl());
            endWith(told, conch);
            DemoFile demo = DemoFile.open(options.folder());
            Cast cast = new Cast(conch.features());
            cast.gather(options.folder(), demo, end.minus(MONTH));
            screen.step(
                    "enrolled",
                    cast.files().size() + " members with their keys, and a person and a token for each role");
            List<Filed> month = options.empty() || !isNew(hub, demo) ? List.of() : replay(hub, demo, cast, config, end);
            clock.release();
            demo.write(config.localUrl(), conch.databaseUrl(), cast.files());
            if (options.once()) {
                once(hub, demo, month);
                return;
            }
            invite(config, demo);
            told.await();
        }
    }

    private List<Filed> replay(HubClient hub, DemoFile demo, Cast cast, Config config, Instant end)
            throws IOException, InterruptedException, DemoException {
        Replay replay = new Replay(hub, token(demo, "coordinator"), config.publicUrl(), cast, clock, screen);
        return replay.run(Stories.all(), end);
    }

    private void once(HubClient hub, DemoFile demo, List<Filed> month)
            throws IOException, InterruptedException, DemoException {
        if (!month.isEmpty()) {
            new Walkthrough(hub, demo, screen).run(month);
        } else if (!options.empty()) {
            throw new DemoException("the folder holds a demo already; --once needs a new one, name it with --dir");
        }
        screen.step("done", "every step held");
    }

    private static boolean isNew(HubClient hub, DemoFile demo) throws IOException, InterruptedException, DemoException {
        return hub.get("/api/v1/reports?limit=1", token(demo, "coordinator"))
                .mustBe(200, "the list of reports")
                .json()
                .path("items")
                .isEmpty();
    }

    private void invite(Config config, DemoFile demo) {
        String url = config.localUrl();
        screen.line("");
        screen.line("Open  " + url + "  and sign in:");
        for (String name : List.of("coordinator", "analyst-TT", "analyst-JM")) {
            screen.line("        " + name + "   " + demo.password(name));
        }
        screen.line("");
        screen.line(
                "Try   the queue by its next deadline; the ransomware case of Trinidad and Tobago and what others saw of it;");
        screen.line(
                "      a release, with exactly what others will see; the plan; the reports, one of them quarantined.");
        screen.line("");
        screen.line("      export T=" + token(demo, "analyst-JM"));
        screen.line("      curl -H \"Authorization: Bearer $T\" " + url + "/taxii2/caricom/collections/green/objects/");
        screen.line("      curl -H \"Authorization: Bearer $T\" " + url + "/feeds/indicators.csv");
        screen.line("");
        screen.line("Keys, tokens and logins are in " + demo.path() + ". Ctrl C ends; what is there stays.");
    }

    private static String token(DemoFile demo, String name) {
        String token = demo.token(name);
        if (token == null) {
            throw new IllegalStateException("no token " + name);
        }
        return token;
    }

    /// On SIGINT and SIGTERM: stop the hub in order, whatever the main thread is doing.
    private static void endWith(CountDownLatch told, Conch conch) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            told.countDown();
                            conch.stop();
                        },
                        "end of the demo"));
    }
}
