package org.caricom.conch.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.caricom.conch.db.DatabaseUrl;
import org.caricom.conch.db.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    /// Making the data takes longer than a start, so most tests share it.
    private static Path shared;

    @TempDir
    private Path fresh;

    private @Nullable EmbeddedPostgres server;

    @BeforeAll
    static void makeShared(@TempDir Path folder) {
        shared = folder;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void keepsItsDataFromOneStartToTheNext() throws SQLException, IOException {
        server = start();
        run("drop table if exists kept");
        run("create table kept (word text)");
        run("insert into kept values ('there')");
        server.stop();
        assertThat(Postmaster.of(data())).isNull();

        server = start();
        assertThat(ask("select word from kept")).isEqualTo("there");
    }

    @Test
    void isDurableAndWritesNoValuesToItsLog() throws SQLException, IOException {
        server = startDurable();
        assertThat(ask("show fsync")).isEqualTo("on");
        assertThat(ask("show synchronous_commit")).isEqualTo("on");
        assertThat(ask("show full_page_writes")).isEqualTo("on");
        assertThat(ask("show data_checksums")).isEqualTo("on");
        assertThat(ask("select 'É' collate \"C\" < 'é' collate \"C\"")).isEqualTo("t");
        run("drop table if exists once");
        run("create table once (word text primary key)");
        run("insert into once values ('a-secret-word')");
        assertThatThrownBy(() -> run("insert into once values ('a-secret-word')"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> run("select 'a-secret-word'::int")).isInstanceOf(SQLException.class);
        assertThat(Files.readString(server.log())).contains("once_pkey").doesNotContain("insert into");
    }

    @Test
    void letsNobodyInWithoutThePasswordNorAsSuperuser() throws IOException, SQLException {
        server = start();
        DatabaseUrl url = DatabaseUrl.parse(server.databaseUrl());
        for (String user : new String[] {"conch", "postgres"}) {
            Properties login = new Properties();
            login.setProperty("user", user);
            login.setProperty("password", "guess");
            assertThatThrownBy(
                            () -> DriverManager.getConnection(url.jdbc(), login).close())
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
        assertThat(ask("select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(ask("show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(permissions(home())).isEqualTo("rwx------");
        assertThat(permissions(data())).isEqualTo("rwx------");
        assertThat(permissions(home().resolve("conch.password"))).isEqualTo("rw-------");
    }

    @Test
    void takesOverAServerThatRunsAlready() throws SQLException, IOException {
        EmbeddedPostgres first = start();
        long process = Postmaster.of(data()).pid();
        server = start();
        assertThat(server.databaseUrl()).isEqualTo(first.databaseUrl());
        assertThat(Postmaster.of(data()).pid()).isEqualTo(process);

        first.stop();
        assertThat(ask("select 1")).as("another one still uses it").isEqualTo("1");
    }

    @Test
    void takesOverTheServerOfAProcessThatWasKilled() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAndDies.class.getName(),
                        home().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(killed.waitFor()).isEqualTo(137);
        long process = Postmaster.of(data()).pid();

        server = start();
        assertThat(Postmaster.of(data()).pid()).as("the same server").isEqualTo(process);
        assertThat(ask("select word from kept")).isEqualTo("there");
        server.stop();
        ProcessHandle.of(process)
                .ifPresent(ending ->
                        ending.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    /// What a Conch looks like that is killed while it works.
    static final class StartsAndDies {
        public static void main(String[] args) throws SQLException {
            EmbeddedPostgres server =
                    EmbeddedPostgres.start(new EmbeddedSettings(Path.of(args[0]), TestDatabase.programs(), false));
            DatabaseUrl url = DatabaseUrl.parse(server.databaseUrl());
            try (Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists kept");
                statement.execute("create table kept as select 'there' as word");
            }
            Runtime.getRuntime().halt(137);
        }
    }

    @Test
    void startsAgainAfterItsServerWasKilled() throws SQLException, IOException {
        server = startDurable();
        run("drop table if exists kept");
        run("create table kept (word text)");
        run("insert into kept values ('there')");
        ProcessHandle postmaster = ProcessHandle.of(Postmaster.of(data()).pid()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(Postmaster.file(data())).exists();

        EmbeddedPostgres dead = server;
        server = startDurable();
        assertThat(ask("select word from kept")).isEqualTo("there");
        dead.stop();
    }

    @Test
    void clearsALockThatNamesAnotherProgramsProcess() throws SQLException, IOException {
        server = start();
        server.stop();
        Files.writeString(
                Postmaster.file(data()),
                ProcessHandle.current().pid() + "\n" + data() + "\n1700000000\n1\n\n127.0.0.1\n 1 1\nready   \n");
        server = start();
        assertThat(ask("select 1")).isEqualTo("1");
    }

    @Test
    void beginsAnewWhenItsFirstStartWasCutShort() throws SQLException, IOException {
        Files.createDirectories(fresh.resolve("data.unfinished/base"));
        Files.writeString(fresh.resolve("postgres.password"), "left over\n");
        server = startIn(fresh);
        assertThat(ask("select current_database()")).isEqualTo("conch");
    }

    @Test
    void refusesDataOfAnotherVersionInWords() throws IOException {
        Path data = Files.createDirectories(fresh.resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> startIn(fresh))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("restore a backup");
    }

    @Test
    void namesTheArchiveOfEveryPlatform() {
        assertThat(Programs.archiveName("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(Programs.archiveName("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
        assertThat(Programs.archiveName("Mac OS X", "aarch64")).isEqualTo("postgres-darwin-arm_64.txz");
        assertThat(Programs.archiveName("Windows 11", "amd64")).isEqualTo("postgres-windows-x86_64.txz");
    }

    private static Path home() {
        return shared;
    }

    private static Path data() {
        return home().resolve("data");
    }

    private static EmbeddedPostgres start() {
        return startIn(home());
    }

    private static EmbeddedPostgres startIn(Path home) {
        return EmbeddedPostgres.start(new EmbeddedSettings(home, TestDatabase.programs(), false));
    }

    private static EmbeddedPostgres startDurable() {
        return EmbeddedPostgres.start(new EmbeddedSettings(home(), TestDatabase.programs(), true));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse(server.databaseUrl());
        return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    }
}
