package org.caricom.conch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A member's TAXII inbox: what is posted is a report, its poster reads it back, and to others there is nothing.
class InboxTest {
    private static final String COLLECTIONS = "/taxii2/caricom/collections/";
    private static final String INBOX = COLLECTIONS + "inbox-tt/";
    private static final String TYPE = "application/taxii+json;version=2.1";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<String, String> TOKENS = new HashMap<>();

    private static TestDatabase database;
    private static Conch conch;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create(InboxTest.class);
        Config config = Config.of(
                Map.of("CONCH_DATABASE_URL", database.url(), "CONCH_HTTP_PORT", String.valueOf(ConchTest.freePort())));
        conch = Conch.start(config, Clock.systemUTC());
        url = config.localUrl();
        for (String member : List.of("TT", "JM", "BB", "GD")) {
            TOKENS.put(member, token(member, Role.ANALYST, new MemberCode(member)));
        }
        for (Role role : List.of(Role.COORDINATOR, Role.AUDITOR, Role.PARTNER)) {
            TOKENS.put(role.word(), token(role.word(), role, null));
        }
    }

    @AfterAll
    static void stop() {
        conch.stop();
        database.close();
    }

    @Test
    void aPostIsOneReportAndItsPosterReadsItBack() throws Exception {
        String posted = envelope(indicator("1d01", "10", "203.0.113.7"), indicator("1d02", "10", "203.0.113.8"));
        HttpResponse<String> answer = post("TT", INBOX, posted);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(TYPE);
        JsonNode status = Json.own(answer.body());
        assertThat(status.path("status").asText()).isEqualTo("complete");
        assertThat(status.path("total_count").asInt()).isEqualTo(2);
        assertThat(status.path("success_count").asInt()).isEqualTo(2);
        assertThat(status.path("failure_count").asInt()).isZero();
        assertThat(status.path("successes").path(0).path("id").asText()).isEqualTo(id("1d01"));

        String id = status.path("id").asText();
        String again = "/taxii2/caricom/status/" + id + "/";
        assertThat(Json.own(get("TT", again).body())).isEqualTo(status);
        for (String other : List.of("JM", "coordinator", "auditor", "partner")) {
            assertThat(get(other, again).statusCode()).as(other).isEqualTo(404);
        }
        assertThat(get("TT", "/api/v1/reports/" + id + "/raw", "*/*").body()).isEqualTo(posted);
        assertThat(get("JM", "/api/v1/reports/" + id, "*/*").statusCode()).isEqualTo(404);
        assertThat(Json.own(get("TT", "/api/v1/reports/" + id, "*/*").body())
                        .path("state")
                        .asText())
                .isEqualTo("filed");

        JsonNode objects = Json.own(get("TT", INBOX + "objects/?match%5Bid%5D=" + id("1d01") + "," + id("1d02"))
                        .body())
                .path("objects");
        assertThat(objects).isEqualTo(Json.own(posted).path("objects"));
        assertThat(Json.own(post("TT", INBOX, posted).body()))
                .as("the same once more")
                .isEqualTo(status);
    }

    @Test
    void theFirstVersionIsTheOldestWhicheverCameFirst() throws Exception {
        String inbox = COLLECTIONS + "inbox-jm/";
        post("JM", inbox, envelope(indicator("3d01", "11", "203.0.113.30")));
        post("JM", inbox, envelope(indicator("3d01", "10", "203.0.113.31")));
        String object = inbox + "objects/" + id("3d01") + "/?match%5Bversion%5D=";
        assertThat(get("JM", object + "first").body()).contains("203.0.113.31").doesNotContain("203.0.113.30");
        assertThat(get("JM", object + "last").body()).contains("203.0.113.30").doesNotContain("203.0.113.31");
    }

    /// As many objects as a body holds, each with its own flaws: each is told of, and once is enough for each.
    @Test
    void aPostOfNothingButRubbishIsToldOfLineByLine() throws Exception {
        int count = 150_000;
        HttpResponse<String> answer =
                post("BB", COLLECTIONS + "inbox-bb/", "{\"objects\":[" + "{},".repeat(count - 1) + "{}]}");
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode status = Json.own(answer.body());
        assertThat(status.path("failure_count").asInt()).isEqualTo(count);
        assertThat(status.path("failures").path(1).path("message").asText())
                .contains("/objects/1/id")
                .doesNotContain("/objects/10");
    }

    @Test
    void theInboxIsThereForItsAnalystsAlone() throws Exception {
        JsonNode collections = Json.own(get("TT", COLLECTIONS).body()).path("collections");
        assertThat(collections.findValuesAsText("alias")).containsExactly("clear", "green", "amber", "inbox-tt");
        JsonNode inbox = collections.path(3);
        assertThat(inbox.path("can_read").asBoolean()).isTrue();
        assertThat(inbox.path("can_write").asBoolean()).isTrue();
        String byId = COLLECTIONS + inbox.path("id").asText() + "/";
        assertThat(inbox.path("id").asText()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-.{12}");
        assertThat(Json.own(get("TT", byId).body())).isEqualTo(inbox);
        assertThat(Json.own(get("TT", INBOX).body())).isEqualTo(inbox);

        String posted = envelope(indicator("1d03", "10", "203.0.113.9"));
        for (String other : List.of("JM", "coordinator", "auditor", "partner")) {
            assertThat(get(other, COLLECTIONS).body()).doesNotContain("inbox-tt");
            for (String base : List.of(INBOX, byId)) {
                for (String path : List.of("", "objects/", "manifest/", "objects/" + id("1d01") + "/")) {
                    assertThat(get(other, base + path).statusCode())
                            .as(other + " " + path)
                            .isEqualTo(404);
                }
                assertThat(post(other, base, posted).statusCode()).as(other).isEqualTo(404);
            }
        }
        assertThat(delete("TT", INBOX + "objects/" + id("1d01") + "/")).isEqualTo(403);
        assertThat(delete("JM", INBOX + "objects/" + id("1d01") + "/")).isEqualTo(404);
        assertThat(post("TT", COLLECTIONS + "green/", posted).statusCode()).isEqualTo(403);
    }

    @Test
    void whatCameComesInPagesWithItsVersionsAndFilters() throws Exception {
        String inbox = COLLECTIONS + "inbox-bb/";
        assertThat(get("BB", inbox + "objects/").body()).isEqualTo("{}");
        post("BB", inbox, envelope(indicator("2d01", "10", "203.0.113.10"), indicator("2d02", "10", "203.0.113.11")));
        post("BB", inbox, envelope(indicator("2d01", "11", "203.0.113.12"), address()));
        // Known already, all of it, in another frame.
        post("BB", inbox, envelope(address(), indicator("2d01", "11", "203.0.113.12")));

        List<String> paged = new ArrayList<>();
        String next = "";
        JsonNode page;
        do {
            page = Json.own(get("BB", inbox + "objects/?limit=1" + next).body());
            assertThat(page.path("objects")).hasSize(1);
            paged.add(page.path("objects").path(0).path("id").asText());
            next = "&next=" + page.path("next").asText();
        } while (page.path("more").asBoolean());
        String address = Json.own(address()).path("id").asText();
        assertThat(paged).containsExactly(id("2d02"), id("2d01"), address);

        JsonNode manifest =
                Json.own(get("BB", inbox + "manifest/?match%5Bversion%5D=all").body());
        assertThat(manifest.path("objects").findValuesAsText("version"))
                .hasSize(4)
                .startsWith("2026-03-01T10:00:00.000Z", "2026-03-01T10:00:00.000Z", "2026-03-01T11:00:00.000Z");
        assertThat(manifest.path("objects").findValuesAsText("date_added"))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(manifest.path("objects").path(3).path("version"))
                .as("an object without versions counts from when it came")
                .isEqualTo(manifest.path("objects").path(3).path("date_added"));

        String object = inbox + "objects/" + id("2d01") + "/";
        assertThat(Json.own(get("BB", object + "versions/").body()).path("versions"))
                .hasToString("[\"2026-03-01T10:00:00.000Z\",\"2026-03-01T11:00:00.000Z\"]");
        assertThat(get("BB", object).body()).contains("203.0.113.12").doesNotContain("203.0.113.10");
        assertThat(get("BB", object + "?match%5Bversion%5D=first").body()).contains("203.0.113.10");
        assertThat(get("BB", object + "?match%5Bversion%5D=2026-03-01T10:00:00Z")
                        .body())
                .contains("203.0.113.10");
        assertThat(get("BB", inbox + "objects/" + id("9d09") + "/").statusCode())
                .isEqualTo(404);
        assertThat(Json.own(get("BB", inbox + "objects/?match%5Btype%5D=ipv4-addr")
                                .body())
                        .path("objects"))
                .hasSize(1);
        String last = manifest.path("objects").path(1).path("date_added").asText();
        assertThat(Json.own(get("BB", inbox + "objects/?added_after=" + last).body())
                        .path("objects"))
                .hasSize(2);
    }

    @Test
    void whatCannotBeUsedIsKeptInQuarantineAndTheStatusSaysWhy() throws Exception {
        String inbox = COLLECTIONS + "inbox-gd/";
        String broken = indicator("3d01", "10", "203.0.113.20").replace("\"pattern_type\": \"stix\",", "");
        HttpResponse<String> answer = post("GD", inbox, envelope(broken));
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode status = Json.own(answer.body());
        assertThat(status.path("status").asText()).isEqualTo("complete");
        assertThat(status.path("failure_count").asInt()).isEqualTo(1);
        assertThat(status.has("successes")).isFalse();
        assertThat(status.path("failures").path(0).path("message").asText()).contains("pattern_type");
        String id = status.path("id").asText();
        assertThat(get("GD", "/api/v1/reports/" + id, "*/*").body()).contains("\"quarantined\"");
        assertThat(get("GD", inbox + "objects/").body()).isEqualTo("{}");
    }

    @Test
    void whatIsValidInAPostIsFiledAndTheRestIsTold() throws Exception {
        String inbox = COLLECTIONS + "inbox-gd/";
        String broken = indicator("3d03", "10", "203.0.113.22").replace("\"pattern_type\": \"stix\",", "");
        JsonNode status = Json.own(post("GD", inbox, envelope(broken, indicator("3d04", "10", "203.0.113.23")))
                .body());
        assertThat(status.path("success_count").asInt()).isEqualTo(1);
        assertThat(status.path("failure_count").asInt()).isEqualTo(1);
        assertThat(status.path("successes").path(0).path("id").asText()).isEqualTo(id("3d04"));
        assertThat(status.path("failures").path(0).path("message").asText()).contains("pattern_type");
        JsonNode report =
                Json.own(get("GD", "/api/v1/reports/" + status.path("id").asText(), "*/*")
                        .body());
        assertThat(report.path("state").asText()).isEqualTo("filed");
        assertThat(report.path("flaws").toString()).contains("/objects/0/pattern_type");
        assertThat(get("GD", inbox + "objects/").body())
                .contains("203.0.113.23")
                .doesNotContain("203.0.113.22");
    }

    @Test
    void whatIsNoEnvelopeIsRefusedAndNothingIsKept() throws Exception {
        String inbox = COLLECTIONS + "inbox-jm/";
        for (String body : List.of("", "nonsense", "{\"a\": 1,}")) {
            assertThat(post("JM", inbox, body).statusCode()).as(body).isEqualTo(400);
        }
        for (String body : List.of("[]", "{}", "{\"objects\": []}", "{\"objects\": {}}")) {
            assertThat(post("JM", inbox, body).statusCode()).as(body).isEqualTo(422);
        }
        HttpResponse<String> json = CLIENT.send(
                request("JM", inbox + "objects/", TYPE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(envelope(indicator("4d01", "10", "203.0.113.30"))))
                        .build(),
                BodyHandlers.ofString());
        assertThat(json.statusCode()).isEqualTo(415);
        assertThat(Json.own(get("JM", "/api/v1/reports", "*/*").body()).path("items"))
                .isEmpty();
    }

    private static String envelope(String... objects) {
        return "{\"objects\": [" + String.join(", ", objects) + "]}";
    }

    private static String id(String end) {
        return "indicator--33fe3b22-0201-47cf-85d0-97c02164" + end;
    }

    private static String indicator(String end, String hour, String address) {
        return """
                {"type": "indicator", "spec_version": "2.1", "id": "%s",
                 "created": "2026-03-01T09:00:00.000Z", "modified": "2026-03-01T%s:00:00.000Z",
                 "indicator_types": ["malicious-activity"], "pattern": "[ipv4-addr:value = '%s']",
                 "pattern_type": "stix", "valid_from": "2026-03-01T09:00:00Z"}""".formatted(id(end), hour, address);
    }

    private static String address() {
        return """
                {"type": "ipv4-addr", "spec_version": "2.1", "id": "ipv4-addr--28bb3599-77cd-5a82-a950-b5bb3caf07c4",
                 "value": "198.51.100.3"}""";
    }

    private static String token(String name, Role role, MemberCode member) {
        return conch.features()
                .tokens()
                .issue("token-" + name, role, member, Duration.ofDays(1))
                .secret();
    }

    private static HttpResponse<String> post(String who, String collection, String body) throws Exception {
        return CLIENT.send(
                request(who, collection + "objects/", TYPE)
                        .header("Content-Type", TYPE)
                        .POST(BodyPublishers.ofString(body, UTF_8))
                        .build(),
                BodyHandlers.ofString());
    }

    private static int delete(String who, String path) throws Exception {
        return CLIENT.send(request(who, path, TYPE).DELETE().build(), BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpResponse<String> get(String who, String path) throws Exception {
        return get(who, path, TYPE);
    }

    private static HttpResponse<String> get(String who, String path, String accept) throws Exception {
        return CLIENT.send(request(who, path, accept).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String who, String path, String accept) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Accept", accept)
                .header("Authorization", "Bearer " + TOKENS.get(who));
    }
}
