package org.caricom.conch.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.ADMIN;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.sharing.ReleaseAnswer;
import org.caricom.conch.sharing.SharingFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeedsDoorTest {
    private static SharingFixture hub;

    @BeforeAll
    static void publish() {
        hub = new SharingFixture(FeedsDoorTest.class);
        CaseId id = hub.file("TT", """
                {"format": "conch-report/1", "reference": "C-1", "title": "Seen today", "member": "TT",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER",
                 "indicators": [{"value": "203.0.113.7", "confidence": 90, "firstSeen": "2026-07-12T22:47:09Z",
                                 "indicatorTypes": ["malicious-activity"], "killChainPhases": ["command-and-control"]}],
                 "malware": ["LockBit"], "techniques": ["T1071", "T1071.001", "T1486"], "consent": {"sharing": "ask", "limit": "TLP:CLEAR"}}""");
        assertThat(hub.release(id, Tlp.CLEAR)).isInstanceOf(ReleaseAnswer.Released.class);
        hub.released("BB", "https://lure.example/a,b", Tlp.AMBER);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void theTableHasItsColumnsAndOneLineForEachValue() throws Exception {
        HttpResponse<String> answer = hub.get(PARTNER, "/feeds/indicators.csv");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        List<String> lines = List.of(answer.body().split("\r\n", -1));
        assertThat(lines.getFirst())
                .isEqualTo("id,type,value,valid_from,valid_until,confidence,score,tlp,indicator_types,kill_chain,"
                        + "malware,attack,reporters_bucket,modified,revoked");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .startsWith("indicator--")
                .contains(
                        ",ipv4-addr,\"203.0.113.7\",2026-07-12T22:00:00.000Z,2026-07-30T07:00:00.000Z,85,",
                        ",TLP:CLEAR,malicious-activity,command-and-control,LockBit,T1071.001,<3,")
                .endsWith(",false");
    }

    @Test
    void aFeedHoldsWhatTheCallersCollectionsHold() throws Exception {
        assertThat(hub.get(PARTNER, "/feeds/indicators.csv").body()).doesNotContain("lure.example");
        assertThat(hub.get(JM, "/feeds/indicators.csv").body()).contains("\"https://lure.example/a,b\"");
        assertThat(hub.get(COORDINATOR, "/feeds/indicators.csv").body()).contains("lure.example");
        assertThat(hub.get(ADMIN, "/feeds/indicators.csv").statusCode()).isEqualTo(403);
        assertThat(hub.ask(hub.request("/feeds/indicators.csv")).statusCode()).isEqualTo(401);
    }

    @Test
    void whoHasTheNewestGetsNothingAgain() throws Exception {
        String tag = hub.get(JM, "/feeds/indicators.csv")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(hub.get(JM, "/feeds/indicators.csv", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(hub.get(PARTNER, "/feeds/indicators.csv", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(200);
        hub.released("TT", "203.0.113.8", Tlp.AMBER);
        assertThat(hub.get(JM, "/feeds/indicators.csv", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
        assertThat(hub.get(JM, "/feeds/indicators.csv?since=2099-01-01T00:00:00Z")
                        .body())
                .startsWith("id,type,")
                .hasLineCount(1);
        assertThat(hub.get(JM, "/feeds/indicators.csv?since=lately").statusCode())
                .isEqualTo(400);
    }

    @Test
    void plainListsHoldOneKindOfValue() throws Exception {
        assertThat(hub.get(JM, "/feeds/indicators.txt?type=url").body().lines().filter(line -> !line.startsWith("#")))
                .containsExactly("https://lure.example/a,b");
        assertThat(hub.get(JM, "/feeds/indicators.txt").statusCode()).isEqualTo(400);
    }

    @Test
    void aTokenMayComeAsAPasswordToo() throws Exception {
        String basic = "Basic " + Base64.getEncoder().encodeToString("anyone:partner".getBytes(StandardCharsets.UTF_8));
        assertThat(hub.ask(hub.request("/feeds/indicators.csv", "Authorization", basic))
                        .statusCode())
                .isEqualTo(200);
    }
}
