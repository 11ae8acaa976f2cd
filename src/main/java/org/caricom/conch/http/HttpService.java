package org.caricom.conch.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The listening sockets: several verticles of virtual threads that share one port.
public final class HttpService {
    private final Vertx vertx;
    private final String deployment;
    private final List<HttpServer> servers;

    private HttpService(Vertx vertx, String deployment, List<HttpServer> servers) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.servers = servers;
    }

    /// Listens and returns once it does.
    ///
    /// @param options   host, port (0 for any free one) and TLS; limits are set here
    /// @param instances how many verticles share the port; while one computes, the others go on
    public static HttpService start(Vertx vertx, Routes routes, HttpServerOptions options, int instances) {
        HttpServerOptions limited = new HttpServerOptions(options)
                // All instances must get the same free port. Vert.x gives one to all that ask for the same negative
                // number.
                .setPort(options.getPort() == 0 ? -ThreadLocalRandom.current().nextInt(1, 1 << 30) : options.getPort())
                .setMaxInitialLineLength(8_192)
                .setMaxHeaderSize(16_384)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(90);
        List<HttpServer> servers = new CopyOnWriteArrayList<>();
        String deployment = Future.await(vertx.deployVerticle(
                () -> new Listener(routes, limited, servers),
                new DeploymentOptions()
                        .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
                        .setInstances(instances)));
        return new HttpService(vertx, deployment, servers);
    }

    public int port() {
        return servers.getFirst().actualPort();
    }

    /// Takes no new connections, lets what has begun end within `patience`, then closes the rest.
    public void stop(Duration patience) {
        Future.await(Future.join(servers.stream()
                        .map(server -> server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .otherwiseEmpty());
        Future.await(vertx.undeploy(deployment).otherwiseEmpty());
    }

    private static final class Listener extends VerticleBase {
        private final Routes routes;
        private final HttpServerOptions options;
        private final List<HttpServer> servers;
        private @Nullable HttpServer server;

        Listener(Routes routes, HttpServerOptions options, List<HttpServer> servers) {
            this.routes = routes;
            this.options = options;
            this.servers = servers;
        }

        @Override
        public Future<?> start() {
            HttpServer made = vertx.createHttpServer(options).requestHandler(routes.router());
            server = made;
            return made.listen().onSuccess(servers::add);
        }

        @Override
        public Future<?> stop() {
            return server == null ? Future.succeededFuture() : server.close();
        }
    }
}
