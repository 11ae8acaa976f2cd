package org.caricom.conch.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.AUDITOR;
import static org.caricom.conch.sharing.SharingFixture.BB;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;
import static org.caricom.conch.sharing.SharingFixture.TT;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.WarningList;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What has enough against it leaves the feeds that block by themselves, until a coordinator decides.
class VotesTest {
    private static final List<String> BLOCKING =
            List.of("/feeds/rpz.zone", "/feeds/suricata.rules", "/feeds/suricata/conch-domains.lst");

    private static SharingFixture hub;

    @BeforeAll
    static void open() {
        hub = new SharingFixture(VotesTest.class);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void twoMembersHoldBackAndOneTakesItBack() throws Exception {
        hub.released("TT", "vote-back.example", Tlp.CLEAR);
        String id = id("vote-back.example");
        hub.clock.advance(Duration.ofSeconds(1));
        assertBlocked("vote-back.example", true);
        List<String> tags = BLOCKING.stream().map(VotesTest::tag).toList();
        assertThat(vote(JM, id, "our own proxy").statusCode()).isEqualTo(200);
        assertThat(vote(JM, id, "our own proxy, really").statusCode())
                .as("one vote a member")
                .isEqualTo(200);
        assertBlocked("vote-back.example", true);
        assertThat(vote(BB, id, "a bank uses it").statusCode()).isEqualTo(200);
        hub.clock.advance(Duration.ofSeconds(1));
        assertBlocked("vote-back.example", false);
        for (int i = 0; i < BLOCKING.size(); i++) {
            assertThat(hub.get(PARTNER, BLOCKING.get(i), "If-None-Match", tags.get(i))
                            .statusCode())
                    .as(BLOCKING.get(i))
                    .isEqualTo(200);
        }
        assertThat(hub.get(PARTNER, "/feeds/indicators.csv").body())
                .as("others keep it")
                .contains("vote-back.example");
        assertThat(hub.get(PARTNER, "/feeds/zeek.intel").body()).contains("vote-back.example");

        assertThat(takeBack(BB, id).statusCode()).isEqualTo(200);
        assertThat(takeBack(BB, id).statusCode()).isEqualTo(409);
        hub.clock.advance(Duration.ofSeconds(1));
        assertBlocked("vote-back.example", true);
        vote(BB, id, "again");
        hub.clock.advance(Duration.ofSeconds(1));
        assertBlocked("vote-back.example", false);
    }

    @Test
    void reasonsAreForCoordinatorsAndNobodyElse() throws Exception {
        hub.released("TT", "vote-reasons.example", Tlp.CLEAR);
        String id = id("vote-reasons.example");
        vote(JM, id, "Kingston's tax office uses it");
        String path = "/api/v1/indicators/" + id;
        for (Caller other : List.of(BB, TT, PARTNER)) {
            assertThat(hub.get(other, path).body()).doesNotContain("Kingston", "\"vote\"", "\"votes\"", "\"held\"");
        }
        assertThat(Json.own(hub.get(JM, path).body()).at("/vote/reason").asText())
                .contains("Kingston");
        for (Caller overseer : List.of(COORDINATOR, AUDITOR)) {
            assertThat(Json.own(hub.get(overseer, path).body())
                            .at("/votes/0/member")
                            .asText())
                    .isEqualTo("JM");
        }
        assertThat(vote(PARTNER, id, "no").statusCode()).isEqualTo(403);
        assertThat(vote(COORDINATOR, id, "no").statusCode()).isEqualTo(403);
        assertThat(vote(JM, id, " ").statusCode()).isEqualTo(422);
        assertThat(vote(JM, "indicator--5a9e6a3c-1f53-4c0a-9d0e-6f2b8a7c1d01", "no")
                        .statusCode())
                .isEqualTo(404);
        assertThat(vote(JM, "nonsense", "no").statusCode()).isEqualTo(404);
        assertThat(hub.audit.entries(0, 10_000)).noneMatch(entry -> entry.leaf().contains("Kingston"));
    }

    @Test
    void aCoordinatorKeepsOrWithdraws() throws Exception {
        hub.released("TT", "vote-keep.example", Tlp.CLEAR);
        hub.released("TT", "vote-drop.example", Tlp.CLEAR);
        String keep = id("vote-keep.example");
        String drop = id("vote-drop.example");
        assertThat(decide(COORDINATOR, keep, "keep").statusCode())
                .as("nothing is held")
                .isEqualTo(409);
        for (String id : List.of(keep, drop)) {
            vote(JM, id, "ours");
            vote(BB, id, "ours");
        }
        assertThat(hub.get(COORDINATOR, "/api/v1/held-indicators").body()).contains(keep, drop);
        assertThat(hub.get(TT, "/api/v1/held-indicators").statusCode()).isEqualTo(403);
        assertThat(decide(TT, keep, "keep").statusCode()).isEqualTo(403);
        assertThat(decide(COORDINATOR, keep, "perhaps").statusCode()).isEqualTo(422);
        assertThat(decide(COORDINATOR, keep, "keep").statusCode()).isEqualTo(200);
        assertThat(decide(COORDINATOR, drop, "withdraw").statusCode()).isEqualTo(200);
        hub.clock.advance(Duration.ofSeconds(1));
        assertBlocked("vote-keep.example", true);
        assertBlocked("vote-drop.example", false);
        assertThat(hub.get(PARTNER, "/feeds/zeek.intel").body()).doesNotContain("vote-drop.example");
        assertThat(hub.get(PARTNER, "/api/v1/indicators/" + drop).statusCode()).isEqualTo(404);
        assertThat(hub.audit.entries(0, 10_000))
                .anySatisfy(entry -> assertThat(entry.leaf()).contains("indicator.decided", drop, "withdrawn"));
        vote(JM, keep, "once more");
        hub.clock.advance(Duration.ofSeconds(1));
        assertBlocked("vote-keep.example", true);
    }

    @Test
    void aFalsePositiveSightingIsAVote() throws Exception {
        hub.released("TT", "vote-sighting.example", Tlp.CLEAR);
        String id = id("vote-sighting.example");
        String told = "{\"id\": \"" + id + "\", \"kind\": \"false-positive\"}";
        assertThat(hub.post(JM, "/api/v1/sightings", told).statusCode()).isEqualTo(201);
        assertThat(hub.post(PARTNER, "/api/v1/sightings", told).statusCode()).isEqualTo(201);
        assertThat(Json.own(hub.get(COORDINATOR, "/api/v1/indicators/" + id).body())
                        .path("votes"))
                .hasSize(1);
        hub.post(BB, "/api/v1/sightings", told);
        hub.clock.advance(Duration.ofSeconds(1));
        assertBlocked("vote-sighting.example", false);
    }

    @Test
    void aListThatComesLaterHoldsBackWhatIsSharedAlready() throws Exception {
        hub.released("TT", "later.cdn-list.example", Tlp.CLEAR);
        hub.released("TT", "beside.example", Tlp.CLEAR);
        String id = id("later.cdn-list.example");
        hub.library.add("cdn", "", WarningList.Kind.HOSTNAME, Set.of(), List.of("cdn-list.example"), "operator");
        applied();
        assertBlocked("later.cdn-list.example", false);
        assertBlocked("beside.example", true);
        assertThat(hub.get(COORDINATOR, "/api/v1/indicators/" + id).body()).contains("warning-list", "cdn");
        hub.library.remove("cdn", "operator");
        applied();
        assertBlocked("later.cdn-list.example", true);

        hub.library.add("cdn", "", WarningList.Kind.HOSTNAME, Set.of(), List.of("cdn-list.example"), "operator");
        applied();
        assertBlocked("later.cdn-list.example", false);
        assertThat(decide(COORDINATOR, id, "keep").statusCode()).isEqualTo(200);
        applied();
        assertBlocked("later.cdn-list.example", true);
    }

    private static void applied() {
        hub.database.database().doInTransaction(hub.votes::applyLists);
        hub.clock.advance(Duration.ofSeconds(1));
    }

    private static void assertBlocked(String value, boolean blocked) throws Exception {
        for (String feed : BLOCKING) {
            String expected = feed.endsWith(".lst")
                    ? Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
                    : value;
            assertThat(hub.get(PARTNER, feed).body().contains(expected))
                    .as(feed)
                    .isEqualTo(blocked);
        }
    }

    private static String id(String value) {
        return hub.indicators
                .search(PARTNER, value, null)
                .getFirst()
                .indicator()
                .id();
    }

    private static String tag(String path) {
        try {
            return hub.get(PARTNER, path).headers().firstValue("ETag").orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    private static HttpResponse<String> vote(Caller caller, String id, String reason) throws Exception {
        return hub.send(
                caller,
                hub.request("/api/v1/indicators/" + id + "/vote", "Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"reason\": \"" + reason + "\"}")));
    }

    private static HttpResponse<String> takeBack(Caller caller, String id) throws Exception {
        return hub.send(
                caller, hub.request("/api/v1/indicators/" + id + "/vote").DELETE());
    }

    private static HttpResponse<String> decide(Caller caller, String id, String decision) throws Exception {
        return hub.post(
                caller,
                "/api/v1/indicators/" + id + "/decision",
                "{\"decision\": \"" + decision + "\", \"reason\": \"looked at\"}");
    }
}
