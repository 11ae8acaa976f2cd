package org.caricom.conch.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;
import static org.caricom.conch.sharing.SharingFixture.TT;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.Correlation;
import org.caricom.conch.cases.PartnerIndicators;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.sharing.SharingFixture;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.upstream.PartnerServer.Reply;
import org.caricom.conch.upstream.UpstreamSource.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamsTest {
    private static final String TYPE = "application/taxii+json;version=2.1";

    private SharingFixture hub;
    private PartnerServer partner;

    @BeforeEach
    void open() {
        hub = new SharingFixture(UpstreamsTest.class);
        partner = new PartnerServer();
    }

    @AfterEach
    void close() {
        partner.close();
        hub.close();
    }

    @Test
    void whatAPartnerKnowsShowsBesideTheCaseMarkedAsTheirs() throws Exception {
        CaseId id = filed("TT", "203.0.113.40");
        partner.answers(_ -> page(false, null, "01", indicator(1, "203.0.113.40", Tlp.GREEN, "2026-07-01")));
        pull(source(Tlp.CLEAR, 60));
        Correlation found = only(TT, id);
        assertThat(found.other()).isEqualTo(new Correlation.Partner("North", Tlp.GREEN, 60));
        assertThat(found.shared())
                .singleElement()
                .satisfies(shared -> assertThat(shared.observable().value()).isEqualTo("203.0.113.40"));
        assertThat(found.score()).as("0.4 for an address, trusted by 60 of 100").isEqualTo(24);
        assertThat(partner.asked).first().asString().endsWith("Bearer s3cret");
        assertThat(hub.indicators.search(PARTNER, "203.0.113.40", null))
                .as("never shared on")
                .isEmpty();
        assertThat(hub.indicators.search(COORDINATOR, "203.0.113.40", null)).isEmpty();
    }

    @Test
    void itsMarkingSaysWhoSeesItAndTheOperatorsNeverWidens() throws Exception {
        CaseId id = filed("TT", "203.0.113.41");
        partner.answers(_ -> page(false, null, "01", indicator(1, "203.0.113.41", Tlp.AMBER, "2026-07-01")));
        pull(source(Tlp.CLEAR, 50));
        assertThat(hub.cases.correlations(TT, id))
                .as("AMBER is for the exchange itself")
                .isEmpty();
        assertThat(only(COORDINATOR, id).other()).isEqualTo(new Correlation.Partner("North", Tlp.AMBER, 50));
        assertThat(hub.cases.correlations(JM, id)).isNull();

        partner.answers(_ -> page(false, null, "02", indicator(1, "203.0.113.41", null, "2026-07-02")));
        again(source(Tlp.GREEN, 50));
        assertThat(only(TT, id).other()).isEqualTo(new Correlation.Partner("North", Tlp.GREEN, 50));
        again(source(Tlp.AMBER, 90));
        assertThat(hub.cases.correlations(TT, id))
                .as("narrowed by the operator")
                .isEmpty();
        assertThat(only(COORDINATOR, id).other()).isEqualTo(new Correlation.Partner("North", Tlp.AMBER, 90));
    }

    @Test
    void whatIsForSinglePersonsIsNotKeptAndWhatIsRevokedGoes() throws Exception {
        CaseId id = filed("TT", "203.0.113.42");
        partner.answers(_ -> page(false, null, "01", indicator(1, "203.0.113.42", Tlp.RED, "2026-07-01")));
        pull(source(Tlp.CLEAR, 50));
        assertThat(hub.cases.correlations(COORDINATOR, id)).isEmpty();

        partner.answers(_ -> page(false, null, "02", indicator(1, "203.0.113.42", Tlp.GREEN, "2026-07-02")));
        again(source(Tlp.CLEAR, 50));
        assertThat(hub.cases.correlations(COORDINATOR, id)).hasSize(1);
        partner.answers(_ -> page(
                false,
                null,
                "03",
                indicator(1, "203.0.113.42", Tlp.GREEN, "2026-07-03")
                        .replace("\"pattern\"", "\"revoked\": true, \"pattern\"")));
        again(source(Tlp.CLEAR, 50));
        assertThat(hub.cases.correlations(COORDINATOR, id)).isEmpty();
    }

    @Test
    void pagesAreFollowedByTokenOrByTimeAndNeverForEver() throws Exception {
        CaseId id = filed("TT", "203.0.113.50", "203.0.113.51", "203.0.113.52");
        // The first page gives a token; the second only a time; the third says more, but gives no way on.
        partner.answers(path -> {
            if (path.contains("next=t1")) {
                return page(true, null, "02", indicator(2, "203.0.113.51", null, "2026-07-01"));
            }
            if (path.contains("added_after=2026-07-10T00%3A00%3A02")) {
                return new Reply(
                        200,
                        Map.of("Content-Type", TYPE),
                        "{\"more\": true, \"objects\": [" + indicator(3, "203.0.113.52", null, "2026-07-01") + "]}");
            }
            return page(true, "t1", "01", indicator(1, "203.0.113.50", null, "2026-07-01"));
        });
        pull(source(Tlp.CLEAR, 50));
        assertThat(only(TT, id).shared()).hasSize(3);
        assertThat(partner.asked).hasSize(3);
    }

    @Test
    void aTokenThatTheServerForgotIsReplacedByTheTime() throws Exception {
        CaseId id = filed("TT", "203.0.113.53", "203.0.113.54");
        AtomicInteger failing = new AtomicInteger(1);
        partner.answers(path -> {
            if (path.contains("next=old")) {
                return failing.getAndDecrement() > 0 ? Reply.status(503) : Reply.status(400);
            }
            return path.contains("added_after")
                    ? page(false, null, "02", indicator(2, "203.0.113.54", null, "2026-07-01"))
                    : page(true, "old", "01", indicator(1, "203.0.113.53", null, "2026-07-01"));
        });
        pull(source(Tlp.CLEAR, 50));
        assertThat(only(TT, id).shared())
                .as("what came before the failure stays")
                .hasSize(1);
        assertThat(state(source(Tlp.CLEAR, 50)).failure()).isEqualTo("busy");
        again(source(Tlp.CLEAR, 50));
        assertThat(only(TT, id).shared()).hasSize(2);
        assertThat(partner.asked).as("the first page is not asked for again").hasSize(4);
        assertThat(state(source(Tlp.CLEAR, 50)).failure()).isNull();
    }

    @Test
    void aServerThatAnswersBadlyIsToldAndTriedAgain() throws Exception {
        Map<Reply, String> replies = new HashMap<>();
        replies.put(Reply.status(401), "not-allowed");
        replies.put(Reply.status(404), "not-found");
        replies.put(Reply.status(429), "busy");
        replies.put(new Reply(302, Map.of("Location", "http://127.0.0.1:1/"), ""), "refused");
        replies.put(Reply.of("text/html", "<p>Sign in</p>"), "unreadable");
        replies.put(Reply.of(TYPE, "{\"objects\": ["), "unreadable");
        for (Map.Entry<Reply, String> reply : replies.entrySet()) {
            partner.answers(_ -> reply.getKey());
            again(source(Tlp.CLEAR, 50));
            assertThat(state(source(Tlp.CLEAR, 50)).failure()).isEqualTo(reply.getValue());
        }
        partner.close();
        again(source(Tlp.CLEAR, 50));
        assertThat(state(source(Tlp.CLEAR, 50)).failure()).isEqualTo("unreachable");
        partner = new PartnerServer();
    }

    @Test
    void oneProcessPullsAtATimeAndAnotherGoesOnWhenItDied() throws Exception {
        partner.answers(_ -> page(false, null, "01", indicator(1, "203.0.113.55", null, "2026-07-01")));
        try (Upstreams upstreams = upstreams(source(Tlp.CLEAR, 50))) {
            upstreams.know();
            hub.database
                    .database()
                    .doInTransaction(tx -> tx.query(
                            "update upstream_sources set claimed_by = gen_random_uuid(), claimed_until = $1",
                            hub.clock.instant().plus(Duration.ofMinutes(5))));
            upstreams.pullDue();
            assertThat(partner.asked).as("another has it").isEmpty();
            hub.clock.advance(Duration.ofMinutes(6));
            upstreams.pullDue();
            assertThat(partner.asked).as("the other is dead").hasSize(1);
            upstreams.pullDue();
            assertThat(partner.asked).as("not due again").hasSize(1);
        }
    }

    @Test
    void sourcesThatAreNotConfiguredAnyMoreAreForgotten() throws Exception {
        CaseId id = filed("TT", "203.0.113.57");
        partner.answers(_ -> page(false, null, "01", indicator(1, "203.0.113.57", null, "2026-07-01")));
        pull(source(Tlp.CLEAR, 50));
        assertThat(hub.cases.correlations(TT, id)).hasSize(1);
        try (Upstreams none =
                new Upstreams(hub.database.database(), new PartnerIndicators(hub.clock), List.of(), hub.clock)) {
            none.know();
            assertThat(none.states()).isEmpty();
        }
        assertThat(hub.cases.correlations(TT, id)).isEmpty();
    }

    @Test
    void aMispFeedIsFollowedByItsManifest() throws Exception {
        CaseId id = filed("TT", "203.0.113.60", "203.0.113.61");
        String first = "5a000000-0000-4000-8000-000000000001";
        String second = "5a000000-0000-4000-8000-000000000002";
        Map<String, String> files = new HashMap<>();
        files.put("/manifest.json", manifest(first, 1_780_000_000L, second, 1_780_000_100L));
        files.put("/" + first + ".json", event(first, "203.0.113.60", "tlp:green"));
        files.put("/" + second + ".json", event(second, "203.0.113.61", "tlp:red"));
        partner.answers(
                path -> files.containsKey(path) ? Reply.of("application/json", files.get(path)) : Reply.status(404));
        UpstreamSource source = new UpstreamSource(
                "Feed", Kind.MISP, URI.create(partner.url()), null, Tlp.CLEAR, 40, Duration.ofMinutes(15));
        pull(source);
        assertThat(only(COORDINATOR, id).shared())
                .singleElement()
                .satisfies(shared -> assertThat(shared.observable().value()).isEqualTo("203.0.113.60"));
        assertThat(only(TT, id).other()).isEqualTo(new Correlation.Partner("Feed", Tlp.GREEN, 40));
        assertThat(partner.asked).hasSize(3);

        again(source);
        assertThat(partner.asked).as("only the manifest, as nothing is newer").hasSize(4);
        files.put("/manifest.json", manifest(second, 1_780_000_200L, second, 1_780_000_200L));
        files.put("/" + second + ".json", event(second, "203.0.113.61", "tlp:clear"));
        again(source);
        assertThat(only(TT, id).shared())
                .as("the one that left the feed is gone, the changed one is there")
                .singleElement()
                .satisfies(shared -> assertThat(shared.observable().value()).isEqualTo("203.0.113.61"));
    }

    @Test
    void oneHubPullsFromAnother() throws Exception {
        try (SharingFixture north = new SharingFixture(PartnerServer.class)) {
            HttpService door = north.serve();
            for (int i = 1; i <= 3; i++) {
                north.released("JM", "198.51.100." + i, Tlp.GREEN);
            }
            CaseId id = filed("TT", "198.51.100.2", "198.51.100.77");
            pull(new UpstreamSource(
                    "North",
                    Kind.TAXII,
                    URI.create("http://127.0.0.1:" + door.port() + "/taxii2/caricom/collections/green/"),
                    "Bearer " + PARTNER.name(),
                    Tlp.CLEAR,
                    80,
                    Duration.ofMinutes(15)));
            assertThat(only(TT, id).other()).isEqualTo(new Correlation.Partner("North", Tlp.GREEN, 80));
            assertThat(only(TT, id).shared()).hasSize(1);
            door.stop(Duration.ofSeconds(1));
        }
    }

    private CaseId filed(String member, String... values) {
        return hub.file(member, """
                {"format": "conch-report/1", "reference": "%s", "title": "Seen today", "awareAt": "2026-07-13T11:23:00Z",
                 "tlp": "TLP:AMBER", "member": "%s", "indicators": ["%s"]}
                """.formatted(UUID.randomUUID(), member, String.join("\", \"", values)));
    }

    private Correlation only(Caller caller, CaseId id) {
        List<Correlation> found = new ArrayList<>(Objects.requireNonNull(hub.cases.correlations(caller, id)));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private UpstreamSource source(Tlp tlp, int trust) {
        return new UpstreamSource(
                "North", Kind.TAXII, URI.create(partner.url()), "Bearer s3cret", tlp, trust, Duration.ofMinutes(15));
    }

    private Upstreams upstreams(UpstreamSource source) {
        return new Upstreams(hub.database.database(), new PartnerIndicators(hub.clock), List.of(source), hub.clock);
    }

    private void pull(UpstreamSource source) throws InterruptedException {
        try (Upstreams upstreams = upstreams(source)) {
            upstreams.know();
            upstreams.pullDue();
        }
    }

    /// The next time that it is due.
    private void again(UpstreamSource source) throws InterruptedException {
        hub.clock.advance(Duration.ofMinutes(16));
        pull(source);
    }

    private SourceState state(UpstreamSource source) {
        try (Upstreams upstreams = upstreams(source)) {
            return upstreams.states().getFirst();
        }
    }

    private static Reply page(boolean more, @Nullable String next, String second, String... objects) {
        return new Reply(
                200,
                Map.of(
                        "Content-Type", TYPE,
                        "X-TAXII-Date-Added-First", "2026-07-10T00:00:" + second + ".000000Z",
                        "X-TAXII-Date-Added-Last", "2026-07-10T00:00:" + second + ".000000Z"),
                "{\"more\": " + more + ", " + (next == null ? "" : "\"next\": \"" + next + "\", ") + "\"objects\": ["
                        + String.join(",", objects) + "]}");
    }

    private static String indicator(int number, String address, @Nullable Tlp tlp, String day) {
        return """
                {"type": "indicator", "spec_version": "2.1", "id": "indicator--00000000-0000-4000-8000-00000000000%s",
                 "created": "2026-07-01T00:00:00.000Z", "modified": "%sT00:00:00.000Z", %s
                 "pattern": "[ipv4-addr:value = '%s']", "pattern_type": "stix", "valid_from": "2026-07-01T00:00:00Z"}
                """.formatted(
                        Integer.toString(number),
                        day,
                        tlp == null
                                ? ""
                                : "\"object_marking_refs\": [\""
                                        + Markings.tlp(tlp.word()).id() + "\"],",
                        address);
    }

    private static String manifest(String one, long stamp, String other, long otherStamp) {
        String both = "\"%s\": {\"info\": \"x\", \"timestamp\": \"%s\"}".formatted(one, Long.toString(stamp));
        return "{" + both
                + (one.equals(other)
                        ? ""
                        : ", \"%s\": {\"info\": \"x\", \"timestamp\": %s}".formatted(other, Long.toString(otherStamp)))
                + "}";
    }

    private static String event(String uuid, String address, String tag) {
        return """
                {"Event": {"uuid": "%s", "info": "Seen", "date": "2026-07-01", "timestamp": "1780000000", "published": true,
                 "threat_level_id": "2", "analysis": "2", "Orgc": {"name": "North", "uuid": "5a000000-0000-4000-8000-0000000000ff"},
                 "Tag": [{"name": "%s"}],
                 "Attribute": [{"uuid": "5a000000-0000-4000-8000-00000000aa01", "type": "ip-dst", "category": "Network activity",
                  "to_ids": true, "value": "%s", "timestamp": "1780000000"}]}}
                """.formatted(uuid, tag, address);
    }
}
