package org.caricom.conch.taxii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.ADMIN;
import static org.caricom.conch.sharing.SharingFixture.AUDITOR;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;
import static org.caricom.conch.sharing.SharingFixture.TT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.MadeCollection;
import org.caricom.conch.sharing.MadeCollections.Making;
import org.caricom.conch.sharing.PublicationQuery;
import org.caricom.conch.sharing.SharingFixture;
import org.caricom.conch.stix.Markings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MadeTaxiiCollectionsTest {
    private static final String ROOT = "/taxii2/caricom/collections/";
    private static final String TYPE = "application/taxii+json;version=2.1";

    private static SharingFixture hub;

    @BeforeAll
    static void open() {
        hub = new SharingFixture(MadeTaxiiCollectionsTest.class);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void itExistsForThoseItNamesAndSaysWhatTheyMayDo() throws Exception {
        String id = collection(List.of("JM", "partner"), List.of("TT"));
        assertThat(rights(JM, id)).isEqualTo("true false");
        assertThat(rights(PARTNER, id)).isEqualTo("true false");
        assertThat(rights(TT, id)).isEqualTo("false true");
        assertThat(rights(AUDITOR, id)).as("auditors read all").isEqualTo("true false");
        assertThat(hub.get(COORDINATOR, ROOT + id + "/", "Accept", TYPE).statusCode())
                .isEqualTo(404);
        assertThat(hub.get(ADMIN, ROOT + id + "/", "Accept", TYPE).statusCode()).isEqualTo(403);
        assertThat(hub.get(COORDINATOR, ROOT, "Accept", TYPE).body()).doesNotContain(id);
        assertThat(hub.get(JM, ROOT, "Accept", TYPE).body()).contains(id);

        assertThat(hub.get(TT, ROOT + id + "/objects/", "Accept", TYPE).statusCode())
                .isEqualTo(403);
        assertThat(post(JM, id, indicator(1, null)).statusCode()).isEqualTo(403);
        assertThat(post(COORDINATOR, id, indicator(1, null)).statusCode()).isEqualTo(404);
    }

    @Test
    void whatAWriterPostsIsReadVerbatim() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        JsonNode object = indicator(2, Tlp.GREEN, "x_note", "seen in a storm");
        JsonNode status = status(post(TT, id, object));
        assertThat(counts(status)).isEqualTo("1 of 1, 0 failed");
        assertThat(status.path("successes").path(0).path("version")).isEqualTo(object.path("modified"));
        assertThat(objects(JM, id, "")).containsExactly(object);
        assertThat(counts(status(post(TT, id, object)))).as("again").isEqualTo("1 of 1, 0 failed");
        assertThat(objects(JM, id, "")).as("once").containsExactly(object);

        String again = "/taxii2/caricom/status/" + status.path("id").asText() + "/";
        assertThat(Json.own(hub.get(TT, again, "Accept", TYPE).body())).isEqualTo(status);
        assertThat(hub.get(JM, again, "Accept", TYPE).statusCode())
                .as("told to the poster alone")
                .isEqualTo(404);
    }

    @Test
    void eachObjectIsTakenOrRefusedByItself() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        JsonNode good = indicator(3, Tlp.AMBER);
        JsonNode other = changed(good, "name", "The same version with another content");
        assertThat(counts(status(post(TT, id, good)))).isEqualTo("1 of 1, 0 failed");
        JsonNode twice = changed(indicator(4, Tlp.GREEN), "object_marking_refs", markings(Tlp.GREEN, Tlp.AMBER));
        JsonNode status = status(post(
                TT,
                id,
                indicator(5, Tlp.RED),
                indicator(6, Tlp.AMBER_STRICT),
                twice,
                other,
                changed(indicator(7, null), "valid_from", "yesterday"),
                Json.own("{\"type\":\"indicator\"}"),
                indicator(8, null)));
        assertThat(counts(status)).isEqualTo("1 of 7, 6 failed");
        assertThat(status.path("failures").findValuesAsText("message"))
                .hasSize(6)
                .anySatisfy(message -> assertThat(message).contains("TLP:RED"))
                .anySatisfy(message -> assertThat(message).contains("TLP:AMBER+STRICT"))
                .anySatisfy(message -> assertThat(message).contains("contradict"))
                .anySatisfy(message -> assertThat(message).contains("another content"))
                .anySatisfy(message -> assertThat(message).contains("/valid_from"))
                .anySatisfy(message -> assertThat(message).contains("/id"));
        assertThat(objects(JM, id, "")).containsExactly(good, indicator(8, null));
    }

    @Test
    void amberReachesAPartnerOnlyWhenItWasChosenByName() throws Exception {
        JsonNode green = indicator(10, Tlp.GREEN);
        JsonNode amber = indicator(11, Tlp.AMBER);
        String forAll = collection(List.of("partner"), List.of("TT"));
        post(TT, forAll, green, amber);
        assertThat(objects(PARTNER, forAll, "")).containsExactly(green);

        String forOne = collection(List.of("first.example"), List.of("TT"));
        post(TT, forOne, green, amber);
        MadeCollection made = Objects.requireNonNull(
                hub.made.find(new Caller("first.example", PARTNER.role(), null), UUID.fromString(forOne)));
        assertThat(hub.made.page(
                        new Caller("first.example", PARTNER.role(), null), made, PublicationQuery.everything(null, 10)))
                .extracting(object -> Json.own(object.json()))
                .containsExactly(green, amber);
    }

    @Test
    void versionsAreFilteredAsTheStandardSays() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        JsonNode first = indicator(20, null);
        JsonNode second = changed(first, "modified", "2026-07-02T00:00:00.000Z");
        JsonNode third = changed(first, "modified", "2026-07-03T00:00:00.000Z");
        post(TT, id, second);
        post(TT, id, third);
        post(TT, id, first);
        assertThat(objects(JM, id, "")).containsExactly(third);
        assertThat(objects(JM, id, "?match[version]=first")).containsExactly(first);
        assertThat(objects(JM, id, "?match[version]=all")).containsExactly(second, third, first);
        assertThat(objects(JM, id, "?match[version]=2026-07-02T00:00:00Z")).containsExactly(second);
        assertThat(objects(JM, id, "?match[version]=first,last")).containsExactly(third, first);
        assertThat(objects(JM, id, "?match[spec_version]=2.0")).isEmpty();
        assertThat(objects(JM, id, "?match[type]=malware")).isEmpty();
        JsonNode versions =
                Json.own(hub.get(JM, ROOT + id + "/objects/" + first.path("id").asText() + "/versions/", "Accept", TYPE)
                        .body());
        assertThat(versions.path("versions")).hasSize(3);
    }

    @Test
    void whoHasBothRightsDeletes() throws Exception {
        String id = collection(List.of("JM", "TT"), List.of("TT", "coordinator"));
        JsonNode first = indicator(30, null);
        JsonNode second = changed(first, "modified", "2026-07-02T00:00:00.000Z");
        post(TT, id, first, second);
        String object = ROOT + id + "/objects/" + first.path("id").asText() + "/";
        assertThat(delete(JM, object).statusCode()).isEqualTo(403);
        assertThat(delete(COORDINATOR, object).statusCode()).isEqualTo(403);
        assertThat(delete(PARTNER, object).statusCode()).isEqualTo(404);

        assertThat(delete(TT, object).statusCode()).isEqualTo(200);
        assertThat(objects(JM, id, "")).as("the version before stands again").containsExactly(first);
        assertThat(delete(TT, object + "?match[version]=all").statusCode()).isEqualTo(200);
        assertThat(objects(JM, id, "?match[version]=all")).isEmpty();
        assertThat(delete(TT, object).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoEnvelopeIsRefused() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        assertThat(send(TT, id, TYPE, "{\"objects\":[").statusCode()).isEqualTo(400);
        assertThat(send(TT, id, TYPE, "{\"objects\":[]}").statusCode()).isEqualTo(422);
        assertThat(send(TT, id, TYPE, "{\"type\":\"bundle\",\"objects\":[{}]}").statusCode())
                .isEqualTo(422);
        assertThat(send(TT, id, "application/json", "{\"objects\":[{}]}").statusCode())
                .isEqualTo(415);
    }

    @Test
    void removedItIsGoneForEverybody() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        post(TT, id, indicator(40, null));
        assertThat(hub.made.remove(UUID.fromString(id), "operator")).isTrue();
        assertThat(hub.get(JM, ROOT + id + "/objects/", "Accept", TYPE).statusCode())
                .isEqualTo(404);
        assertThat(hub.get(AUDITOR, ROOT + id + "/", "Accept", TYPE).statusCode())
                .isEqualTo(404);
        assertThat(hub.made.remove(UUID.fromString(id), "operator")).isFalse();
    }

    @Test
    void everyChangeAndPullIsInTheAuditLog() throws Exception {
        String id = collection(List.of("JM"), List.of("TT"));
        post(TT, id, indicator(50, null), indicator(51, null));
        objects(JM, id, "");
        hub.pulls.write();
        List<String> kinds = new ArrayList<>();
        hub.audit.entries(0, 1000).forEach(entry -> {
            JsonNode body = entry.entry().path("body");
            if (body.path("collection").asText().equals(id)) {
                kinds.add(entry.entry().path("kind").asText());
            }
        });
        assertThat(kinds).containsExactly("collection.made", "collection.posted", "collection.pulled");
    }

    private static String collection(List<String> readers, List<String> writers) {
        UUID id = UUID.randomUUID();
        assertThat(hub.made.add(id, "Storm watch", readers, writers, "operator"))
                .isInstanceOf(Making.Made.class);
        return id.toString();
    }

    private static String rights(Caller caller, String id) throws Exception {
        JsonNode collection =
                Json.own(hub.get(caller, ROOT + id + "/", "Accept", TYPE).body());
        return collection.path("can_read").asText() + " "
                + collection.path("can_write").asText();
    }

    private static List<JsonNode> objects(Caller caller, String id, String query) throws Exception {
        String path = ROOT + id + "/objects/" + query.replace("[", "%5B").replace("]", "%5D");
        HttpResponse<String> answer = hub.get(caller, path, "Accept", TYPE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> objects = new ArrayList<>();
        Json.own(answer.body()).path("objects").forEach(objects::add);
        return objects;
    }

    private static HttpResponse<String> post(Caller caller, String id, JsonNode... objects) throws Exception {
        ArrayNode array = Json.array();
        for (JsonNode object : objects) {
            array.add(object);
        }
        return send(caller, id, TYPE, Json.text(Json.object().set("objects", array)));
    }

    private static HttpResponse<String> send(Caller caller, String id, String type, String body) throws Exception {
        return hub.send(
                caller,
                hub.request(ROOT + id + "/objects/", "Accept", TYPE, "Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> delete(Caller caller, String path) throws Exception {
        return hub.send(
                caller,
                hub.request(path.replace("[", "%5B").replace("]", "%5D"), "Accept", TYPE)
                        .DELETE());
    }

    private static JsonNode status(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.own(answer.body());
    }

    private static String counts(JsonNode status) {
        assertThat(status.path("status").asText()).isEqualTo("complete");
        return status.path("success_count").asInt() + " of "
                + status.path("total_count").asInt() + ", "
                + status.path("failure_count").asInt() + " failed";
    }

    private static JsonNode indicator(int number, @Nullable Tlp tlp, String... more) {
        var object = Json.object()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", "indicator--00000000-0000-4000-8000-" + (100_000_000_000L + number))
                .put("created", "2026-07-01T00:00:00.000Z")
                .put("modified", "2026-07-01T00:00:00.000Z")
                .put("pattern", "[ipv4-addr:value = '203.0.113." + number + "']")
                .put("pattern_type", "stix")
                .put("valid_from", "2026-07-01T00:00:00Z");
        for (int i = 0; i < more.length; i += 2) {
            object.put(more[i], more[i + 1]);
        }
        return tlp == null ? object : object.set("object_marking_refs", markings(tlp));
    }

    private static ArrayNode markings(Tlp... tlps) {
        ArrayNode array = Json.array();
        for (Tlp tlp : tlps) {
            array.add(Markings.tlp(tlp.word()).id().toString());
        }
        return array;
    }

    private static JsonNode changed(JsonNode object, String name, String value) {
        return changed(object, name, Json.object().put("v", value).path("v"));
    }

    private static JsonNode changed(JsonNode object, String name, JsonNode value) {
        var copy = Json.object();
        object.properties().forEach((Map.Entry<String, JsonNode> entry) -> copy.set(entry.getKey(), entry.getValue()));
        copy.set(name, value);
        return copy;
    }
}
