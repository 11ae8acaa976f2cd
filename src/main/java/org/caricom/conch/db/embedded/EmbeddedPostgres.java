package org.caricom.conch.db.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL server that Conch starts for itself and that keeps its data.
///
/// It listens on the loopback address alone, lets nobody in without a password (SCRAM, random, kept beside
/// the data with mode 0600), and gives Conch a role that is not a superuser. It runs in a session of its own,
/// so an interrupt at the terminal reaches Conch only, which then ends it in order. A server whose Conch
/// was killed is found and taken over by the next one.
public final class EmbeddedPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String VERSION = "18";
    private static final String ROLE = "conch";
    private static final String SUPERUSER = "postgres";
    private static final Duration INIT_PATIENCE = Duration.ofMinutes(2);
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final int TRIES = 5;

    private final EmbeddedSettings settings;
    private final Path data;
    private final Programs programs;
    private final Unprivileged unprivileged;
    private final Claim claim;
    private final int port;

    private EmbeddedPostgres(
            EmbeddedSettings settings, Path data, Programs programs, Unprivileged unprivileged, Claim claim, int port) {
        this.settings = settings;
        this.data = data;
        this.programs = programs;
        this.unprivileged = unprivileged;
        this.claim = claim;
        this.port = port;
    }

    /// Starts the server, making its data the first time, or takes over the one that runs there already.
    ///
    /// @throws EmbeddedPostgresException when that is not possible, with what to do
    public static EmbeddedPostgres start(EmbeddedSettings settings) {
        try {
            Path home = settings.directory();
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            Claim claim = Claim.on(home);
            boolean started = false;
            try {
                EmbeddedPostgres server = claim.alone(() -> startAlone(settings, claim));
                started = true;
                return server;
            } finally {
                if (!started) {
                    claim.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL in " + settings.directory() + " did not start", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("interrupted while PostgreSQL started");
        }
    }

    private static EmbeddedPostgres startAlone(EmbeddedSettings settings, Claim claim)
            throws IOException, InterruptedException {
        Path home = settings.directory();
        Path data = home.resolve("data");
        Programs programs = Programs.unpackedBelow(settings.programs());
        Unprivileged unprivileged = Unprivileged.find();
        unprivileged.handOverTree(home);
        if (!Files.exists(data)) {
            initialise(home, data, programs, unprivileged, settings.durable());
        }
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(VERSION)) {
            throw new EmbeddedPostgresException("the data in " + data + " is of PostgreSQL " + version
                    + ", this Conch brings " + VERSION + ": restore a backup into a new directory");
        }
        Integer running = portOfRunningServer(home, data);
        int port = running != null ? running : launch(settings, data, programs, unprivileged);
        return new EmbeddedPostgres(settings, data, programs, unprivileged, claim, port);
    }

    /// `postgresql://conch:…@127.0.0.1:…/conch`, with the password.
    public String databaseUrl() {
        return url(password(settings.directory(), ROLE), port);
    }

    /// Where the server writes what it has to say.
    public Path log() {
        return logFile(settings.directory());
    }

    /// Ends the server in order: open transactions are rolled back, committed ones are on disk. When another
    /// process uses the same server, it stays.
    public void stop() {
        try (claim) {
            claim.release(() -> {
                Command.Result end = Command.run(
                        unprivileged.command(
                                programs.pgCtl().toString(),
                                "stop",
                                "--pgdata=" + data,
                                "--mode=fast",
                                "--wait",
                                "--timeout=" + STOP_PATIENCE.toSeconds()),
                        STOP_PATIENCE.plusSeconds(5));
                if (end.status() != 0 && Files.exists(Postmaster.file(data))) {
                    LOG.warn("PostgreSQL did not stop: {}", end.output().strip());
                }
                return end;
            });
        } catch (IOException e) {
            LOG.warn("PostgreSQL did not stop", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void initialise(Path home, Path data, Programs programs, Unprivileged unprivileged, boolean durable)
            throws IOException, InterruptedException {
        writeNewPassword(home, SUPERUSER);
        writeNewPassword(home, ROLE);
        Path unfinished = home.resolve("data.unfinished");
        Programs.deleteTree(unfinished);
        unprivileged.handOver(passwordFile(home, SUPERUSER));
        Command.Result made = Command.run(
                unprivileged.command(
                        programs.initdb().toString(),
                        "--pgdata=" + unfinished,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile(home, SUPERUSER),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        durable ? "--sync-method=fsync" : "--no-sync"),
                INIT_PATIENCE);
        if (made.status() != 0) {
            throw new EmbeddedPostgresException("PostgreSQL could not make its data in " + home + ": "
                    + made.output().strip());
        }
        Path access = unfinished.resolve("pg_hba.conf");
        Files.writeString(access, "host all all 127.0.0.1/32 scram-sha-256\n");
        unprivileged.handOver(access);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A server that Conch itself left behind counts, however its Conch ended; the file of one that is gone is
    /// cleared away.
    private static @Nullable Integer portOfRunningServer(Path home, Path data)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        for (Postmaster left = Postmaster.of(data); left != null; left = Postmaster.of(data)) {
            if (!left.mayRun()) {
                Files.deleteIfExists(Postmaster.file(data));
                return null;
            }
            if (left.ready() && left.port() != 0 && answers(home, left.port())) {
                LOG.info("PostgreSQL is running already, process {}", left.pid());
                return left.port();
            }
            if (System.nanoTime() > deadline) {
                throw new EmbeddedPostgresException("process " + left.pid() + " holds " + data
                        + " and does not answer: end it, or look into " + logFile(home));
            }
            Thread.sleep(50); // it is starting, recovering or stopping
        }
        return null;
    }

    private static int launch(EmbeddedSettings settings, Path data, Programs programs, Unprivileged unprivileged)
            throws IOException, InterruptedException {
        Path home = settings.directory();
        Path log = logFile(home);
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Files.writeString(data.resolve("postgresql.conf"), configuration(port, settings.durable()));
            Files.deleteIfExists(data.resolve("postgresql.auto.conf"));
            Files.writeString(log, "");
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
            unprivileged.handOver(data.resolve("postgresql.conf"));
            unprivileged.handOver(log);
            // pg_ctl starts the server in a session of its own.
            Command.Result begun = Command.run(
                    unprivileged.command(
                            programs.pgCtl().toString(), "start", "--pgdata=" + data, "--log=" + log, "--no-wait"),
                    START_PATIENCE);
            if (begun.status() == 0 && becomesReady(home, data, port)) {
                return port;
            }
            // Another program may have taken the port meanwhile; after a kill, the last of the old server's
            // processes may still hold its memory for a moment.
            String said = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
            if (attempt == TRIES) {
                throw new EmbeddedPostgresException("PostgreSQL did not start in " + home + ": "
                        + begun.output().strip() + " " + said);
            }
            LOG.info("PostgreSQL did not start at attempt {}", attempt);
            Thread.sleep(200L * attempt);
        }
    }

    private static boolean becomesReady(Path home, Path data, int port) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        boolean seen = false;
        while (System.nanoTime() - begin < START_PATIENCE.toNanos()) {
            Postmaster postmaster = Postmaster.of(data);
            if (postmaster != null && postmaster.ready() && postmaster.port() == port && answers(home, port)) {
                return true;
            }
            boolean gone = postmaster == null
                    && (seen
                            || System.nanoTime() - begin > Duration.ofSeconds(3).toNanos());
            if (gone) {
                return false;
            }
            seen |= postmaster != null;
            Thread.sleep(10);
        }
        return false;
    }

    /// Whether our role can log in; on the first start of new data, role and database are made here.
    private static boolean answers(Path home, int port) {
        try (Connection _ = connect(ROLE, password(home, ROLE), port, ROLE)) {
            return true;
        } catch (SQLException refusal) {
            boolean noSuchRoleOrDatabase =
                    List.of("28P01", "28000", "3D000").contains(String.valueOf(refusal.getSQLState()));
            return noSuchRoleOrDatabase && makeRoleAndDatabase(home, port);
        }
    }

    private static boolean makeRoleAndDatabase(Path home, int port) {
        try (Connection connection = connect(SUPERUSER, password(home, SUPERUSER), port, "postgres");
                Statement statement = connection.createStatement()) {
            // The password is hexadecimal, and logging of statements is off.
            String login = " role " + ROLE + " login createdb password '" + password(home, ROLE) + "'";
            statement.execute((has(statement, "pg_roles where rolname") ? "alter" : "create") + login);
            if (!has(statement, "pg_database where datname")) {
                statement.execute("create database " + ROLE + " owner " + ROLE);
            }
            return true;
        } catch (SQLException e) {
            LOG.debug("not our server, or not ready: {}", e.getSQLState());
            return false;
        }
    }

    private static boolean has(Statement statement, String catalogue) throws SQLException {
        try (ResultSet found = statement.executeQuery("select 1 from " + catalogue + " = '" + ROLE + "'")) {
            return found.next();
        }
    }

    private static Connection connect(String user, String password, int port, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    /// Everything the server is told; nothing else is read. Its log holds no values of ours: no statements, no details
    /// of rows.
    private static String configuration(int port, boolean durable) {
        return String.format(Locale.ROOT, """
                # Written by Conch at every start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 120
                shared_buffers = '128MB'
                max_wal_size = '1GB'
                min_wal_size = '80MB'
                wal_compression = 'on'
                fsync = %s
                synchronous_commit = %s
                full_page_writes = %s
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_line_prefix = '%%m [%%p] '
                log_error_verbosity = 'terse'
                log_min_error_statement = 'panic'
                log_statement = 'none'
                """, port, onOff(durable), onOff(durable), onOff(durable));
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String url(String password, int port) {
        return "postgresql://" + ROLE + ":" + password + "@127.0.0.1:" + port + "/" + ROLE;
    }

    private static Path logFile(Path home) {
        return home.resolve("postgresql.log");
    }

    private static Path passwordFile(Path home, String user) {
        return home.resolve(user + ".password");
    }

    private static String password(Path home, String user) {
        try {
            return Files.readString(passwordFile(home, user)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL has lost a password", e);
        }
    }

    private static void writeNewPassword(Path home, String user) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path file = passwordFile(home, user);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(random) + "\n", StandardOpenOption.WRITE);
    }
}
