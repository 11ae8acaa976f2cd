package org.caricom.conch.upstream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A partner's server on this machine, which answers as a test says.
final class PartnerServer implements AutoCloseable {
    /// An answer.
    record Reply(int status, Map<String, String> headers, String body) {
        static Reply of(String type, String body) {
            return new Reply(200, Map.of("Content-Type", type), body);
        }

        static Reply status(int status) {
            return new Reply(status, Map.of(), "");
        }
    }

    final List<String> asked = new ArrayList<>();
    private final HttpServer server;
    private Function<String, Reply> replies = _ -> Reply.status(500);

    PartnerServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /// How it answers from now on, by path and query.
    void answers(Function<String, Reply> now) {
        replies = now;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            Reply reply = replies.apply(path);
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
