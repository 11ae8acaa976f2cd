package org.caricom.conch.db;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.caricom.conch.db.embedded.EmbeddedPostgres;
import org.caricom.conch.db.embedded.EmbeddedSettings;
import org.caricom.conch.domain.Sha256;

/// A migrated database of a test class's own, on a real PostgreSQL server.
///
/// One server serves the whole run, and its folder under `target` is kept between runs. One database is
/// migrated, once for every state of the migrations; each test class gets a copy of it, which takes some ten
/// milliseconds.
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final long RUN = ProcessHandle.current().pid();

    private final DatabaseUrl url;
    private final Database database;

    private TestDatabase(DatabaseUrl url, Database database) {
        this.url = url;
        this.database = database;
    }

    /// A fresh copy of the migrated database.
    public static TestDatabase create(Class<?> test) {
        String name = "t_" + RUN + "_" + COUNTER.incrementAndGet() + "_"
                + test.getSimpleName().toLowerCase(Locale.ROOT);
        name = name.substring(0, Math.min(63, name.length()));
        admin("create database %s template %s".formatted(name, Server.TEMPLATE));
        DatabaseUrl url = Server.URL.withName(name);
        return new TestDatabase(url, Database.open(Server.VERTX, new DatabaseSettings(url, 8)));
    }

    public Database database() {
        return database;
    }

    /// The database's address, with the password.
    public String url() {
        return url.text();
    }

    /// The Vert.x instance of the whole test run.
    public static Vertx vertx() {
        return Server.VERTX;
    }

    @Override
    public void close() {
        database.close();
        // A worker of autovacuum may be in it, which we may not end and which is gone in a moment.
        for (int tries = 1; ; tries++) {
            try {
                admin("drop database if exists " + url.name() + " with (force)");
                return;
            } catch (IllegalStateException e) {
                if (tries == 20
                        || !(e.getCause() instanceof SQLException refusal && "42501".equals(refusal.getSQLState()))) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            }
        }
    }

    private static void admin(String sql) {
        try (Connection connection = Server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Started when the first test asks for a database, stopped when the run ends.
    private static final class Server {
        static final Vertx VERTX = Vertx.vertx();
        static final DatabaseUrl URL;
        static final String TEMPLATE;

        static {
            Path target = Path.of("target", "test-postgresql").toAbsolutePath();
            EmbeddedPostgres server = EmbeddedPostgres.start(new EmbeddedSettings(target, programs(), false));
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            URL = DatabaseUrl.parse(server.databaseUrl());
            dropLeftovers();
            TEMPLATE = migratedTemplate();
        }

        static Connection connect() throws SQLException {
            return DriverManager.getConnection(URL.jdbc(), URL.user(), URL.password());
        }

        /// Named after what the migrations say, so that it serves until one of them changes.
        private static String migratedTemplate() {
            String name = "template_" + migrationsDigest().substring(0, 16);
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_lock(20260101)");
                if (databases(statement, name).isEmpty()) {
                    statement.execute("drop database if exists " + name + "_unfinished with (force)");
                    statement.execute("create database " + name + "_unfinished");
                    Migrations.run(URL.withName(name + "_unfinished"));
                    statement.execute("alter database %s_unfinished rename to %s".formatted(name, name));
                }
                return name;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void dropLeftovers() {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String name : databases(statement, "t_%")) {
                    long run = Long.parseLong(name.split("_", -1)[1]);
                    if (ProcessHandle.of(run).isEmpty() || run == RUN) {
                        statement.execute("drop database if exists " + name + " with (force)");
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static List<String> databases(Statement statement, String like) throws SQLException {
            List<String> names = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "select datname from pg_database where datname like '%s'".formatted(like.replace("_", "\\_")))) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            return names;
        }

        private static String migrationsDigest() {
            Path folder = Path.of("src/main/resources/db/migration");
            try (Stream<Path> files = Files.list(folder)) {
                StringBuilder all = new StringBuilder();
                for (Path file : files.sorted().toList()) {
                    all.append(file.getFileName()).append('\n').append(Files.readString(file));
                }
                return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8))
                        .toString();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Where tests unpack PostgreSQL's programs, once for all of them.
    public static Path programs() {
        return Path.of("target", "postgresql-programs").toAbsolutePath();
    }
}
