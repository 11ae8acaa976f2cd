package org.caricom.conch.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caricom.conch.access.KeyEnrolment;
import org.caricom.conch.access.KeyState;
import org.caricom.conch.audit.AccessChanges;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.LawBook;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Authentication;
import org.caricom.conch.http.Cursors;
import org.caricom.conch.http.HttpManners;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.http.Routes;
import org.caricom.conch.intake.FilingAnswer;
import org.caricom.conch.intake.IntakeExample;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.json.Json;
import org.caricom.conch.signature.JwsSigner;
import org.caricom.conch.signature.KeyAlgorithm;
import org.caricom.conch.signature.KeyPairs;
import org.caricom.conch.signature.KeyProofs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Keys over HTTP: who may do what, and what becomes of reports whose keys end.
class KeysApiTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final MemberCode TT = IntakeExample.TT;
    private static final MemberCode JM = IntakeExample.JM;
    private static final String KEYS = "/api/v1/keys";

    private static IntakeExample hub;
    private static HeavyWork heavyWork;
    private static Vertx vertx;
    private static HttpService service;
    private static Map<String, String> tokens;

    @BeforeAll
    static void start() {
        hub = new IntakeExample(KeysApiTest.class);
        vertx = Vertx.vertx();
        heavyWork = new HeavyWork(1);
        HttpManners manners =
                new HttpManners(IntakeExample.URL, new Cursors(new byte[32]), hub.clock, 100_000, (_, _, _, _) -> {});
        Routes routes = new Routes(vertx, manners, new Authentication(hub.tokens::check, _ -> null, IntakeExample.URL));
        Cases cases = new Cases(hub.database, hub.reports::facts, LawBook.of(hub.members), hub.clock);
        KeyEnrolment enrolment =
                new KeyEnrolment(hub.database, heavyWork, hub.clock, new AccessChanges(hub.log), IntakeExample.URL);
        new KeysApi(hub.keys, enrolment, hub.reports).mount(routes);
        new ReportsApi(hub.intake, hub.reports, hub.keys, cases, 100_000).mount(routes);
        service = HttpService.start(
                vertx, routes, new HttpServerOptions().setHost("127.0.0.1").setPort(0), 2);
        tokens = Map.of(
                "analyst-TT", token("analyst-TT", Role.ANALYST, TT),
                "analyst-JM", token("analyst-JM", Role.ANALYST, JM),
                "coordinator", token("coordinator", Role.COORDINATOR, null),
                "auditor", token("auditor", Role.AUDITOR, null),
                "partner", token("partner", Role.PARTNER, null),
                "admin", token("admin", Role.ADMIN, null),
                "second", token("second-admin", Role.ADMIN, null));
    }

    @AfterAll
    static void stop() {
        service.stop(Duration.ofSeconds(1));
        Future.await(vertx.close());
        heavyWork.close();
        hub.close();
    }

    @Test
    void everyRouteAnswersThoseWhoMayAndRefusesTheRest() throws Exception {
        String kid = inUse(TT);
        String suspension = KEYS + "/" + kid + "/suspension";
        String revocation = KEYS + "/" + inUse(TT) + "/revocation";
        ObjectNode challenge = Json.object().put("member", "TT");
        challenge.set(
                "key",
                Json.own(KeyPairs.generate(KeyAlgorithm.ES256).toPublicJWK().toJSONString()));
        ObjectNode none = Json.object();
        assertStatus("GET", KEYS, null, 200, 200, 200, 200, 403, 200);
        assertStatus("GET", KEYS + "/" + kid, null, 200, 200, 200, 200, 403, 200);
        assertStatus("GET", KEYS + "/" + kid + "/reports", null, 200, 403, 200, 200, 403, 200);
        assertStatus("POST", KEYS + "/challenges", challenge, 201, 403, 403, 403, 403, 201);
        assertStatus("POST", KEYS, none, 422, 422, 403, 403, 403, 422);
        assertStatus("POST", KEYS + "/" + kid + "/approval", none, 403, 403, 403, 403, 403, 200);
        assertStatus("POST", suspension, none, 200, 403, 403, 403, 403, 200);
        assertStatus("DELETE", suspension, null, 403, 403, 403, 403, 403, 200);
        assertStatus("POST", revocation, none, 200, 403, 403, 403, 403, 200);
        for (String path : List.of(KEYS, KEYS + "/" + kid)) {
            assertThat(send("GET", path, null, null).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aKeyIsEnrolledByItsProofAndApprovedByASecondPerson() throws Exception {
        MemberCode bb = new MemberCode("BB");
        String analyst = token("analyst-BB", Role.ANALYST, bb);
        JWK key = KeyPairs.generate(KeyAlgorithm.EDDSA);
        JsonNode line = json(send("POST", KEYS + "/challenges", ask(key, bb), analyst), 201);
        assertThat(line.path("kid").textValue()).isEqualTo(key.getKeyID());
        JsonNode made = json(send("POST", KEYS, proof(line, key), analyst), 201);
        assertThat(made.path("state").textValue()).isEqualTo("waiting");
        assertThat(made.path("possession").textValue()).isEqualTo("proven");
        assertThat(made.path("jwk").path("crv").textValue()).isEqualTo("Ed25519");
        assertThat(made.path("jwk").has("d")).isFalse();
        String place = KEYS + "/" + key.getKeyID();
        assertThat(send("GET", place, null, tokens.get("analyst-TT")).statusCode())
                .as("another member does not see it yet")
                .isEqualTo(404);
        assertThat(json(send("POST", place + "/approval", null, tokens.get("admin")), 200)
                        .path("state")
                        .textValue())
                .isEqualTo("usable");
        JsonNode seen = json(send("GET", place, null, tokens.get("analyst-TT")), 200);
        assertThat(seen.has("addedBy")).as("people of another member").isFalse();
        assertThat(json(send("GET", place, null, analyst), 200)
                        .path("approvedBy")
                        .textValue())
                .isEqualTo("admin");
    }

    @Test
    void whoAddsAFirstKeyDoesNotApproveIt() throws Exception {
        MemberCode gy = new MemberCode("GY");
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        JsonNode line = json(send("POST", KEYS + "/challenges", ask(key, gy), tokens.get("admin")), 201);
        assertThat(json(send("POST", KEYS, proof(line, key), tokens.get("admin")), 201)
                        .path("state")
                        .textValue())
                .isEqualTo("waiting");
        String approval = KEYS + "/" + key.getKeyID() + "/approval";
        HttpResponse<byte[]> alone = send("POST", approval, null, tokens.get("admin"));
        assertThat(alone.statusCode()).isEqualTo(409);
        assertThat(new String(alone.body(), US_ASCII)).contains("A second person must approve it.");
        assertThat(send("POST", approval, null, tokens.get("second")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aStolenKeyIsStoppedAndWhatItSignedIsListed() throws Exception {
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        enrol(TT, key);
        String first = file(key, "K-1");
        hub.clock.advance(Duration.ofHours(1));
        Instant theft = hub.clock.instant();
        hub.clock.advance(Duration.ofHours(1));
        String second = file(key, "K-2");
        String place = KEYS + "/" + key.getKeyID();
        JsonNode stopped = json(
                send("POST", place + "/suspension", Json.object().put("reason", "stolen"), tokens.get("analyst-TT")),
                200);
        assertThat(stopped.path("key").path("state").textValue()).isEqualTo(KeyState.SUSPENDED.word());
        assertThat(stopped.path("key").path("stolen").booleanValue()).isTrue();
        assertThat(stopped.path("reports").path("items"))
                .extracting(report -> report.path("id").textValue())
                .containsExactly(second, first);
        assertThat(standing(first)).isEqualTo("received-before");

        json(
                send(
                        "POST",
                        place + "/revocation",
                        Json.object().put("from", theft.toString()).put("reason", "key-compromise"),
                        tokens.get("admin")),
                200);
        assertThat(standing(first)).isEqualTo("received-before");
        assertThat(standing(second)).isEqualTo("doubtful");

        JsonNode page = json(send("GET", place + "/reports?limit=1", null, tokens.get("admin")), 200);
        assertThat(page.path("items").get(0).path("standing").textValue()).isEqualTo("doubtful");
        assertThat(page.path("items").get(0).has("title"))
                .as("an administrator reads no reports")
                .isFalse();
        JsonNode rest = json(
                send(
                        "GET",
                        place + "/reports?limit=1&cursor=" + page.path("next").textValue(),
                        null,
                        tokens.get("admin")),
                200);
        assertThat(rest.path("items").get(0).path("id").textValue()).isEqualTo(first);
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void theDirectoryIsPagedNewestFirst() throws Exception {
        hub.clock.advance(Duration.ofSeconds(1));
        String older = inUse(TT);
        hub.clock.advance(Duration.ofSeconds(1));
        String newer = inUse(TT);
        JsonNode page = json(send("GET", KEYS + "?member=TT&limit=1", null, tokens.get("coordinator")), 200);
        assertThat(page.path("items").get(0).path("kid").textValue()).isEqualTo(newer);
        JsonNode next = json(
                send(
                        "GET",
                        KEYS + "?member=TT&limit=1&cursor=" + page.path("next").textValue(),
                        null,
                        tokens.get("coordinator")),
                200);
        assertThat(next.path("items").get(0).path("kid").textValue()).isEqualTo(older);
        assertThat(send("GET", KEYS + "?member=tt", null, tokens.get("admin")).statusCode())
                .isEqualTo(400);
        assertThat(send("GET", KEYS + "?membr=TT", null, tokens.get("admin")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() throws Exception {
        String revocation = KEYS + "/" + inUse(TT) + "/revocation";
        String admin = tokens.get("admin");
        assertThat(pointer(send("POST", revocation, Json.object().put("from", "noon"), admin)))
                .isEqualTo("/from");
        // No year that PostgreSQL keeps.
        for (String time : List.of("+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z")) {
            assertThat(pointer(send("POST", revocation, Json.object().put("from", time), admin)))
                    .isEqualTo("/from");
        }
        assertThat(pointer(send("POST", revocation, Json.object().put("reason", "whim"), admin)))
                .isEqualTo("/reason");
        assertThat(pointer(send("POST", KEYS + "/challenges", Json.object().put("member", "TT"), admin)))
                .isEqualTo("/key");
        assertThat(pointer(send("POST", KEYS + "/challenges", Json.object().put("key", "x"), admin)))
                .isEqualTo("/member");
        ObjectNode proofs = Json.object();
        proofs.putArray("proofs").add("*");
        assertThat(pointer(send("POST", KEYS, proofs, admin))).isEqualTo("/proofs");
        assertThat(send("GET", KEYS + "/nobodys", null, admin).statusCode()).isEqualTo(404);
    }

    /// Statuses for: analyst of TT, analyst of JM, coordinator, auditor, partner, administrator.
    private static void assertStatus(String method, String path, @Nullable JsonNode body, int... statuses)
            throws Exception {
        List<String> callers = List.of("analyst-TT", "analyst-JM", "coordinator", "auditor", "partner", "admin");
        for (int i = 0; i < statuses.length; i++) {
            assertThat(send(method, path, body, tokens.get(callers.get(i))).statusCode())
                    .as("%s %s by %s", method, path, callers.get(i))
                    .isEqualTo(statuses[i]);
        }
    }

    private static String standing(String report) throws Exception {
        return json(send("GET", "/api/v1/reports/" + report, null, tokens.get("auditor")), 200)
                .path("signatures")
                .get(0)
                .path("standing")
                .textValue();
    }

    private static String file(JWK key, String reference) {
        byte[] message = IntakeExample.sign(new JwsSigner(key), IntakeExample.report(reference));
        return ((FilingAnswer.Accepted) hub.file(message)).report().toString();
    }

    private static String inUse(MemberCode member) {
        JWK key = KeyPairs.generate(KeyAlgorithm.ES256);
        enrol(member, key);
        return key.getKeyID();
    }

    private static void enrol(MemberCode member, JWK key) {
        hub.keys.add(member, key.toPublicJWK().toJSONString(), hub.clock.instant(), null, "alice");
        hub.keys.approve(key.getKeyID(), "bob");
    }

    private static ObjectNode ask(JWK key, MemberCode member) {
        ObjectNode body = Json.object().put("member", member.value());
        body.set("key", Json.own(key.toPublicJWK().toJSONString()));
        return body;
    }

    private static ObjectNode proof(JsonNode line, JWK key) {
        ObjectNode body = Json.object();
        body.putArray("proofs")
                .add(new String(
                        KeyProofs.sign(line.path("challenge").textValue(), List.of(new JwsSigner(key))), US_ASCII));
        return body;
    }

    private static String pointer(HttpResponse<byte[]> answer) throws Exception {
        return json(answer, 422).path("errors").get(0).path("pointer").textValue();
    }

    private static JsonNode json(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).as(new String(answer.body(), US_ASCII)).isEqualTo(status);
        return Json.own(answer.body());
    }

    private static String token(String name, Role role, @Nullable MemberCode member) {
        return hub.tokens.issue(name, role, member, Duration.ofDays(365)).secret();
    }

    private static HttpResponse<byte[]> send(
            String method, String path, @Nullable JsonNode body, @Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body)));
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }
}
