package org.caricom.conch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.FactsExample.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.CasesFixture;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.http.Authentication;
import org.caricom.conch.http.Cursors;
import org.caricom.conch.http.HttpManners;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;
import org.caricom.conch.plan.Plans;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Cases and plans over HTTP: who sees what, and what a change needs.
class CasesApiTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<String, Caller> TOKENS = Map.of(
            "tt", CasesFixture.TT,
            "jm", CasesFixture.JM,
            "coordinator", CasesFixture.COORDINATOR,
            "auditor", CasesFixture.AUDITOR,
            "partner", CasesFixture.PARTNER,
            "admin", new Caller("admin", Role.ADMIN, null));

    private static CasesFixture hub;
    private static HttpService service;
    private static CaseId id;

    @BeforeAll
    static void listen() {
        hub = new CasesFixture(CasesApiTest.class);
        Plans plans = new Plans(hub.database.database(), hub.clock);
        HttpManners manners = new HttpManners(
                "http://hub.example", new Cursors(new byte[32]), hub.clock, 100_000, (_, _, _, _) -> {});
        Routes routes = new Routes(
                TestDatabase.vertx(), manners, new Authentication(TOKENS::get, _ -> null, "http://hub.example"));
        new CasesApi(hub.cases, plans).mount(routes);
        new PlanApi(plans).mount(routes);
        service = HttpService.start(
                TestDatabase.vertx(),
                routes,
                new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                2);
        id = hub.filed(
                "TT",
                "2026-07-13T13:33:00Z",
                facts().title("At the hospital").classes(Rsit.C2_SERVER).saw(ObservableType.IPV4_ADDR, "203.0.113.77"));
        hub.filed(
                "JM",
                "2026-07-13T13:40:00Z",
                facts().title("At the bank").saw(ObservableType.IPV4_ADDR, "203.0.113.77"));
    }

    @AfterAll
    static void close() {
        service.stop(Duration.ofSeconds(2));
        hub.close();
    }

    @Test
    void anotherMembersCaseIsNotThere() throws IOException, InterruptedException {
        for (String path : List.of("", "/timeline", "/correlations", "/bundle")) {
            assertThat(get("jm", "/api/v1/cases/" + id + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
            for (String token : List.of("tt", "coordinator", "auditor")) {
                assertThat(get(token, "/api/v1/cases/" + id + path).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            for (String token : List.of("partner", "admin")) {
                assertThat(get(token, "/api/v1/cases/" + id + path).statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
        }
        assertThat(get("tt", "/api/v1/cases/C-2026-9999").statusCode()).isEqualTo(404);
        assertThat(get("tt", "/api/v1/cases/nonsense").statusCode()).isEqualTo(404);
        assertThat(get(null, "/api/v1/cases").statusCode()).isEqualTo(401);
        assertThat(patch("jm", "1", "{\"assignee\":\"jm\"}").statusCode()).isEqualTo(404);
        assertThat(patch("auditor", "1", "{\"assignee\":\"me\"}").statusCode()).isEqualTo(403);
        assertThat(post("jm", "/comments", "{\"text\":\"psst\"}").statusCode()).isEqualTo(404);
        assertThat(post("auditor", "/comments", "{\"text\":\"psst\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void theListIsFilteredAndPagedAndHoldsOnlyOwnCases() throws IOException, InterruptedException {
        assertThat(titles(body(get("jm", "/api/v1/cases")))).containsExactly("At the bank");
        assertThat(titles(body(get("coordinator", "/api/v1/cases?class=malicious-code"))))
                .containsExactly("At the hospital");
        assertThat(titles(body(get("coordinator", "/api/v1/cases?q=hosp&state=open&due=later&member=TT"))))
                .containsExactly("At the hospital");
        JsonNode first = body(get("coordinator", "/api/v1/cases?q=at&limit=1"));
        assertThat(titles(first)).containsExactly("At the bank");
        JsonNode second = body(get(
                "coordinator",
                "/api/v1/cases?q=at&limit=1&cursor=" + first.path("next").asText()));
        assertThat(titles(second)).containsExactly("At the hospital");
        assertThat(second.path("next").isNull()).isTrue();
        for (String wrong : List.of("state=odd", "member=tt", "priority=1", "class=x", "due=now", "stat=new")) {
            assertThat(get("coordinator", "/api/v1/cases?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void aCaseTellsScoreClocksValuesAndPlanActions() throws IOException, InterruptedException {
        JsonNode node = body(get("tt", "/api/v1/cases/" + id));
        assertThat(node.path("classes").path(0).asText()).isEqualTo("malicious-code:c2-server");
        assertThat(node.path("score").path("inputs")).hasSize(8);
        assertThat(node.path("clocks")).hasSize(4);
        assertThat(node.path("clocks").path(3).path("status").asText()).isEqualTo("unknown");
        assertThat(node.path("observables").path(0).path("seenIn").asInt()).isEqualTo(2);
        assertThat(node.path("planActions")).isNotEmpty();
        assertThat(node.path("tlp").asText()).isEqualTo("TLP:AMBER");
    }

    @Test
    void anAnalystLearnsOfAnotherMemberButNotWhich() throws IOException, InterruptedException {
        String seen = get("tt", "/api/v1/cases/" + id + "/correlations").body();
        assertThat(Json.own(seen).path("items")).hasSize(1);
        assertThat(Json.own(seen).path("items").path(0).path("known").asBoolean())
                .isFalse();
        assertThat(seen).doesNotContain("JM").doesNotContain("bank").doesNotContain("C-2026");
        JsonNode known = body(get("coordinator", "/api/v1/cases/" + id + "/correlations"));
        assertThat(known.path("items").path(0).path("member").asText()).isEqualTo("JM");
    }

    @Test
    void aChangeNeedsTheVersionThatWasRead() throws IOException, InterruptedException {
        CaseId own = hub.filed("TT", "2026-07-01T10:00:00Z", facts());
        String path = "/api/v1/cases/" + own;
        HttpResponse<String> read = get("tt", path);
        String tag = read.headers().firstValue("ETag").orElseThrow();
        assertThat(patch("tt", path, null, "{\"state\":\"triaged\"}").statusCode())
                .isEqualTo(428);
        assertThat(patch("tt", path, "\"77\"", "{\"state\":\"triaged\"}").statusCode())
                .isEqualTo(412);
        HttpResponse<String> done = patch("tt", path, tag, "{\"state\":\"triaged\",\"assignee\":\"analyst-TT\"}");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(Json.own(done.body()).path("state").asText()).isEqualTo("triaged");
        assertThat(patch("coordinator", path, tag, "{\"state\":\"waiting\"}").statusCode())
                .isEqualTo(412);

        String newTag = done.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> noOutcome = patch("coordinator", path, newTag, "{\"state\":\"closed\"}");
        assertThat(noOutcome.statusCode()).isEqualTo(422);
        assertThat(Json.own(noOutcome.body())
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asText())
                .isEqualTo("/outcome");
        HttpResponse<String> wrong = patch("coordinator", path, newTag, "{\"state\":\"odd\",\"owner\":1}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Json.own(wrong.body()).path("errors")).hasSize(2);
        HttpResponse<String> closed =
                patch("coordinator", path, newTag, "{\"state\":\"closed\",\"outcome\":\"confirmed\"}");
        assertThat(Json.own(closed.body()).path("outcome").asText()).isEqualTo("confirmed");
        String last = closed.headers().firstValue("ETag").orElseThrow();
        assertThat(patch("coordinator", path, last, "{\"priority\":\"high\"}").statusCode())
                .isEqualTo(422);
        HttpResponse<String> chosen =
                patch("coordinator", path, last, "{\"priority\":\"high\",\"priorityReason\":\"ministers ask\"}");
        assertThat(Json.own(chosen.body()).path("priority").asText()).isEqualTo("high");
    }

    @Test
    void aCommentIsReadByThoseItIsFor() throws IOException, InterruptedException {
        assertThat(post("coordinator", "/comments", "{\"text\":\"for us\",\"audience\":\"coordinators\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(post("tt", "/comments", "{\"text\":\"for all\"}").statusCode())
                .isEqualTo(201);
        assertThat(post("tt", "/comments", "{\"text\":\"x\",\"audience\":\"coordinators\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("tt", "/comments", "{}").statusCode()).isEqualTo(422);
        assertThat(get("tt", "/api/v1/cases/" + id + "/timeline").body())
                .contains("for all")
                .doesNotContain("for us");
        assertThat(get("coordinator", "/api/v1/cases/" + id + "/timeline").body())
                .contains("for all")
                .contains("for us");
    }

    @Test
    void thePlansAreReadByThoseWhoReadCases() throws IOException, InterruptedException {
        JsonNode list = body(get("tt", "/api/v1/plan"));
        assertThat(list.path("items")).hasSize(4);
        JsonNode plan = body(get("tt", "/api/v1/plan/CCSCAP25"));
        assertThat(plan.path("areas")).hasSize(6);
        assertThat(plan.path("areas")
                        .path(5)
                        .path("actions")
                        .path(0)
                        .path("live")
                        .path("cases")
                        .path("fewerThan")
                        .asInt())
                .isEqualTo(3);
        assertThat(get("tt", "/api/v1/plan/NONE").statusCode()).isEqualTo(404);
        for (String token : List.of("partner", "admin")) {
            assertThat(get(token, "/api/v1/plan").statusCode()).isEqualTo(403);
            assertThat(get(token, "/api/v1/plan/IWP").statusCode()).isEqualTo(403);
        }
        String action = "/api/v1/plan/actions/IWP-6.3";
        assertThat(patch("tt", action, null, "{\"status\":\"done\"}").statusCode())
                .isEqualTo(403);
        assertThat(patch("coordinator", action, null, "{\"status\":\"finished\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(patch("coordinator", action, null, "{\"status\":\"under-way\",\"note\":\"eight teams\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("tt", "/api/v1/plan/IWP").body()).contains("eight teams");
    }

    private static List<String> titles(JsonNode list) {
        List<String> titles = new ArrayList<>();
        list.path("items").forEach(item -> titles.add(item.path("title").asText()));
        return titles;
    }

    private static JsonNode body(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.own(response.body());
    }

    private static HttpResponse<String> get(@Nullable String token, String path)
            throws IOException, InterruptedException {
        return send(request(token, path).GET());
    }

    private static HttpResponse<String> patch(String token, String version, String body)
            throws IOException, InterruptedException {
        return patch(token, "/api/v1/cases/" + id, "\"" + version + "\"", body);
    }

    private static HttpResponse<String> patch(String token, String path, @Nullable String tag, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(token, path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body));
        return send(tag == null ? request : request.header("If-Match", tag));
    }

    private static HttpResponse<String> post(String token, String path, String body)
            throws IOException, InterruptedException {
        return send(request(token, "/api/v1/cases/" + id + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(@Nullable String token, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
