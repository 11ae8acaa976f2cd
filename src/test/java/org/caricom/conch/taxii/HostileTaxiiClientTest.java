package org.caricom.conch.taxii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;
import static org.caricom.conch.sharing.SharingFixture.TT;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.MadeCollections.Making;
import org.caricom.conch.sharing.SharingFixture;
import org.caricom.conch.stix.Markings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients send that no honest one would, and what readers must not learn of each other.
class HostileTaxiiClientTest {
    private static final String ROOT = "/taxii2/caricom/collections/";
    private static final String TYPE = "application/taxii+json;version=2.1";

    private static SharingFixture hub;

    @BeforeAll
    static void open() {
        hub = new SharingFixture(HostileTaxiiClientTest.class);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    /// PostgreSQL's texts hold no NUL, and its times end before ours do: neither may reach it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "match%5Bid%5D=%00",
                "match%5Btype%5D=indicator%00",
                "added_after=%2B999999999-12-31T23:59:59Z",
                "added_after=-999999999-01-01T00:00:00Z",
                "match%5Bversion%5D=%2B999999999-12-31T23:59:59Z",
                "match%5Bversion%5D=-999999999-01-01T00:00:00Z"
            })
    void aFilterThatTheDatabaseCannotHoldIsNoFailureOfOurs(String query) throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        for (String list : List.of("amber/objects/", "amber/manifest/", id + "/objects/", id + "/manifest/")) {
            HttpResponse<String> answer = hub.get(JM, ROOT + list + "?" + query, "Accept", TYPE);
            assertThat(answer.statusCode()).as(list + " " + answer.body()).isIn(200, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/taxii+json;version=2.0",
                "application/taxii+json;version=3",
                "application/taxii+json; version=\"2.2\"",
                "application/vnd.oasis.taxii+json; version=2.0",
                "text/plain;application/taxii+json;version=2.1"
            })
    void aVersionThatWeDoNotSpeakIsNotTakenForOurs(String type) throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        assertThat(post(TT, id, type, envelope(indicator(1, Tlp.GREEN, 1))).statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/taxii+json",
                "application/taxii+json; version=2.1",
                "APPLICATION/TAXII+JSON;VERSION=\"2.1\"",
                "application/taxii+json;charset=utf-8;version=2.1"
            })
    void ourVersionIsTakenHoweverItIsWritten(String type) throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        assertThat(post(TT, id, type, envelope(indicator(1, Tlp.GREEN, 1))).statusCode())
                .isEqualTo(202);
    }

    @Test
    void everythingPostedHasItsLineInTheStatusAlsoWhatCameTwice() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        JsonNode one = indicator(1, Tlp.GREEN, 1);
        JsonNode other = Json.own(Json.text(one).replace("203.0.113.1'", "203.0.113.99'"));
        JsonNode status = Json.own(post(TT, id, TYPE, envelope(one, one, other)).body());
        assertThat(status.path("total_count").asInt()).isEqualTo(3);
        assertThat(status.path("success_count").asInt()).isEqualTo(2);
        assertThat(status.path("failures"))
                .singleElement()
                .satisfies(
                        failure -> assertThat(failure.path("message").asText()).contains("another content"));
        assertThat(objects(JM, id, "")).containsExactly(one);
    }

    @Test
    void whatIsNoObjectIsALineOfItsOwn() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        JsonNode status = Json.own(
                post(TT, id, TYPE, "{\"objects\":[null,1,\"x\",[],{},{\"id\":\"\\u0000\",\"type\":\"\\u0000\"}]}")
                        .body());
        assertThat(status.path("failure_count").asInt()).isEqualTo(6);
        assertThat(status.path("total_count").asInt()).isEqualTo(6);
    }

    @Test
    void aBodyInChunksIsCountedAsItComes() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        byte[] fits = envelope(indicator(1, Tlp.GREEN, 1)).getBytes(StandardCharsets.UTF_8);
        assertThat(chunked(id, fits).statusCode()).isEqualTo(202);
        HttpResponse<String> large = chunked(id, (envelope() + " ".repeat(1_000_001)).getBytes(StandardCharsets.UTF_8));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(Json.own(large.body()).path("http_status").asText()).isEqualTo("413");
        HttpResponse<String> deep =
                post(TT, id, TYPE, "{\"objects\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        assertThat(deep.statusCode()).isEqualTo(400);
    }

    @Test
    void headIsAnsweredAsGetWithoutItsBody() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        post(TT, id, TYPE, envelope(indicator(1, Tlp.GREEN, 1)));
        for (String path : List.of("/taxii2/", "/taxii2/caricom/", ROOT, ROOT + id + "/objects/")) {
            HttpResponse<String> head =
                    hub.send(JM, hub.request(path, "Accept", TYPE).method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Type")).hasValue(TYPE);
        }
        HttpResponse<String> put = hub.send(
                JM, hub.request(ROOT, "Accept", TYPE).method("PUT", HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).isPresent();
        assertThat(Json.own(put.body()).path("http_status").asText()).isEqualTo("405");
    }

    /// A collection that is hidden and one that never was answer alike, to the letter but for the request's id.
    @Test
    void aHiddenCollectionAnswersAsOneThatNeverWas() throws Exception {
        String hidden = collection(List.of("JM"), List.of("JM"));
        String none = UUID.randomUUID().toString();
        String object = indicator(1, Tlp.GREEN, 1).path("id").asText();
        post(JM, hidden, TYPE, envelope(indicator(1, Tlp.GREEN, 1)));
        for (String path : List.of(
                "",
                "objects/",
                "objects/?limit=0",
                "objects/?next=x",
                "manifest/",
                "objects/" + object + "/",
                "objects/" + object + "/versions/")) {
            assertThat(worded(hub.get(TT, ROOT + hidden + "/" + path, "Accept", TYPE)))
                    .as(path)
                    .isEqualTo(worded(hub.get(TT, ROOT + none + "/" + path, "Accept", TYPE)));
        }
        for (String type : List.of(TYPE, "text/plain")) {
            for (String body : List.of("{", envelope(indicator(1, Tlp.GREEN, 1)))) {
                assertThat(worded(post(TT, hidden, type, body))).isEqualTo(worded(post(TT, none, type, body)));
            }
        }
        assertThat(worded(delete(TT, hidden, object))).isEqualTo(worded(delete(TT, none, object)));
    }

    /// A token may be called as a role or a member is; it gets nothing by that.
    @Test
    void aNameThatIsARoleOrAMemberGivesNobodyMore() throws Exception {
        String id = collection(List.of("partner", "TT"), List.of("JM"));
        JsonNode amber = indicator(1, Tlp.AMBER, 1);
        JsonNode green = indicator(2, Tlp.GREEN, 1);
        post(JM, id, TYPE, envelope(amber, green));
        assertThat(objects(PARTNER, id, "")).as("a partner named partner").containsExactly(green);
        assertThat(objects(TT, id, "")).containsExactly(amber, green);
        var namedAsMember = new Caller("TT", PARTNER.role(), null);
        String members = collection(List.of("TT"), List.of("JM"));
        assertThat(hub.made.find(namedAsMember, UUID.fromString(members))).isNull();
    }

    /// TAXII 2.1 §3.4: the latest version is the latest that the reader may have.
    @Test
    void theLatestVersionIsTheLatestThatTheReaderMayHave() throws Exception {
        String id = collection(List.of("partner", "JM"), List.of("JM"));
        JsonNode green = indicator(1, Tlp.GREEN, 1);
        JsonNode amber = indicator(1, Tlp.AMBER, 2);
        post(JM, id, TYPE, envelope(green, amber));
        assertThat(objects(JM, id, "")).containsExactly(amber);
        assertThat(objects(PARTNER, id, "")).containsExactly(green);
        JsonNode older = indicator(1, Tlp.AMBER, 0);
        post(JM, id, TYPE, envelope(older));
        assertThat(objects(JM, id, "?match%5Bversion%5D=first")).containsExactly(older);
        assertThat(objects(PARTNER, id, "?match%5Bversion%5D=first")).containsExactly(green);
    }

    @Test
    void whatSomebodyMayNotReadTheyNeitherDeleteNorFeelFor() throws Exception {
        String id = collection(List.of("partner", "JM"), List.of("JM", "partner"));
        JsonNode amber = indicator(1, Tlp.AMBER, 1);
        post(JM, id, TYPE, envelope(amber));
        String object = amber.path("id").asText();
        assertThat(hub.get(PARTNER, ROOT + id + "/objects/" + object + "/", "Accept", TYPE)
                        .statusCode())
                .isEqualTo(404);
        assertThat(delete(PARTNER, id, object + "/?match%5Bversion%5D=all").statusCode())
                .isEqualTo(404);
        assertThat(objects(JM, id, "")).containsExactly(amber);
        JsonNode green = indicator(1, Tlp.GREEN, 2);
        post(JM, id, TYPE, envelope(green));
        assertThat(delete(PARTNER, id, object + "/?match%5Bversion%5D=all").statusCode())
                .isEqualTo(200);
        assertThat(objects(JM, id, "?match%5Bversion%5D=all")).containsExactly(amber);
    }

    private static String collection(List<String> readers, List<String> writers) {
        UUID id = UUID.randomUUID();
        assertThat(hub.made.add(id, "Storm watch", readers, writers, "operator"))
                .isInstanceOf(Making.Made.class);
        return id.toString();
    }

    private static List<JsonNode> objects(Caller caller, String id, String query) throws Exception {
        HttpResponse<String> answer = hub.get(caller, ROOT + id + "/objects/" + query, "Accept", TYPE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> objects = new ArrayList<>();
        Json.own(answer.body()).path("objects").forEach(objects::add);
        return objects;
    }

    private static String worded(HttpResponse<String> answer) {
        var body = (com.fasterxml.jackson.databind.node.ObjectNode) Json.own(answer.body());
        body.remove("error_id");
        return answer.statusCode() + " " + Json.text(body);
    }

    private static HttpResponse<String> post(Caller caller, String id, String type, String body) throws Exception {
        return hub.send(
                caller,
                hub.request(ROOT + id + "/objects/", "Accept", TYPE, "Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> chunked(String id, byte[] body) throws Exception {
        return hub.send(
                TT,
                hub.request(ROOT + id + "/objects/", "Accept", TYPE, "Content-Type", TYPE)
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    private static HttpResponse<String> delete(Caller caller, String id, String object) throws Exception {
        return hub.send(
                caller,
                hub.request(ROOT + id + "/objects/" + object, "Accept", TYPE).DELETE());
    }

    private static String envelope(JsonNode... objects) {
        var array = Json.array();
        for (JsonNode object : objects) {
            array.add(object);
        }
        return Json.text(Json.object().set("objects", array));
    }

    private static JsonNode indicator(int number, Tlp tlp, int day) {
        var object = Json.object()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", "indicator--00000000-0000-4000-8000-" + (100_000_000_000L + number))
                .put("created", "2026-07-01T00:00:00.000Z")
                .put("modified", "2026-07-0" + (day + 1) + "T00:00:00.000Z")
                .put("pattern", "[ipv4-addr:value = '203.0.113." + number + "']")
                .put("pattern_type", "stix")
                .put("valid_from", "2026-07-01T00:00:00Z");
        object.putArray("object_marking_refs").add(Markings.tlp(tlp.word()).id().toString());
        return object;
    }
}
