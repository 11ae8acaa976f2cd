package org.caricom.conch.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The manners of every door, over real HTTP.
class RoutesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Caller ANALYST = new Caller("analyst-TT", Role.ANALYST, new MemberCode("TT"));
    private static final Caller AUDITOR = new Caller("auditor", Role.AUDITOR, null);
    private static final String LONG_TEXT = "conch ".repeat(1_000);

    private static Vertx vertx;
    private static HttpService service;

    @BeforeAll
    static void listen() {
        vertx = Vertx.vertx();
        Authentication authentication = new Authentication(
                token -> token.equals("good") ? ANALYST : token.equals("reader") ? AUDITOR : null,
                cookie -> cookie.equals("abc") ? new PageSession("1", ANALYST, "secret-of-forms") : null,
                "http://hub.example");
        HttpManners manners = new HttpManners(
                "http://hub.example", new Cursors(new byte[32]), Clock.systemUTC(), 100_000, (_, _, _, _) -> {});
        Routes routes = new Routes(vertx, manners, authentication);
        routes.get("/open", Allow.anyone(), _ -> Answer.text("open"));
        routes.get("/long", Allow.anyone(), _ -> Answer.text(LONG_TEXT).etag("v1"));
        routes.get(
                "/stream",
                Allow.anyone(),
                _ -> Answer.stream("text/plain", out -> {
                    for (int i = 0; i < 100; i++) {
                        out.write(LONG_TEXT.getBytes(StandardCharsets.UTF_8));
                    }
                }));
        routes.get(
                "/half",
                Allow.anyone(),
                _ -> Answer.stream("text/plain", out -> {
                    out.write(LONG_TEXT.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    throw new IOException("broken off");
                }));
        routes.get(
                "/half-closed",
                Allow.anyone(),
                _ -> Answer.stream("text/plain", out -> {
                    try (out) {
                        out.write(LONG_TEXT.getBytes(StandardCharsets.UTF_8));
                        throw new IOException("broken off");
                    }
                }));
        routes.get(
                "/things/:id",
                Allow.roles(Role.ANALYST),
                exchange -> Answer.text(exchange.caller().name() + " asks for " + exchange.path("id")));
        routes.get("/broken", Allow.anyone(), _ -> {
            throw new IllegalStateException("the password is swordfish");
        });
        routes.get("/flawed", Allow.anyone(), _ -> {
            throw Problem.of(ProblemType.UNUSABLE, "Mend it.")
                    .with(List.of(new Flaw("/a/0", "missing", "a is missing")));
        });
        routes.get("/list", Allow.anyone(), exchange -> {
            List<String> from = exchange.cursor("list");
            int first = from == null ? 0 : Integer.parseInt(from.getFirst());
            int limit = exchange.limit(2, 10);
            return Answer.page(
                    exchange,
                    List.of(Json.object().put("n", first)),
                    first > 3 ? null : exchange.nextCursor("list", String.valueOf(first + limit)));
        });
        routes.get("/other", Allow.anyone(), exchange -> Answer.text(String.valueOf(exchange.cursor("other"))));
        routes.get(
                "/form", Allow.anyone(), exchange -> Answer.text(exchange.negotiate("text/csv", "application/json")));
        routes.post(
                "/echo", Allow.anyone(), exchange -> Answer.bytes("application/octet-stream", exchange.body()), 1_000);
        routes.post("/json", Allow.anyone(), exchange -> Answer.json(200, exchange.jsonBody()));
        routes.patch(
                "/things/:id",
                Allow.roles(Role.ANALYST),
                exchange -> Answer.text(exchange.ifMatch().value()));
        Routes pages = routes.through(new Door(
                "/desk",
                Door.Credential.SESSION,
                (problem, _) -> Answer.html("<p>" + problem.type().slug()).status(problem.status())));
        pages.get(
                "/desk",
                Allow.roles(Role.ANALYST),
                exchange -> Answer.html("<p>" + exchange.caller().name()));
        pages.post(
                "/desk",
                Allow.roles(Role.ANALYST),
                exchange -> Answer.seeOther("/desk?said=" + exchange.form().text("word")));
        service = HttpService.start(
                vertx, routes, new HttpServerOptions().setHost("127.0.0.1").setPort(0), 2);
    }

    @AfterAll
    static void stop() {
        service.stop(Duration.ofSeconds(1));
        Future.await(vertx.close());
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/open", "/nowhere", "/broken", "/desk")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("X-Request-Id").orElse("")).hasSize(16);
        }
    }

    @Test
    void anUnknownFaultTellsNothingButItsId() throws Exception {
        HttpResponse<String> answer = get("/broken");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("swordfish").doesNotContain("IllegalState");
        assertThat(json(answer).path("requestId").asText())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElse(""));
    }

    @Test
    void aRefusalIsAProblemWithPointersAndItsTypeIsAPage() throws Exception {
        HttpResponse<String> answer = get("/flawed");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo("/a/0");
        assertThat(json(answer).path("type").asText()).isEqualTo("http://hub.example/problems/unusable");
        assertThat(get("/problems/unusable").body()).contains("Understood, but not usable");
        assertThat(get("/problems/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void rolesAreAskedBeforeTheHandler() throws Exception {
        assertThat(get("/things/7").statusCode()).isEqualTo(401);
        assertThat(get("/things/7").headers().allValues("WWW-Authenticate").getFirst())
                .contains("Bearer", "Basic");
        assertThat(get("/things/7", "Authorization", "Bearer bad").statusCode()).isEqualTo(401);
        assertThat(get("/things/7", "Authorization", "Bearer reader").statusCode())
                .isEqualTo(403);
        assertThat(get("/things/a%20b", "Authorization", "Bearer good").body()).isEqualTo("analyst-TT asks for a b");
        // "x:good", the token as password.
        assertThat(get("/things/7", "Authorization", "Basic eDpnb29k").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBadTokenIsRefusedEvenWhereNoneIsNeeded() throws Exception {
        assertThat(get("/open", "Authorization", "Bearer bad").statusCode()).isEqualTo(401);
    }

    @Test
    void aCookieOpensNoApiAndATokenNoPage() throws Exception {
        assertThat(get("/things/7", "Cookie", "conch=abc").statusCode()).isEqualTo(401);
        assertThat(get("/desk", "Authorization", "Bearer good").statusCode()).isEqualTo(401);
        assertThat(get("/desk", "Cookie", "conch=abc").body()).isEqualTo("<p>analyst-TT");
    }

    @Test
    void aChangeNeedsThePagesOwnTokenAndOrigin() throws Exception {
        String cookie = "conch=abc";
        assertThat(form("/desk", "word=hi", "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(form("/desk", "word=hi&_csrf=wrong", "Cookie", cookie).statusCode())
                .isEqualTo(403);
        HttpResponse<String> done = form("/desk", "word=hi&_csrf=secret-of-forms", "Cookie", cookie);
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue("/desk?said=hi");
        for (String[] foreign : new String[][] {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://evil.example"}}) {
            HttpResponse<String> refused =
                    form("/desk", "_csrf=secret-of-forms", "Cookie", cookie, foreign[0], foreign[1]);
            assertThat(refused.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aWrongMethodNamesTheRightOnes() throws Exception {
        HttpResponse<String> answer = send(request("/things/7").DELETE());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, PATCH");
    }

    @Test
    void anUnknownAddressIsAProblemOfItsDoor() throws Exception {
        assertThat(json(get("/nowhere")).path("status").asInt()).isEqualTo(404);
        assertThat(get("/desk/nowhere").body()).isEqualTo("<p>not-found");
    }

    @Test
    void headSaysWhatGetWouldSayWithoutTheBody() throws Exception {
        HttpResponse<String> answer = send(request("/long").method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).hasValue(String.valueOf(LONG_TEXT.length()));
    }

    @Test
    void whatTheCallerHoldsAlreadyIsNotSentAgain() throws Exception {
        String plain = get("/long").headers().firstValue("ETag").orElseThrow();
        assertThat(plain).isEqualTo("\"v1\"");
        assertThat(get("/long", "If-None-Match", plain).statusCode()).isEqualTo(304);
        assertThat(get("/long", "If-None-Match", "\"x\", W/\"v1-gzip\"").statusCode())
                .isEqualTo(304);
        assertThat(get("/long", "If-None-Match", "\"v2\"").statusCode()).isEqualTo(200);
    }

    @Test
    void longTextIsPackedForWhoWantsIt() throws Exception {
        for (String path : List.of("/long", "/stream")) {
            HttpResponse<byte[]> answer =
                    CLIENT.send(request(path).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
            byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
            assertThat(unpacked.length % LONG_TEXT.length()).isZero();
        }
        assertThat(get("/stream").body()).hasSize(100 * LONG_TEXT.length());
    }

    @Test
    void aBrokenStreamDoesNotLookWhole() {
        for (String path : List.of("/half", "/half-closed")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> get(path)))
                    .as(path)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAndTheConnectionLives() throws Exception {
        assertThat(send(request("/echo").POST(BodyPublishers.ofString("x".repeat(1_000))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/echo").POST(BodyPublishers.ofString("x".repeat(1_001))))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(request("/echo")
                                .POST(BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[3_000_000]))))
                        .statusCode())
                .isEqualTo(413);
        assertThat(get("/open").statusCode()).isEqualTo(200);
        assertThat(send(request("/echo").expectContinue(true).POST(BodyPublishers.ofString("later")))
                        .body())
                .isEqualTo("later");
    }

    @Test
    void bodiesTogetherTakeNoMoreMemoryThanThereIs() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        HttpManners manners = new HttpManners(
                "http://hub.example", new Cursors(new byte[32]), Clock.systemUTC(), 1_000, (_, _, _, _) -> {});
        Routes routes = new Routes(
                vertx, manners, new Authentication(_ -> null, _ -> null, "http://hub.example"), new BodyBudget(1_000));
        routes.post("/keep", Allow.anyone(), exchange -> {
            if (exchange.body().length == 600) {
                begun.countDown();
                Future.await(vertx.executeBlocking(() -> end.await(20, TimeUnit.SECONDS)));
            }
            return Answer.text("kept");
        });
        HttpService small = HttpService.start(
                vertx, routes, new HttpServerOptions().setHost("127.0.0.1").setPort(0), 2);
        URI keep = URI.create("http://127.0.0.1:" + small.port() + "/keep");
        var first = CLIENT.sendAsync(
                HttpRequest.newBuilder(keep)
                        .POST(BodyPublishers.ofString("x".repeat(600)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        HttpRequest.Builder second = HttpRequest.newBuilder(keep).POST(BodyPublishers.ofString("x".repeat(500)));
        HttpResponse<String> refused = send(second);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        end.countDown();
        assertThat(first.get().body()).isEqualTo("kept");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (send(second).statusCode() != 200) {
            assertThat(System.nanoTime()).as("what was held is given back").isLessThan(deadline);
        }
        small.stop(Duration.ofSeconds(1));
    }

    @Test
    void aCallerWhoLeavesBeforeTheEndOfTheBodyIsNoFaultOfOurs() throws Exception {
        BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
        HttpManners manners = new HttpManners(
                "http://hub.example",
                new Cursors(new byte[32]),
                Clock.systemUTC(),
                1_000,
                (_, _, status, _) -> statuses.add(status));
        Routes routes = new Routes(vertx, manners, new Authentication(_ -> null, _ -> null, "http://hub.example"));
        routes.post("/keep", Allow.anyone(), _ -> Answer.text("kept"));
        HttpService left = HttpService.start(
                vertx, routes, new HttpServerOptions().setHost("127.0.0.1").setPort(0), 1);
        byte[] half = "POST /keep HTTP/1.1\r\nHost: hub.example\r\nContent-Length: 100\r\n\r\nhalf"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), left.port())) {
                socket.getOutputStream().write(half);
            }
            assertThat(statuses.poll(20, TimeUnit.SECONDS)).isEqualTo(499);
        }
        left.stop(Duration.ofSeconds(1));
    }

    @Test
    void aPackedBodyIsRefused() throws Exception {
        HttpResponse<String> answer =
                send(request("/echo").header("Content-Encoding", "gzip").POST(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void jsonIsReadStrictly() throws Exception {
        assertThat(post("/json", "{\"a\":1}").statusCode()).isEqualTo(200);
        HttpResponse<String> twice = post("/json", "{\"a\":1,\"a\":2}");
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(json(twice).path("errors")).hasSize(1);
        assertThat(send(request("/json").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void listsPageByCursorsThatNobodyElseCanMake() throws Exception {
        HttpResponse<String> first = get("/list?limit=3");
        String next = json(first).path("next").asText();
        assertThat(first.headers().firstValue("Link")).hasValue("</list?limit=3&cursor=" + next + ">; rel=\"next\"");
        assertThat(json(get("/list?cursor=" + next)).at("/items/0/n").asInt()).isEqualTo(3);
        assertThat(get("/other?cursor=" + next).statusCode()).isEqualTo(400);
        assertThat(get("/list?cursor=" + "A".repeat(30)).statusCode()).isEqualTo(400);
        assertThat(get("/list?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/list?limit=1&limit=2").statusCode()).isEqualTo(400);
    }

    @Test
    void theCallersBestMediaTypeIsChosen() throws Exception {
        assertThat(get("/form").body()).isEqualTo("text/csv");
        assertThat(get("/form", "Accept", "application/json, text/csv;q=0.5").body())
                .isEqualTo("application/json");
        assertThat(get("/form", "Accept", "*/*;q=0.1, text/csv;q=0").body()).isEqualTo("application/json");
        assertThat(get("/form", "Accept", "image/png").statusCode()).isEqualTo(406);
    }

    @Test
    void aChangeSaysWhichVersionItChanges() throws Exception {
        assertThat(patch(null).statusCode()).isEqualTo(428);
        assertThat(patch("W/\"3\"").statusCode()).isEqualTo(412);
        assertThat(patch("\"3-gzip\"").body()).isEqualTo("3");
    }

    @Test
    void whatHasBegunEndsBeforeTheServiceStops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        HttpManners manners = new HttpManners(
                "http://hub.example", new Cursors(new byte[32]), Clock.systemUTC(), 1_000, (_, _, _, _) -> {});
        Routes routes = new Routes(vertx, manners, new Authentication(_ -> null, _ -> null, "http://hub.example"));
        routes.get("/slow", Allow.anyone(), _ -> {
            begun.countDown();
            Future.await(vertx.timer(400, TimeUnit.MILLISECONDS));
            return Answer.text("done");
        });
        HttpService slow = HttpService.start(
                vertx, routes, new HttpServerOptions().setHost("127.0.0.1").setPort(0), 2);
        var answer = CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + slow.port() + "/slow"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        slow.stop(Duration.ofSeconds(5));
        assertThat(answer.get().body()).isEqualTo("done");
    }

    private static HttpResponse<String> patch(String ifMatch) throws Exception {
        HttpRequest.Builder request = request("/things/1").header("Authorization", "Bearer good");
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return send(request.method("PATCH", BodyPublishers.noBody()));
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> form(String path, String body, String... headers) throws Exception {
        return send(request(path)
                .headers(headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }
}
