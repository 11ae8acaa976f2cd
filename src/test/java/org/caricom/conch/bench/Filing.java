package org.caricom.conch.bench;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Reports filed per second by 16 clients over HTTP (signature checked, read, normalised, kept, logged, answered with a
/// signed receipt), beside the limit: the same bytes inserted into one table of the same database by 16
/// connections, each in a durable commit of its own.
final class Filing {
    private static final int CLIENTS = 16;
    private static final int WARM_UP = 2_000;
    private static final int REPORTS = 6_000;

    private Filing() {}

    static void run(Hub hub) throws Exception {
        List<String> filings = hub.sign("TT", Samples.alerts("TT", WARM_UP + REPORTS, 8));
        each(filings.subList(0, WARM_UP), (client, filing) -> file(hub, filing));
        List<String> measured = filings.subList(WARM_UP, filings.size());

        double ours = each(measured, (client, filing) -> file(hub, filing));
        double limit = insert(hub.demo().required("databaseUrl").textValue(), measured);
        Report.line(
                "filing",
                "reports filed",
                String.format(Locale.ROOT, "%.0f /s", ours),
                "inserts, one commit each",
                String.format(Locale.ROOT, "%.0f /s", limit),
                ours / limit);
    }

    private interface Work {
        void one(int client, String filing) throws Exception;
    }

    private static void file(Hub hub, String filing) throws Exception {
        int status = hub.file(filing);
        if (status != 201) {
            throw new IllegalStateException("a filing was answered with " + status);
        }
    }

    private static double each(List<String> filings, Work work) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Object>> ends = clients.invokeAll(IntStream.range(0, CLIENTS)
                    .<Callable<Object>>mapToObj(client -> () -> {
                        for (int i = next.getAndIncrement(); i < filings.size(); i = next.getAndIncrement()) {
                            work.one(client, filings.get(i));
                        }
                        return client;
                    })
                    .toList());
            for (Future<Object> end : ends) {
                end.get();
            }
        }
        return filings.size() / ((System.nanoTime() - began) / 1e9);
    }

    private static double insert(String databaseUrl, List<String> filings) throws Exception {
        Connection[] connections = new Connection[CLIENTS];
        try {
            for (int i = 0; i < CLIENTS; i++) {
                connections[i] = connect(databaseUrl);
            }
            execute(connections[0], "create table bench_limit (id bigserial primary key, body bytea not null)");
            return each(filings, (client, filing) -> {
                try (PreparedStatement insert =
                        connections[client].prepareStatement("insert into bench_limit (body) values (?)")) {
                    insert.setBytes(1, filing.getBytes(StandardCharsets.US_ASCII));
                    insert.executeUpdate();
                }
            });
        } finally {
            execute(connections[0], "drop table if exists bench_limit");
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static Connection connect(String databaseUrl) throws SQLException {
        URI url = URI.create(databaseUrl);
        String[] login = url.getRawUserInfo().split(":", 2);
        return DriverManager.getConnection(
                String.format(Locale.ROOT, "jdbc:postgresql://%s:%d%s", url.getHost(), url.getPort(), url.getPath()),
                decode(login[0]),
                decode(login[1]));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
