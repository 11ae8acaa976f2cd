package org.caricom.conch.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caricom.conch.sharing.SharingFixture.ADMIN;
import static org.caricom.conch.sharing.SharingFixture.AUDITOR;
import static org.caricom.conch.sharing.SharingFixture.COORDINATOR;
import static org.caricom.conch.sharing.SharingFixture.JM;
import static org.caricom.conch.sharing.SharingFixture.PARTNER;
import static org.caricom.conch.sharing.SharingFixture.TT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.caricom.conch.access.Caller;
import org.caricom.conch.cases.CaseChange;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.render.ReportersBucket;
import org.caricom.conch.scrub.Answer;
import org.caricom.conch.scrub.Finding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReleasesTest {
    private static SharingFixture hub;

    @BeforeAll
    static void open() {
        hub = new SharingFixture(ReleasesTest.class);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void onlyACoordinatorDecides() {
        CaseId id = report("203.0.113.10", "TLP:AMBER", "ask", "TLP:CLEAR");
        Sha256 digest = look(id, Tlp.GREEN).preview().digest();
        ReleaseWish wish = new ReleaseWish(Tlp.GREEN, digest, List.of(), null);
        for (Caller caller : List.of(TT, AUDITOR)) {
            assertThat(hub.releases.decide(caller, id, wish)).isInstanceOf(ReleaseAnswer.NotYours.class);
        }
        for (Caller caller : List.of(PARTNER, ADMIN)) {
            assertThat(hub.releases.decide(caller, id, wish)).isInstanceOf(ReleaseAnswer.NoSuchCase.class);
            assertThat(hub.releases.preview(caller, id, Tlp.GREEN)).isNull();
        }
        assertThat(hub.releases.preview(JM, id, Tlp.GREEN)).isNull();
        assertThat(hub.releases.preview(TT, id, Tlp.GREEN)).isNotNull();
        assertThat(hub.releases.decide(COORDINATOR, id, wish)).isInstanceOf(ReleaseAnswer.Released.class);
    }

    @Test
    void aDecisionIsOnRecordWithWhoWhenAndWhy() {
        CaseId id = report("203.0.113.11", "TLP:AMBER", "ask", "TLP:GREEN");
        Release release = ((ReleaseAnswer.Released) hub.release(id, Tlp.GREEN)).release();

        assertThat(release.decidedBy()).isEqualTo("coordinator");
        assertThat(release.reason()).isEqualTo("seen by others too");
        assertThat(release.objects()).isEqualTo(1);
        assertThat(hub.releases.ofCase(AUDITOR, id)).containsExactly(release);
        assertThat(Objects.requireNonNull(hub.cases.timeline(COORDINATOR, id, null, 10))
                        .items()
                        .getFirst()
                        .kind())
                .isEqualTo(TimelineEntry.Kind.RELEASED);
        assertThat(hub.audit.entries(0, 1000))
                .anySatisfy(entry -> assertThat(entry.leaf())
                        .contains("release.decided", release.id().toString(), "coordinator"));
    }

    @Test
    void whatTheMemberDidNotAgreeToIsBarred() {
        assertThat(bars(report("203.0.113.12", "TLP:AMBER", "none", "TLP:CLEAR"), Tlp.AMBER))
                .containsExactly(Bar.NO_CONSENT);
        assertThat(bars(report("203.0.113.13", "TLP:AMBER", "ask", "TLP:AMBER"), Tlp.GREEN))
                .containsExactly(Bar.WIDER_THAN_CONSENT);
        assertThat(bars(report("203.0.113.14", "TLP:RED", "ask", "TLP:CLEAR"), Tlp.AMBER))
                .containsExactly(Bar.RED_SOURCE);
        assertThat(bars(report("203.0.113.15", "TLP:GREEN", "ask", "TLP:CLEAR"), Tlp.RED))
                .containsExactly(Bar.NARROWER_THAN_COLLECTIONS);
        assertThat(bars(report("10.1.2.3", "TLP:GREEN", "ask", "TLP:CLEAR"), Tlp.GREEN))
                .containsExactly(Bar.NOTHING_LEFT);
    }

    @Test
    void aStrictReportLeavesOnlyWhereTheMemberAgreedToItsAnonymisedForm() {
        CaseId unstated = hub.file("TT", """
                {"format": "conch-report/1", "reference": "S-1", "title": "Seen today", "member": "TT",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER+STRICT", "indicators": ["203.0.113.16"]}""");
        assertThat(bars(unstated, Tlp.AMBER)).containsExactly(Bar.STRICT_WITHOUT_CONSENT);
        assertThat(bars(report("203.0.113.17", "TLP:AMBER+STRICT", "automatic", "TLP:GREEN"), Tlp.GREEN))
                .isEmpty();
    }

    @Test
    void aDecisionHoldsOnlyForWhatWasLookedAt() {
        CaseId id = report("203.0.113.18", "TLP:AMBER", "ask", "TLP:GREEN");
        ReleaseWish wish =
                new ReleaseWish(Tlp.GREEN, look(id, Tlp.GREEN).preview().digest(), List.of(), null);
        hub.file("TT", """
                {"format": "conch-report/1", "reference": "R-203.0.113.18", "stage": "update", "title": "Seen again", "writtenAt": "2026-07-14T11:23:00Z",
                 "member": "TT", "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER",
                 "indicators": ["203.0.113.18", "203.0.113.19"], "consent": {"sharing": "ask", "limit": "TLP:GREEN"},
                 "impact": {"functional": "no-impact"}, "summary": "More of the same"}""");
        assertThat(hub.releases.decide(COORDINATOR, id, wish)).isInstanceOf(ReleaseAnswer.Changed.class);
    }

    @Test
    void aFindingIsAnsweredOnRecordOrNothingLeaves() {
        CaseId id = hub.file("TT", """
                {"format": "conch-report/1", "reference": "F-1", "title": "Customs portal copied", "member": "TT",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER",
                 "indicators": ["https://customs-pay.lure.example/start", "203.0.113.20"],
                 "consent": {"sharing": "ask", "limit": "TLP:GREEN"}}""");
        ReleasePreview look = look(id, Tlp.GREEN);
        assertThat(look.preview().findings()).extracting(Finding::word).contains("customs");

        assertThat(hub.release(id, Tlp.GREEN)).isInstanceOf(ReleaseAnswer.Leaking.class);
        List<Answer> answers = look.preview().findings().stream()
                .map(finding -> (Answer) new Answer.Remove(finding.id()))
                .toList();
        ReleaseAnswer answer = hub.releases.decide(
                COORDINATOR, id, new ReleaseWish(Tlp.GREEN, look.preview().digest(), answers, null));
        assertThat(((ReleaseAnswer.Released) answer).release().objects()).isEqualTo(1);
        assertThat(hub.indicators.search(JM, "203.0.113.20", null)).hasSize(1);
        assertThat(hub.indicators.search(JM, "https://customs-pay.lure.example/start", null))
                .isEmpty();
    }

    @Test
    void oneValueHasOneIdentifierWhoeverTellsOfItAndReachesAsFarAsTheWidestRelease() {
        hub.released("TT", "203.0.113.30", Tlp.AMBER);
        assertThat(hub.indicators.search(PARTNER, "203.0.113.30", null)).isEmpty();
        String id = hub.indicators
                .search(JM, "203.0.113.30", null)
                .getFirst()
                .indicator()
                .id();

        hub.clock.advance(Duration.ofMinutes(5));
        hub.released("BB", "203.0.113.30", Tlp.CLEAR);
        assertThat(hub.indicators.search(PARTNER, "203.0.113.30", null))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.indicator().id()).isEqualTo(id);
                    assertThat(found.indicator().tlp()).isEqualTo(Tlp.CLEAR);
                });
        assertThat(versions(id)).hasSize(2).isSorted();

        hub.released("JM", "203.0.113.30", Tlp.AMBER);
        assertThat(versions(id)).as("what is known already gets no new version").hasSize(2);
    }

    @Test
    void aWithdrawalIsAFurtherVersionAndFinal() {
        CaseId id = hub.released("TT", "203.0.113.31", Tlp.GREEN);
        UUID release = Objects.requireNonNull(hub.releases.ofCase(COORDINATOR, id))
                .getFirst()
                .id();
        String shared = hub.indicators
                .search(JM, "203.0.113.31", null)
                .getFirst()
                .indicator()
                .id();

        assertThat(hub.releases.withdraw(TT, release, "not ours")).isNull();
        assertThat(hub.releases.withdraw(COORDINATOR, release, "a mistake")).isEqualTo(1);
        assertThat(hub.indicators.search(JM, "203.0.113.31", null)).isEmpty();
        assertThat(versions(shared)).hasSize(2);

        hub.released("BB", "203.0.113.31", Tlp.GREEN);
        assertThat(hub.indicators
                        .search(JM, "203.0.113.31", null)
                        .getFirst()
                        .indicator()
                        .id())
                .isNotEqualTo(shared);
    }

    @Test
    void whatAnIndicatorStandsForIsToldOnlyToThoseWhoHoldTheRelationship() {
        withMalware("TT", "203.0.113.50", Tlp.AMBER);
        hub.released("BB", "203.0.113.50", Tlp.CLEAR);
        CaseId known = withMalware("JM", "203.0.113.51", Tlp.CLEAR);

        assertThat(hub.indicators
                        .search(PARTNER, "203.0.113.50", null)
                        .getFirst()
                        .malware())
                .as("both ends are clear, that they belong together is not")
                .isEmpty();
        assertThat(hub.indicators.search(JM, "203.0.113.50", null).getFirst().malware())
                .containsExactly("Emotet");
        assertThat(hub.indicators
                        .search(PARTNER, "203.0.113.51", null)
                        .getFirst()
                        .malware())
                .containsExactly("Emotet");

        hub.releases.withdraw(COORDINATOR, lastReleaseOf(known), "a mistake");
        hub.released("BB", "203.0.113.51", Tlp.CLEAR);
        assertThat(hub.indicators.search(JM, "203.0.113.51", null).getFirst().malware())
                .as("what was taken back is told no more")
                .isEmpty();
    }

    @Test
    void howManyToldOfAValueCountsOnlyThoseWhoToldTheReader() {
        for (String member : List.of("TT", "JM", "BB")) {
            hub.released(member, "203.0.113.59", Tlp.AMBER);
        }
        hub.released("BB", "203.0.113.59", Tlp.CLEAR);
        assertThat(hub.indicators.search(JM, "203.0.113.59", null).getFirst().reporters())
                .isEqualTo(ReportersBucket.FROM_3_TO_5);
        assertThat(hub.indicators
                        .search(PARTNER, "203.0.113.59", null)
                        .getFirst()
                        .reporters())
                .isEqualTo(ReportersBucket.FEWER_THAN_3);
    }

    @Test
    void aWithdrawalHoldsThoughANarrowerOrAWithdrawnReleaseNamesTheSame() {
        CaseId narrow = hub.released("TT", "203.0.113.52", Tlp.AMBER);
        CaseId wide = hub.released("BB", "203.0.113.52", Tlp.CLEAR);
        assertThat(hub.releases.withdraw(COORDINATOR, lastReleaseOf(wide), "too wide"))
                .isEqualTo(1);
        assertThat(hub.indicators.search(PARTNER, "203.0.113.52", null)).isEmpty();
        assertThat(hub.releases.withdraw(COORDINATOR, lastReleaseOf(narrow), "a mistake"))
                .isZero();

        CaseId first = hub.released("TT", "203.0.113.53", Tlp.GREEN);
        CaseId second = hub.released("BB", "203.0.113.53", Tlp.GREEN);
        assertThat(hub.releases.withdraw(COORDINATOR, lastReleaseOf(first), "a mistake"))
                .isZero();
        assertThat(hub.releases.withdraw(COORDINATOR, lastReleaseOf(second), "a mistake"))
                .isEqualTo(1);
    }

    @Test
    void noRuleSharesAgainWhatAPersonTookBack() {
        CaseId id = report("203.0.113.54", "TLP:AMBER", "automatic", "TLP:GREEN");
        hub.considered(id);
        hub.releases.withdraw(COORDINATOR, lastReleaseOf(id), "a mistake");
        report("203.0.113.54", "TLP:AMBER", "automatic", "TLP:CLEAR");
        hub.considered(id);
        assertThat(hub.indicators.search(JM, "203.0.113.54", null)).isEmpty();
    }

    @Test
    void anEarlierReportThatWantedToBeAskedGivesNothingToTheRule() {
        String report = """
                {"format": "conch-report/1", "reference": "E-1", "title": "Seen today", "member": "TT", "writtenAt": "%s",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER", "indicators": ["%s"],
                 "consent": {"sharing": "%s", "limit": "TLP:GREEN"}}
                """;
        hub.file("TT", report.formatted("2026-07-13T12:00:00Z", "203.0.113.55", "ask"));
        CaseId id = hub.file("TT", report.formatted("2026-07-14T12:00:00Z", "203.0.113.56", "automatic"));
        hub.considered(id);
        assertThat(hub.indicators.search(JM, "203.0.113.55", null)).isEmpty();
        assertThat(hub.indicators.search(JM, "203.0.113.56", null)).hasSize(1);
    }

    @Test
    void aCaseThatAPersonClosedAsATestIsNeverShared() {
        CaseId id = report("203.0.113.57", "TLP:AMBER", "automatic", "TLP:GREEN");
        int version =
                Objects.requireNonNull(hub.cases.find(COORDINATOR, id)).row().version();
        hub.cases.change(COORDINATOR, id, version, CaseChange.state(CaseState.CLOSED, Outcome.TEST));
        hub.considered(id);
        assertThat(bars(id, Tlp.GREEN)).containsExactly(Bar.TEST_CASE);
        assertThat(hub.indicators.search(JM, "203.0.113.57", null)).isEmpty();
    }

    @Test
    void whatAnotherReportCallsItsVictimsWaitsForAPerson() {
        hub.file("JM", """
                {"format": "conch-report/1", "reference": "V-1", "title": "Server broken into", "member": "JM",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:RED", "consent": {"sharing": "none"},
                 "indicators": [{"type": "ipv4-addr", "value": "203.0.113.58", "role": "victim"}]}""");
        CaseId id = report("203.0.113.58", "TLP:AMBER", "automatic", "TLP:GREEN");
        hub.considered(id);
        assertThat(hub.releases.ofCase(COORDINATOR, id)).isEmpty();
    }

    private static UUID lastReleaseOf(CaseId id) {
        return Objects.requireNonNull(hub.releases.ofCase(COORDINATOR, id))
                .getFirst()
                .id();
    }

    private static CaseId withMalware(String member, String value, Tlp tlp) {
        CaseId id = hub.file(member, """
                {"format": "conch-report/1", "reference": "M-%s", "title": "Seen today", "member": "%s",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER", "malware": ["Emotet"], "indicators": ["%s"],
                 "consent": {"sharing": "ask", "limit": "TLP:CLEAR"}}
                """.formatted(value, member, value));
        assertThat(hub.release(id, tlp)).isInstanceOf(ReleaseAnswer.Released.class);
        return id;
    }

    @Test
    void whoPublishesAtOnceStillAddsOneAfterTheOther() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, 12)
                    .mapToObj(i -> threads.submit(
                            () -> hub.released(i % 2 == 0 ? "TT" : "BB", "203.0.113." + (100 + i), Tlp.CLEAR)))
                    .toList();
            for (var task : tasks) {
                task.get();
            }
        }
        List<Instant> added =
                hub.publications.page(Collection.CLEAR, PublicationQuery.everything(null, 1000)).items().stream()
                        .map(Published::addedAt)
                        .toList();
        assertThat(added).hasSizeGreaterThanOrEqualTo(12).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void withConsentToItAReportIsSharedWithoutAsking() {
        CaseId id = report("203.0.113.40", "TLP:AMBER", "automatic", "TLP:GREEN");
        hub.considered(id);
        assertThat(hub.indicators.search(PARTNER, "203.0.113.40", null)).hasSize(1);
        assertThat(Objects.requireNonNull(hub.releases.ofCase(COORDINATOR, id)))
                .singleElement()
                .satisfies(release -> assertThat(release.decidedBy()).isEqualTo("conch"));

        hub.considered(id);
        assertThat(hub.releases.ofCase(COORDINATOR, id))
                .as("asked again, nothing is new")
                .hasSize(1);
    }

    @Test
    void whatIsNotPlainlyHarmlessWaitsForAPerson() {
        CaseId asks = report("203.0.113.41", "TLP:AMBER", "ask", "TLP:GREEN");
        CaseId listed = report("update.vendor.example", "TLP:AMBER", "automatic", "TLP:GREEN");
        CaseId found = hub.file("TT", """
                {"format": "conch-report/1", "reference": "W-1", "title": "Customs portal copied", "member": "TT",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "TLP:AMBER", "indicators": ["https://customs-two.lure.example/"],
                 "consent": {"sharing": "automatic", "limit": "TLP:GREEN"}}""");
        for (CaseId id : List.of(asks, listed, found)) {
            hub.considered(id);
            assertThat(hub.releases.ofCase(COORDINATOR, id)).isEmpty();
        }
    }

    private static List<Instant> versions(String id) {
        return hub
                .publications
                .page(
                        Collection.AMBER,
                        new PublicationQuery(Set.of(id), Set.of(), PublicationQuery.Versions.ALL, null, 100))
                .items()
                .stream()
                .map(item -> Instant.parse(item.object().version()))
                .toList();
    }

    private static CaseId report(String value, String tlp, String sharing, String limit) {
        return hub.file("TT", """
                {"format": "conch-report/1", "reference": "R-%s", "title": "Seen today", "member": "TT",
                 "awareAt": "2026-07-13T11:23:00Z", "tlp": "%s", "indicators": ["%s"],
                 "consent": {"sharing": "%s", "limit": "%s"}}
                """.formatted(value, tlp, value, sharing, limit));
    }

    private static ReleasePreview look(CaseId id, Tlp tlp) {
        return Objects.requireNonNull(hub.releases.preview(COORDINATOR, id, tlp));
    }

    private static Set<Bar> bars(CaseId id, Tlp tlp) {
        ReleasePreview look = look(id, tlp);
        ReleaseAnswer answer = hub.releases.decide(
                COORDINATOR, id, new ReleaseWish(tlp, look.preview().digest(), List.of(), null));
        if (look.bars().isEmpty()) {
            assertThat(answer).isInstanceOf(ReleaseAnswer.Released.class);
        } else {
            assertThat(answer).isEqualTo(new ReleaseAnswer.Barred(look.bars()));
        }
        return look.bars();
    }

    /// A malware name that no list knows is left out each time, so the rule's draft always holds more than was
    /// released.
    @Test
    void theRuleDecidesOnceThoughItLeavesSomethingOutEachTime() {
        CaseId id = hub.file("TT", """
                {"format": "conch-report/1", "reference": "R-once", "title": "Files changed", "awareAt": "2026-07-14T12:00:00Z",
                 "tlp": "TLP:AMBER", "malware": ["Tidewrack"], "indicators": ["203.0.113.211"],
                 "consent": {"sharing": "automatic", "limit": "TLP:GREEN"}}""");

        hub.considered(id);
        hub.considered(id);

        assertThat(hub.releases.ofCase(SharingFixture.COORDINATOR, id)).hasSize(1);
    }

    @Test
    void aFileNameWaitsForAPersonThoughTheMemberAgreed() {
        CaseId id = hub.file("TT", """
                {"format": "conch-report/1", "reference": "R-named", "title": "Files changed", "awareAt": "2026-07-14T12:00:00Z",
                 "tlp": "TLP:AMBER", "indicators": ["203.0.113.212", {"type": "file-name", "value": "pay-list-moreaux.exe"}],
                 "consent": {"sharing": "automatic", "limit": "TLP:GREEN"}}""");

        hub.considered(id);

        assertThat(hub.releases.ofCase(COORDINATOR, id)).isEmpty();
    }
}
