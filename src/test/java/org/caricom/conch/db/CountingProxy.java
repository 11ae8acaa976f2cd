package org.caricom.conch.db;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a pool and PostgreSQL, hands on every byte, and counts the statements among them: the messages
/// Execute and Query of the frontend (PostgreSQL, "Message Formats").
public final class CountingProxy implements AutoCloseable {
    private static final int QUERY = 'Q';
    private static final int EXECUTE = 'E';

    private final DatabaseUrl server;
    private final ServerSocket door;
    private final AtomicInteger statements = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    private CountingProxy(DatabaseUrl server, ServerSocket door) {
        this.server = server;
        this.door = door;
    }

    /// A proxy to the server of a database's address.
    public static CountingProxy to(String databaseUrl) throws IOException {
        var proxy = new CountingProxy(
                DatabaseUrl.parse(databaseUrl), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /// The same database through here.
    public DatabaseUrl url() {
        String to = "@127.0.0.1:" + door.getLocalPort() + "/";
        return DatabaseUrl.parse(server.text().replaceFirst("@[^/]*/", to));
    }

    /// How many statements went through so far.
    public int statements() {
        return statements.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket behind = new Socket(server.host(), server.port());
                open.add(client);
                open.add(behind);
                Thread.ofVirtual().start(() -> run(() -> count(client, behind)));
                Thread.ofVirtual().start(() -> run(() -> behind.getInputStream().transferTo(client.getOutputStream())));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private interface Flow {
        void run() throws IOException;
    }

    private static void run(Flow flow) {
        try {
            flow.run();
        } catch (IOException _) {
            // One of the two has gone.
        }
    }

    /// The first message has no type; every later one has.
    private void count(Socket client, Socket behind) throws IOException {
        try (client;
                behind) {
            var in = new DataInputStream(client.getInputStream());
            OutputStream out = behind.getOutputStream();
            body(in, out);
            for (int type = in.read(); type >= 0; type = in.read()) {
                if (type == QUERY || type == EXECUTE) {
                    statements.incrementAndGet();
                }
                out.write(type);
                body(in, out);
            }
        }
    }

    private static void body(DataInputStream in, OutputStream out) throws IOException {
        int length = in.readInt();
        byte[] rest = in.readNBytes(length - Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(length >>> shift);
        }
        out.write(rest);
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
