package org.caricom.conch.feeds;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A resolver with a response policy zone, on this machine alone: what it does not know it asks of a server in this
/// process, which answers every name. Nothing leaves the machine.
final class Unbound implements AutoCloseable {
    static final int NOERROR = 0;
    static final int NXDOMAIN = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int A = 1;
    private static final int AAAA = 28;

    private final DatagramSocket upstream;
    private final DatagramSocket client;
    private final Process process;
    private final Path log;
    private int id;

    private Unbound(DatagramSocket upstream, DatagramSocket client, Process process, Path log) {
        this.upstream = upstream;
        this.client = client;
        this.process = process;
        this.log = log;
    }

    /// Starts it with a zone, and waits until it answers.
    static Unbound start(String program, Path folder, Path zone) throws IOException {
        DatagramSocket upstream = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(() -> answer(upstream));
        int port;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(
                folder.resolve("unbound.conf"), """
                server:
                  directory: "%1$s"
                  chroot: ""
                  username: ""
                  pidfile: ""
                  use-syslog: no
                  verbosity: 1
                  interface: 127.0.0.1@%2$s
                  access-control: 127.0.0.0/8 allow
                  do-not-query-localhost: no
                  do-ip6: no
                  num-threads: 1
                  qname-minimisation: no
                  module-config: "respip iterator"
                forward-zone:
                  name: "."
                  forward-addr: 127.0.0.1@%3$s
                rpz:
                  name: "rpz.example"
                  zonefile: "%4$s"
                remote-control:
                  control-enable: no
                """.formatted(folder, port, upstream.getLocalPort(), zone));
        Path log = folder.resolve("unbound.log");
        Process process = new ProcessBuilder(program, "-d", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        DatagramSocket client = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        client.setSoTimeout(500);
        Unbound unbound = new Unbound(upstream, client, process, log);
        try {
            unbound.ask("ready.example", A);
        } catch (IOException | IllegalStateException e) {
            unbound.close();
            throw e;
        }
        return unbound;
    }

    /// The response code for a name.
    int codeFor(String name) throws IOException {
        return ask(name, A);
    }

    /// The response code for a name that has this address.
    int codeForAddress(String address) throws IOException {
        byte[] octets = InetAddress.ofLiteral(address).getAddress();
        return ask("x" + HexFormat.of().formatHex(octets) + ".probe.example", octets.length == 4 ? A : AAAA);
    }

    /// What it wrote so far.
    String log() throws IOException {
        return Files.readString(log);
    }

    private int ask(String name, int type) throws IOException {
        byte[] question = question(++id & 0xffff, name, type);
        byte[] answer = new byte[4096];
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            try {
                client.send(new DatagramPacket(question, question.length));
                DatagramPacket packet = new DatagramPacket(answer, answer.length);
                do {
                    client.receive(packet);
                } while (answer[0] != question[0] || answer[1] != question[1]);
                return answer[3] & 0x0f;
            } catch (SocketTimeoutException _) {
                // A packet was lost: once more.
            } catch (PortUnreachableException _) {
                if (hasEnded()) {
                    break;
                }
            }
        }
        throw new IllegalStateException("unbound did not answer: " + log());
    }

    /// Whether it has ended, after a moment in which it may also have come up.
    private boolean hasEnded() {
        try {
            return process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] question(int id, String name, int type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(0x0100);
        out.writeShort(1);
        out.writeShort(0);
        out.writeShort(0);
        out.writeShort(0);
        for (String label : name.split("\\.", -1)) {
            byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
            out.writeByte(octets.length);
            out.write(octets);
        }
        out.writeByte(0);
        out.writeShort(type);
        out.writeShort(1);
        return bytes.toByteArray();
    }

    /// Answers each question with the address that its first label spells, or 192.0.2.1.
    private static void answer(DatagramSocket socket) {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answerTo(Arrays.copyOf(buffer, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static byte[] answerTo(byte[] query) throws IOException {
        int end = 12;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        int type = ((query[end + 1] & 0xff) << 8) | (query[end + 2] & 0xff);
        byte @Nullable [] address = address(query, type);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(query, 0, 2);
        out.writeShort(0x8180);
        out.writeShort(1);
        out.writeShort(address == null ? 0 : 1);
        out.writeShort(0);
        out.writeShort(0);
        out.write(query, 12, end + 5 - 12);
        if (address != null) {
            out.writeShort(0xc00c);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(address.length);
            out.write(address);
        }
        return bytes.toByteArray();
    }

    private static byte @Nullable [] address(byte[] query, int type) {
        if (type != A && type != AAAA) {
            return null;
        }
        int size = type == A ? 4 : 16;
        String first = new String(query, 13, query[12], StandardCharsets.US_ASCII);
        if (first.length() == 1 + 2 * size && first.startsWith("x")) {
            return HexFormat.of().parseHex(first.substring(1));
        }
        return type == A ? new byte[] {(byte) 192, 0, 2, 1} : null;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
        upstream.close();
    }
}
