package org.caricom.conch.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.caricom.conch.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The table of routes. Doors mount here; nothing else of them knows Vert.x.
public final class Routes {
    /// One mounted route.
    ///
    /// @param path pattern with `:name` parts
    public record Mounted(String method, String path, Allow allow, Door door, int bodyLimit) {}

    /// PostgreSQL's SQLSTATE for text that it cannot keep: the only such text that is valid UTF-8 holds U+0000.
    private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Router router;
    private final HttpManners manners;
    private final Authentication authentication;
    private final List<Mounted> mounted;
    private final Door door;
    private final BodyBudget bodies;

    public Routes(Vertx vertx, HttpManners manners, Authentication authentication) {
        this(vertx, manners, authentication, BodyBudget.ofThisProcess());
    }

    Routes(Vertx vertx, HttpManners manners, Authentication authentication, BodyBudget bodies) {
        this(Router.router(vertx), manners, authentication, new ArrayList<>(), Door.API, bodies);
        router.errorHandler(404, this::unrouted);
        router.errorHandler(405, this::unrouted);
        router.errorHandler(400, this::unrouted);
        router.errorHandler(500, this::unrouted);
        get("/problems/:slug", Allow.anyone(), ProblemBody::page);
    }

    private Routes(
            Router router,
            HttpManners manners,
            Authentication authentication,
            List<Mounted> mounted,
            Door door,
            BodyBudget bodies) {
        this.router = router;
        this.manners = manners;
        this.authentication = authentication;
        this.mounted = mounted;
        this.door = door;
        this.bodies = bodies;
    }

    /// The same table, seen through a door: what is mounted on it has that door's manners.
    public Routes through(Door other) {
        return new Routes(router, manners, authentication, mounted, other, bodies);
    }

    /// Also answers HEAD.
    public void get(String path, Allow allow, Handler handler) {
        mount(HttpMethod.GET, path, allow, handler, manners.bodyLimit());
    }

    public void post(String path, Allow allow, Handler handler) {
        mount(HttpMethod.POST, path, allow, handler, manners.bodyLimit());
    }

    /// With a body limit of its own, in bytes.
    public void post(String path, Allow allow, Handler handler, int bodyLimit) {
        mount(HttpMethod.POST, path, allow, handler, bodyLimit);
    }

    public void put(String path, Allow allow, Handler handler) {
        mount(HttpMethod.PUT, path, allow, handler, manners.bodyLimit());
    }

    public void patch(String path, Allow allow, Handler handler) {
        mount(HttpMethod.PATCH, path, allow, handler, manners.bodyLimit());
    }

    public void delete(String path, Allow allow, Handler handler) {
        mount(HttpMethod.DELETE, path, allow, handler, manners.bodyLimit());
    }

    /// Every route there is, in the order of mounting.
    public List<Mounted> all() {
        return List.copyOf(mounted);
    }

    Router router() {
        return router;
    }

    private void mount(HttpMethod method, String path, Allow allow, Handler handler, int bodyLimit) {
        Mounted route = new Mounted(method.name(), path, allow, door, bodyLimit);
        mounted.add(route);
        var vertxRoute = router.route(method, path);
        if (method.equals(HttpMethod.GET)) {
            vertxRoute.method(HttpMethod.HEAD);
        }
        vertxRoute.handler(context -> {
            try (BodyBudget.Share share = bodies.share()) {
                serve(context, route, handler, share);
            }
        });
    }

    private void serve(RoutingContext context, Mounted route, Handler handler, BodyBudget.Share share) {
        long begun = System.nanoTime();
        HttpServerRequest request = context.request();
        // Held back until somebody is ready to take it; what arrives while we wait for the database would be lost.
        request.pause();
        Exchange exchange = new Exchange(request, Map.copyOf(context.pathParams()), manners, newRequestId());
        Answer answer;
        try {
            authentication.admit(exchange, route.door(), route.allow());
            if (RequestBody.isExpected(request)) {
                exchange.receive(RequestBody.read(request, route.bodyLimit(), share));
            }
            authentication.requireSameSite(exchange, route.door());
            answer = handler.handle(exchange);
        } catch (Problem problem) {
            answer = route.door().complaint().answer(problem, exchange);
        } catch (Exception e) {
            answer = e instanceof DatabaseException refusal && CHARACTER_NOT_IN_REPERTOIRE.equals(refusal.sqlState())
                    ? route.door().complaint().answer(nullCharacter(), exchange)
                    : broken(exchange, route, e);
        }
        finish(exchange, answer, route.path(), begun);
    }

    private void unrouted(RoutingContext context) {
        long begun = System.nanoTime();
        HttpServerRequest request = context.request();
        Exchange exchange = new Exchange(request, Map.of(), manners, newRequestId());
        List<Door> doors = mounted.stream().map(Mounted::door).distinct().toList();
        String path = request.path() == null ? "/" : request.path();
        Door near = Door.of(doors, path, Negotiation.accepts(request.getHeader("Accept"), "text/html"));
        Problem problem = switch (context.statusCode()) {
            case 404 -> Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
            case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED).header("Allow", allowed(path));
            case 400 -> Problem.badRequest("The address is not written as it must be.");
            default -> {
                LOG.error("request {} failed before its route", exchange.requestId(), context.failure());
                yield Problem.of(ProblemType.INTERNAL_ERROR);
            }
        };
        finish(exchange, near.complaint().answer(problem, exchange), "(none)", begun);
    }

    private static Problem nullCharacter() {
        return Problem.badRequest("A text holds the character U+0000, which cannot be kept or looked for.");
    }

    private Answer broken(Exchange exchange, Mounted route, Exception e) {
        LOG.error("request {} {} {} failed", exchange.requestId(), route.method(), route.path(), e);
        return route.door().complaint().answer(Problem.of(ProblemType.INTERNAL_ERROR), exchange);
    }

    private void finish(Exchange exchange, Answer answer, String pattern, long begun) {
        int status = Responder.send(exchange, answer, manners.publicUrl().startsWith("https://"));
        long nanoseconds = System.nanoTime() - begun;
        AccessLog.write(exchange, pattern, status, nanoseconds);
        manners.watch().finished(exchange.method(), pattern, status, nanoseconds);
    }

    private String allowed(String path) {
        TreeSet<String> methods = new TreeSet<>();
        for (Mounted route : mounted) {
            if (path.matches(route.path().replaceAll(":[A-Za-z0-9_]+", "[^/]+").replace("*", ".*"))) {
                methods.add(route.method());
                if (route.method().equals("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return String.join(", ", methods);
    }

    /// Names a request for people who compare an answer with the log; it is no secret.
    private static String newRequestId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
