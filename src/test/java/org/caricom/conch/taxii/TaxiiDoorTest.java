package org.caricom.conch.taxii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.ADMIN;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.Collection;
import org.caricom.conch.sharing.SharingFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaxiiDoorTest {
    private static final String ROOT = "/taxii2/caricom/collections/";
    private static final String TYPE = "application/taxii+json;version=2.1";

    private static SharingFixture hub;
    private static TaxiiClient partner;
    private static TaxiiClient jamaica;

    @BeforeAll
    static void publish() {
        hub = new SharingFixture(TaxiiDoorTest.class);
        for (int i = 1; i <= 5; i++) {
            hub.released("TT", "203.0.113." + i, Tlp.CLEAR);
        }
        hub.released("BB", "lure.example", Tlp.GREEN);
        hub.released("BB", "members.lure.example", Tlp.AMBER);
        // Widened later: two versions.
        hub.released("TT", "198.51.100.1", Tlp.AMBER);
        hub.released("BB", "198.51.100.1", Tlp.CLEAR);
        var root = hub.request("/").build().uri();
        partner = new TaxiiClient(root, PARTNER.name());
        jamaica = new TaxiiClient(root, JM.name());
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void discoveryIsOpenAndLeadsToTheApiRoot() throws Exception {
        HttpResponse<String> answer = hub.ask(hub.request("/taxii2/", "Accept", TYPE));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(TYPE);
        JsonNode discovery = Json.own(answer.body());
        assertThat(discovery.path("title").asText()).isNotEmpty();
        assertThat(discovery.path("api_roots")).hasToString("[\"http://hub.example/taxii2/caricom/\"]");
        assertThat(discovery.path("default").asText()).isEqualTo("http://hub.example/taxii2/caricom/");

        JsonNode root = partner.get("/taxii2/caricom/");
        assertThat(root.path("versions")).hasToString("[\"" + TYPE + "\"]");
        assertThat(root.path("max_content_length").isIntegralNumber()).isTrue();
    }

    @Test
    void everyoneSeesTheCollectionsOfTheirRole() throws Exception {
        assertThat(aliases(partner)).containsExactly("clear", "green");
        assertThat(aliases(jamaica)).containsExactly("clear", "green", "amber");
        for (JsonNode collection : partner.get(ROOT).path("collections")) {
            assertThat(collection.path("id").asText())
                    .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            assertThat(collection.path("can_read").asBoolean()).isTrue();
            assertThat(collection.path("can_write").asBoolean(true)).isFalse();
            assertThat(partner.get(ROOT + collection.path("id").asText() + "/")).isEqualTo(collection);
            assertThat(partner.get(ROOT + collection.path("alias").asText() + "/"))
                    .isEqualTo(collection);
        }
        assertThat(partner.ask(ROOT + "amber/").statusCode()).isEqualTo(404);
        assertThat(partner.ask(ROOT + Collection.AMBER.id() + "/objects/").statusCode())
                .isEqualTo(404);
        assertThat(partner.ask(ROOT + "nowhere/objects/").statusCode()).isEqualTo(404);
        assertThat(hub.get(ADMIN, ROOT, "Accept", TYPE).statusCode()).isEqualTo(403);
    }

    @Test
    void wideCollectionsLieInsideNarrowOnesUnderTheSameIds() throws Exception {
        List<String> clear = ids(partner, "clear");
        List<String> green = ids(partner, "green");
        List<String> amber = ids(jamaica, "amber");
        assertThat(green).containsAll(clear);
        assertThat(amber).containsAll(green);
        assertThat(green.size()).isGreaterThan(clear.size());
        assertThat(amber.size()).isGreaterThan(green.size());
    }

    @Test
    void pagesOfAnySizeGiveEverythingOnceInTheOrderItWasAdded() throws Exception {
        List<String> whole = ids(jamaica, "amber");
        for (int size : new int[] {1, 2, 3, 7, 100}) {
            List<String> paged = new ArrayList<>();
            for (JsonNode page : jamaica.asPages(ROOT + "amber/objects/", size, Map.of())) {
                assertThat(page.path("objects").size()).isBetween(1, size);
                page.path("objects")
                        .forEach(object -> paged.add(object.path("id").asText()));
            }
            assertThat(paged).isEqualTo(whole);
        }
        List<String> added = new ArrayList<>();
        for (JsonNode page : jamaica.asPages(ROOT + "amber/manifest/", 2, Map.of())) {
            page.path("objects")
                    .forEach(entry -> added.add(entry.path("date_added").asText()));
        }
        assertThat(added)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSameSizeAs(whole)
                .allMatch(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"));
    }

    @Test
    void whoComesBackWithTheLastDateGetsOnlyWhatIsNew() throws Exception {
        HttpResponse<String> answer = jamaica.ask(ROOT + "amber/objects/?limit=3");
        String first = answer.headers().firstValue("X-TAXII-Date-Added-First").orElseThrow();
        String last = answer.headers().firstValue("X-TAXII-Date-Added-Last").orElseThrow();
        assertThat(first).isLessThan(last);

        List<String> rest = new ArrayList<>();
        for (JsonNode page : jamaica.asPages(ROOT + "amber/objects/", 2, Map.of("added_after", last))) {
            page.path("objects").forEach(object -> rest.add(object.path("id").asText()));
        }
        List<String> whole = ids(jamaica, "amber");
        assertThat(rest).isEqualTo(whole.subList(3, whole.size()));

        assertThat(jamaica.ask(ROOT + "amber/objects/?added_after=2099-01-01T00:00:00Z")
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void filtersAddUp() throws Exception {
        JsonNode domains = get(jamaica, ROOT + "amber/objects/?match[type]=identity,marking-definition");
        assertThat(domains.path("objects").findValuesAsText("type")).containsOnly("identity", "marking-definition");
        String id = ids(jamaica, "amber").getLast();
        assertThat(get(jamaica, ROOT + "amber/objects/?match[id]=" + id + "&match[type]=indicator")
                        .path("objects"))
                .hasSize(1);
        assertThat(get(jamaica, ROOT + "amber/objects/?match[id]=" + id + "&match[type]=malware"))
                .isEmpty();
        assertThat(get(jamaica, ROOT + "amber/objects/?match[spec_version]=2.0"))
                .isEmpty();
        assertThat(get(jamaica, ROOT + "amber/objects/?match[spec_version]=2.0,2.1")
                        .path("objects"))
                .isNotEmpty();
        assertThat(get(jamaica, ROOT + "amber/objects/?match[relationships-all]=x")
                        .path("objects"))
                .isNotEmpty();
    }

    @Test
    void versionsAreThoseOfThisCollection() throws Exception {
        String id = widened();
        List<String> amber =
                texts(jamaica.get(ROOT + "amber/objects/" + id + "/versions/").path("versions"));
        List<String> clear =
                texts(jamaica.get(ROOT + "clear/objects/" + id + "/versions/").path("versions"));
        assertThat(amber).hasSize(2);
        assertThat(clear).containsExactly(amber.getLast());

        assertThat(modified("amber", id, "")).containsExactly(amber.getLast());
        assertThat(modified("amber", id, "?match[version]=first")).containsExactly(amber.getFirst());
        assertThat(modified("clear", id, "?match[version]=first")).containsExactly(amber.getLast());
        assertThat(modified("amber", id, "?match[version]=all")).isEqualTo(amber);
        assertThat(modified("amber", id, "?match[version]=" + amber.getFirst())).containsExactly(amber.getFirst());
        assertThat(get(jamaica, ROOT + "amber/objects/" + id + "/?match[version]=2001-01-01T00:00:00Z"))
                .isEmpty();
        assertThat(jamaica.ask(ROOT + "amber/objects/indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f/")
                        .statusCode())
                .isEqualTo(404);
        assertThat(jamaica.ask(ROOT + "amber/objects/nothing/").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=many",
                "added_after=yesterday",
                "added_after=2026-07-13T00:00:00Z&added_after=2026-07-14T00:00:00Z",
                "match[version]=newest",
                "match[type]=",
                "next=AAAA",
                "next=nonsense!"
            })
    void aBadFilterIsRefusedInTaxiisOwnForm(String query) throws Exception {
        HttpResponse<String> answer =
                jamaica.ask(ROOT + "green/objects/?" + query.replace("[", "%5B").replace("]", "%5D"));
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = Json.own(answer.body());
        assertThat(error.path("title").asText()).isNotEmpty();
        assertThat(error.path("http_status").asText()).isEqualTo("400");
    }

    @Test
    void aTokenHoldsForItsOwnListFilterAndCallerAlone() throws Exception {
        String next = jamaica.get(ROOT + "green/objects/?limit=2").path("next").textValue();
        assertThat(jamaica.ask(ROOT + "green/objects/?limit=2&next=" + next).statusCode())
                .isEqualTo(200);
        assertThat(jamaica.ask(ROOT + "green/objects/?limit=5&next=" + next).statusCode())
                .isEqualTo(200);
        assertThat(jamaica.ask(ROOT + "amber/objects/?limit=2&next=" + next).statusCode())
                .isEqualTo(400);
        assertThat(jamaica.ask(ROOT + "green/manifest/?limit=2&next=" + next).statusCode())
                .isEqualTo(400);
        assertThat(jamaica.ask(ROOT + "green/objects/?limit=2&match%5Btype%5D=indicator&next=" + next)
                        .statusCode())
                .isEqualTo(400);
        assertThat(partner.ask(ROOT + "green/objects/?limit=2&next=" + next).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatTheClientAcceptsIsHonoured() throws Exception {
        for (String accept : List.of(
                TYPE,
                "application/taxii+json; version=2.1",
                "application/taxii+json;version=\"2.1\"",
                "APPLICATION/TAXII+JSON",
                "*/*",
                "application/*",
                "text/html, application/taxii+json;q=0.5")) {
            HttpResponse<String> answer = hub.get(PARTNER, ROOT, "Accept", accept);
            assertThat(answer.statusCode()).as(accept).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(TYPE);
        }
        for (String accept : List.of(
                "application/taxii+json;version=2.0",
                "application/vnd.oasis.taxii+json; version=2.0",
                "application/vnd.oasis.stix+json",
                "text/html")) {
            assertThat(hub.get(PARTNER, ROOT, "Accept", accept).statusCode())
                    .as(accept)
                    .isEqualTo(406);
        }
    }

    @Test
    void credentialsAreAskedForInTheWayClientsKnow() throws Exception {
        for (String path : List.of("/taxii2/caricom/", ROOT, ROOT + "green/objects/")) {
            HttpResponse<String> answer = hub.ask(hub.request(path, "Accept", TYPE));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .anyMatch(value -> value.startsWith("Basic realm="));
            assertThat(Json.own(answer.body()).path("http_status").asText()).isEqualTo("401");
        }
        Caller stranger = new Caller("stranger", org.caricom.conch.domain.Role.PARTNER, null);
        assertThat(hub.get(stranger, ROOT, "Accept", TYPE).statusCode()).isEqualTo(401);
    }

    @Test
    void nothingIsWrittenOrTakenBackByHand() throws Exception {
        HttpResponse<String> posted = hub.send(
                JM,
                hub.request(ROOT + "green/objects/", "Content-Type", TYPE, "Accept", TYPE)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"objects\": []}")));
        assertThat(posted.statusCode()).isEqualTo(403);
        HttpResponse<String> deleted = hub.send(
                JM,
                hub.request(ROOT + "green/objects/" + widened() + "/", "Accept", TYPE)
                        .DELETE());
        assertThat(deleted.statusCode()).isEqualTo(403);
        HttpResponse<String> put =
                hub.send(JM, hub.request(ROOT, "Accept", TYPE).PUT(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Content-Type")).hasValue(TYPE);
    }

    @Test
    void theSlashAtTheEndMayBeMissing() throws Exception {
        for (String path : List.of(
                "/taxii2", "/taxii2/caricom", "/taxii2/caricom/collections", ROOT + "green", ROOT + "green/objects")) {
            assertThat(partner.ask(path).body())
                    .isEqualTo(partner.ask(path + "/").body());
        }
    }

    @Test
    void pullsAreInTheAuditLog() throws Exception {
        hub.pulls.write();
        partner.get(ROOT + "green/objects/?limit=2");
        partner.get(ROOT + "green/objects/?limit=2");
        hub.pulls.write();
        assertThat(hub.audit.entries(0, 1000).getLast().leaf())
                .contains("\"collection.pulled\"", "\"collection\":\"green\"", "\"pulls\":2", "\"objects\":4");
    }

    private static String widened() throws Exception {
        JsonNode found =
                Json.own(hub.get(JM, "/api/v1/indicators?value=198.51.100.1").body());
        return found.path("items").path(0).path("id").asText();
    }

    private static List<String> aliases(TaxiiClient client) throws Exception {
        return client.get(ROOT).path("collections").findValuesAsText("alias");
    }

    private static List<String> ids(TaxiiClient client, String collection) throws Exception {
        List<String> ids = new ArrayList<>();
        client.get(ROOT + collection + "/objects/?limit=1000")
                .path("objects")
                .forEach(object -> ids.add(object.path("id").asText()));
        return ids;
    }

    private static List<String> modified(String collection, String id, String query) throws Exception {
        return get(jamaica, ROOT + collection + "/objects/" + id + "/" + query)
                .path("objects")
                .findValuesAsText("modified");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode get(TaxiiClient client, String path) throws Exception {
        return client.get(path.replace("[", "%5B").replace("]", "%5D"));
    }
}
