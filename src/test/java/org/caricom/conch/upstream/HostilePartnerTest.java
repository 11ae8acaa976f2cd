package org.caricom.conch.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.TT;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.caricom.conch.cases.Correlation;
import org.caricom.conch.cases.PartnerIndicators;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.sharing.SharingFixture;
import org.caricom.conch.upstream.PartnerServer.Reply;
import org.caricom.conch.upstream.UpstreamSource.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Partners whose servers are broken, or taken over: they harm nothing but their own feed.
@Timeout(20)
class HostilePartnerTest {
    private static final String TYPE = "application/taxii+json;version=2.1";
    private static final String EVENT = "5a000000-0000-4000-8000-000000000001";

    private SharingFixture hub;
    private PartnerServer partner;

    @BeforeEach
    void open() {
        hub = new SharingFixture(HostilePartnerTest.class);
        partner = new PartnerServer();
    }

    @AfterEach
    void close() {
        partner.close();
        hub.close();
    }

    @Test
    void pagesWithoutEndWaitUntilOthersHadTheirTurn() throws Exception {
        AtomicInteger pages = new AtomicInteger();
        partner.answers(path -> path.startsWith("/endless")
                ? page("\"more\": true, \"next\": \"t" + pages.incrementAndGet() + "\",", pages.get(), indicator(1, ""))
                : page("", 1, indicator(2, "")));
        CaseId id = filed("203.0.113.2");
        pull(source("Endless", Kind.TAXII, "endless/"), source("Short", Kind.TAXII, "short/"));
        assertThat(only(id).other()).isEqualTo(new Correlation.Partner("Short", Tlp.CLEAR, 50));
        int first = pages.get();
        hub.clock.advance(Duration.ofMinutes(1));
        pull(source("Endless", Kind.TAXII, "endless/"), source("Short", Kind.TAXII, "short/"));
        assertThat(pages.get()).as("it goes on where it was").isEqualTo(2 * first);
    }

    @Test
    void aTokenThatLeadsNowhereIsNotFollowedForEver() throws Exception {
        partner.answers(_ -> page("\"more\": true, \"next\": \"same\",", 1));
        pull(source("Stuck", Kind.TAXII, ""));
        assertThat(partner.asked).hasSize(2);
    }

    @Test
    void namesThatOnlyLookLikeIdentifiersAreNone() throws Exception {
        partner.answers(path -> path.endsWith("manifest.json")
                ? Reply.of("application/json", """
                        {"------------------------------------": {"timestamp": "1780000000"},
                         "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaa-": {"timestamp": "1780000000"},
                         "../../../../../../../../../etc/passw": {"timestamp": "1780000000"},
                         "%s": {"timestamp": "1780000000"}}""".formatted(EVENT))
                : Reply.of("application/json", event("203.0.113.3")));
        CaseId id = filed("203.0.113.3");
        pull(source("Feed", Kind.MISP, ""));
        assertThat(only(id).other()).isEqualTo(new Correlation.Partner("Feed", Tlp.CLEAR, 50));
        assertThat(partner.asked).hasSize(2);
    }

    /// PostgreSQL's texts hold no NUL: one such value must not stop everything after it.
    @Test
    void aValueThatCannotBeKeptDoesNotStopTheRest() throws Exception {
        String odd = indicator(1, "").replace("[ipv4-addr:value = '203.0.113.1']", "[file:name = 'a\\u0000b.exe']");
        String oddId = indicator(3, "").replace("indicator--0", "indicator--\\u00000");
        partner.answers(_ -> page("", 1, odd, oddId, "null", "7", indicator(2, "")));
        CaseId id = filed("203.0.113.2");
        pull(source("North", Kind.TAXII, ""));
        assertThat(only(id).other()).isEqualTo(new Correlation.Partner("North", Tlp.CLEAR, 50));
    }

    /// What a marking says that did not come along is not known, so it may be the strictest that is kept.
    @Test
    void aMarkingThatIsNotKnownIsTakenAsRestricted() throws Exception {
        partner.answers(_ -> page(
                "",
                1,
                indicator(
                        1,
                        "\"object_marking_refs\": [\"marking-definition--11111111-2222-4333-8444-555555555555\"],")));
        CaseId id = filed("203.0.113.1");
        pull(source("North", Kind.TAXII, ""));
        assertThat(hub.cases.correlations(TT, id)).isEmpty();
        assertThat(Objects.requireNonNull(hub.cases.correlations(COORDINATOR, id)))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.other()).isEqualTo(new Correlation.Partner("North", Tlp.AMBER_STRICT, 50)));
    }

    @Test
    void aTimeThatIsNoneIsNotSentBack() throws Exception {
        partner.answers(_ -> new Reply(
                200,
                Map.of("Content-Type", TYPE, "X-TAXII-Date-Added-Last", "soon"),
                "{\"objects\": [" + indicator(1, "") + "]}"));
        pull(source("North", Kind.TAXII, ""));
        hub.clock.advance(Duration.ofMinutes(16));
        pull(source("North", Kind.TAXII, ""));
        assertThat(partner.asked).hasSize(2).noneMatch(asked -> asked.contains("added_after"));
    }

    private CaseId filed(String address) {
        return hub.file("TT", """
                {"format": "conch-report/1", "reference": "r", "title": "Seen today", "awareAt": "2026-07-13T11:23:00Z",
                 "tlp": "TLP:AMBER", "member": "TT", "indicators": ["%s"]}
                """.formatted(address));
    }

    private Correlation only(CaseId id) {
        List<Correlation> found = Objects.requireNonNull(hub.cases.correlations(TT, id));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private UpstreamSource source(String name, Kind kind, String folder) {
        return new UpstreamSource(
                name, kind, URI.create(partner.url() + folder), null, Tlp.CLEAR, 50, Duration.ofMinutes(15));
    }

    private void pull(UpstreamSource... sources) throws InterruptedException {
        try (Upstreams upstreams =
                new Upstreams(hub.database.database(), new PartnerIndicators(hub.clock), List.of(sources), hub.clock)) {
            upstreams.know();
            upstreams.pullDue();
        }
    }

    private static Reply page(String more, int second, String... objects) {
        String time = Instant.parse("2026-07-10T00:00:00Z").plusSeconds(second).toString();
        return new Reply(
                200,
                Map.of("Content-Type", TYPE, "X-TAXII-Date-Added-Last", time),
                "{" + more + " \"objects\": [" + String.join(",", objects) + "]}");
    }

    private static String indicator(int number, String marking) {
        return """
                {"type": "indicator", "spec_version": "2.1", "id": "indicator--00000000-0000-4000-8000-00000000000%1$s",
                 "created": "2026-07-01T00:00:00.000Z", "modified": "2026-07-01T00:00:00.000Z", %2$s
                 "pattern": "[ipv4-addr:value = '203.0.113.%1$s']", "pattern_type": "stix",
                 "valid_from": "2026-07-01T00:00:00Z"}
                """.formatted(Integer.toString(number), marking);
    }

    private static String event(String address) {
        return """
                {"Event": {"uuid": "%s", "info": "Seen", "date": "2026-07-01", "timestamp": "1780000000", "published": true,
                 "threat_level_id": "2", "analysis": "2", "Orgc": {"name": "North", "uuid": "5a000000-0000-4000-8000-0000000000ff"},
                 "Tag": [{"name": "tlp:clear"}],
                 "Attribute": [{"uuid": "5b000000-0000-4000-8000-000000000001", "type": "ip-src",
                                "category": "Network activity", "value": "%s", "to_ids": true,
                                "timestamp": "1780000000"}]}}
                """.formatted(EVENT, address);
    }
}
