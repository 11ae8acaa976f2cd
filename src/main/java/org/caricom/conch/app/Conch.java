package org.caricom.conch.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.caricom.conch.access.Session;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.DatabaseSettings;
import org.caricom.conch.db.DatabaseUrl;
import org.caricom.conch.db.Migrations;
import org.caricom.conch.http.Authentication;
import org.caricom.conch.http.ClientCertificates;
import org.caricom.conch.http.Cursors;
import org.caricom.conch.http.HttpManners;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.http.PageSession;
import org.caricom.conch.http.Routes;
import org.caricom.conch.jobs.OutboxRelay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running hub: database, features, doors, started in this order and stopped in the other.
public final class Conch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Conch.class);

    /// CONTRACT.md section 7 gives ten seconds for all; the rest is for the relay and the database.
    private static final Duration DRAIN = Duration.ofSeconds(6);

    private final Undo undo;
    private final DatabaseUrl databaseUrl;
    private final Features features;
    private final Routes routes;

    private Conch(Config config, Clock clock, boolean fictional, Undo undo) {
        this.undo = undo;
        databaseUrl = undo.with(Storage.open(config), Storage::close).url();
        int applied = Migrations.run(databaseUrl);

        Metrics metrics = undo.with(new Metrics(), Metrics::close);
        Vertx vertx = undo.with(metrics.watch(options()).build(), it -> Future.await(it.close()));
        Database database = undo.with(
                Database.open(vertx, new DatabaseSettings(databaseUrl, DatabaseSettings.USUAL_CONNECTIONS)),
                Database::close);
        features = undo.with(new Features(vertx, database, config, clock), Features::stop);

        Operations operations = new Operations(features, metrics);
        routes = routes(vertx, config, features, metrics);
        operations.mount(routes);
        Doors.mount(routes, features, config, fictional);

        OutboxRelay relay = undo.with(new OutboxRelay(database, features.outboxHandlers()), OutboxRelay::stop);
        relay.start();
        undo.with(HttpService.start(vertx, routes, listening(config), verticles()), it -> it.stop(DRAIN));
        operations.serving(true);
        undo.with(operations, it -> it.serving(false));
        LOG.info("listening on {}, {} migrations applied", config.localUrl(), applied);
    }

    /// Starts a hub and returns once it answers. When it cannot start, nothing of it is left running.
    public static Conch start(Config config, Clock clock) {
        return start(config, clock, false);
    }

    /// As [#start(Config, Clock)].
    ///
    /// @param fictional whether everything in it is made up, which its pages then say
    public static Conch start(Config config, Clock clock, boolean fictional) {
        Undo undo = new Undo();
        boolean started = false;
        try {
            Conch conch = new Conch(config, clock, fictional, undo);
            started = true;
            return conch;
        } finally {
            if (!started) {
                undo.all();
            }
        }
    }

    public Features features() {
        return features;
    }

    public Routes routes() {
        return routes;
    }

    /// The database in use, with its password: for whoever owns this process.
    public String databaseUrl() {
        return databaseUrl.text();
    }

    /// Lets what has begun end, then closes everything, within ten seconds. Doing it again does nothing.
    public void stop() {
        undo.all();
    }

    @Override
    public void close() {
        stop();
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    private static Routes routes(Vertx vertx, Config config, Features features, Metrics metrics) {
        byte[] proposed = new byte[32];
        new SecureRandom().nextBytes(proposed);
        Cursors cursors = new Cursors(HubStore.secret(features.database(), "cursor", proposed));
        HttpManners manners = new HttpManners(
                config.publicUrl(), cursors, features.clock(), HttpManners.USUAL_BODY_LIMIT, metrics::finished);
        Authentication authentication = new Authentication(
                features.tokens()::check,
                cookie -> pageSession(features.sessions().find(cookie)),
                config.publicUrl(),
                new ClientCertificates(features.connections()::check, config::isTrustedProxy));
        return new Routes(vertx, manners, authentication);
    }

    private static @Nullable PageSession pageSession(@Nullable Session session) {
        return session == null ? null : new PageSession(session.id().toString(), session.caller(), session.csrfToken());
    }

    private static HttpServerOptions listening(Config config) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(config.httpHost()).setPort(config.httpPort());
        Config.Tls tls = config.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate().toString())
                            .addKeyPath(tls.key().toString()));
            Path clientCa = tls.clientCa();
            if (clientCa != null) {
                // Asked for, not demanded: pages are for people without one. A certificate of another CA ends the
                // handshake.
                options.setClientAuth(ClientAuth.REQUEST)
                        .setTrustOptions(new PemTrustOptions().addCertPath(clientCa.toString()));
            }
        }
        return options;
    }

    /// While one verticle's context computes, the others answer.
    private static int verticles() {
        return Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    }
}
