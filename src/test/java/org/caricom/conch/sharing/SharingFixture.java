package org.caricom.conch.sharing;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.caricom.conch.TestClock;
import org.caricom.conch.access.Caller;
import org.caricom.conch.api.IndicatorsApi;
import org.caricom.conch.api.ReleasesApi;
import org.caricom.conch.api.SightingsApi;
import org.caricom.conch.api.VotesApi;
import org.caricom.conch.api.WarningListsApi;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.ReportSource;
import org.caricom.conch.cases.WarningBook;
import org.caricom.conch.cases.WarningList;
import org.caricom.conch.cases.WarningListLibrary;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.db.TestDatabase;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.feeds.FeedsDoor;
import org.caricom.conch.format.Formats;
import org.caricom.conch.format.NormalReport;
import org.caricom.conch.format.Origin;
import org.caricom.conch.format.Reading;
import org.caricom.conch.http.Authentication;
import org.caricom.conch.http.Cursors;
import org.caricom.conch.http.HttpManners;
import org.caricom.conch.http.HttpService;
import org.caricom.conch.http.Routes;
import org.caricom.conch.intake.FiledReport;
import org.caricom.conch.jobs.OutboxMessage;
import org.caricom.conch.json.Json;
import org.caricom.conch.scrub.MemberNames;
import org.caricom.conch.taxii.MadeTaxiiCollections;
import org.caricom.conch.taxii.TaxiiDoor;
import org.caricom.conch.triage.MemberLaw;

/// Sharing from a native report to bytes on the wire: cases, releases and the doors of what is shared, on a
/// database of a test class's own. A token is its caller's name.
public final class SharingFixture implements AutoCloseable {
    public static final Caller COORDINATOR = new Caller("coordinator", Role.COORDINATOR, null);
    public static final Caller AUDITOR = new Caller("auditor", Role.AUDITOR, null);
    public static final Caller TT = new Caller("analyst-TT", Role.ANALYST, new MemberCode("TT"));
    public static final Caller JM = new Caller("analyst-JM", Role.ANALYST, new MemberCode("JM"));
    public static final Caller BB = new Caller("analyst-BB", Role.ANALYST, new MemberCode("BB"));
    public static final Caller LC = new Caller("analyst-LC", Role.ANALYST, new MemberCode("LC"));
    public static final Caller PARTNER = new Caller("partner", Role.PARTNER, null);
    public static final Caller ADMIN = new Caller("admin", Role.ADMIN, null);

    private static final List<Caller> CALLERS = List.of(COORDINATOR, AUDITOR, TT, JM, BB, LC, PARTNER, ADMIN);
    private static final Map<String, MemberNames> NAMES = Map.of(
            "TT",
            new MemberNames(new MemberCode("TT"), List.of("Trinidad and Tobago", "TTO", "TT-CSIRT")),
            "JM",
            new MemberNames(new MemberCode("JM"), List.of("Jamaica", "JAM", "JaCIRT")),
            "BB",
            new MemberNames(new MemberCode("BB"), List.of("Barbados", "BRB", "Barbados CIRT")));

    public final TestDatabase database;
    public final TestClock clock = TestClock.at("2026-07-15T14:22:31.123456Z");
    public final Cases cases;
    public final HubKeys keys;
    public final AuditLog audit;
    public final WarningBook warnings;
    public final WarningListLibrary library;
    public final WarningOverrides overrides;
    public final Releases releases;
    public final AutomaticRelease automatic;
    public final Publications publications;
    public final Indicators indicators;
    public final Votes votes;
    public final Sightings sightings;
    public final SightingRenewal renewal;
    public final PullLog pulls;
    public final MadeCollections made;

    private final Map<ReportId, FiledReport> reports = new ConcurrentHashMap<>();
    private final HttpService service;
    private final HttpClient client = HttpClient.newHttpClient();

    public SharingFixture(Class<?> test) {
        database = TestDatabase.create(test);
        ReportSource source = (_, id) -> Objects.requireNonNull(reports.get(id));
        warnings = new WarningBook();
        cases = new Cases(
                database.database(),
                source,
                member -> new MemberLaw(member, ZoneId.of("America/Port_of_Spain"), null, null, null, null),
                clock,
                warnings);
        keys = HubKeys.open(database.database(), clock);
        audit = new AuditLog(database.database(), keys, "hub.example");
        library = new WarningListLibrary(database.database(), audit, warnings, clock);
        overrides = new WarningOverrides(database.database(), warnings, audit, clock);
        library.add(
                "vendors' update servers",
                "",
                WarningList.Kind.HOSTNAME,
                Set.of(),
                List.of("update.vendor.example"),
                "operator");
        releases = new Releases(
                database.database(),
                cases,
                audit,
                member -> Objects.requireNonNull(NAMES.get(member.value())),
                KnownValues.by(warnings, overrides),
                clock);
        automatic = new AutomaticRelease(releases);
        publications = new Publications(database.database());
        indicators = new Indicators(database.database());
        votes = new Votes(database.database(), cases, audit, warnings, overrides, 2, clock);
        sightings = new Sightings(database.database(), cases, votes, source, clock);
        renewal = new SightingRenewal(database.database(), clock);
        pulls = new PullLog(database.database(), audit, clock);
        made = new MadeCollections(database.database(), audit, clock);

        service = serve();
    }

    /// The doors of what is shared, as one more process on the same database has them.
    public HttpService serve() {
        Authentication authentication = new Authentication(
                token -> CALLERS.stream()
                        .filter(caller -> caller.name().equals(token))
                        .findFirst()
                        .orElse(null),
                _ -> null,
                "http://hub.example");
        HttpManners manners =
                new HttpManners("http://hub.example", new Cursors(new byte[32]), clock, 1_000_000, (_, _, _, _) -> {});
        Routes routes = new Routes(TestDatabase.vertx(), manners, authentication);
        new WarningListsApi(library, overrides).mount(routes);
        new IndicatorsApi(indicators, sightings).mount(routes);
        new VotesApi(votes, sightings).mount(routes);
        new SightingsApi(sightings).mount(routes);
        new ReleasesApi(releases, overrides).mount(routes);
        new TaxiiDoor(publications, pulls, List.of(new MadeTaxiiCollections(made, pulls)), 1_000_000).mount(routes);
        new FeedsDoor(publications, pulls, keys).mount(routes);
        return HttpService.start(
                TestDatabase.vertx(),
                routes,
                new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                2);
    }

    /// Files a native report; gives the case it is in.
    public CaseId file(String member, String report) {
        ReportId id = keep(member, report, "application/json");
        database.database().doInTransaction(tx -> cases.take(tx, id));
        return Objects.requireNonNull(cases.caseOf(COORDINATOR, id));
    }

    private ReportId keep(String member, String report, String type) {
        byte[] payload = report.getBytes(StandardCharsets.UTF_8);
        Instant now = clock.instant();
        Reading reading = Formats.read(payload, type, new Origin(new MemberCode(member), now));
        if (!(reading instanceof Reading.Content content)) {
            throw new IllegalArgumentException("not a usable report: " + reading);
        }
        NormalReport normal = content.report();
        ReportId id = new ReportId(UUID.randomUUID());
        reports.put(
                id,
                new FiledReport(id, new MemberCode(member), now, Sha256.of(payload), normal.facts(), normal.bundle()));
        return id;
    }

    /// Files a STIX bundle as the outbox takes it; `%s` are, in order of the text, filled with new
    /// identifiers, the time now, and where an identifier of an object is named, that one.
    public void fileStix(String member, String bundle, String of) {
        String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        String text = bundle;
        while (text.contains("--%s")) {
            text = text.replaceFirst("--%s", "--" + UUID.randomUUID());
        }
        text = text.replace("\"sighting_of_ref\": \"%s\"", "\"sighting_of_ref\": \"" + of + "\"")
                .replace("[\"%s\"]", "[\"" + of + "\"]")
                .replace("%s", now);
        taken(member, keep(member, text, "application/stix+json;version=2.1"));
    }

    /// Files JSON of any format as the outbox takes it.
    public void fileJson(String member, String event) {
        taken(member, keep(member, event, "application/json"));
    }

    private void taken(String member, ReportId id) {
        database.database().doInTransaction(tx -> {
            cases.take(tx, id);
            sightings.takeFiled(
                    tx,
                    new OutboxMessage(
                            1, Cases.FILED, member, Json.object().put("report", id.toString()), clock.instant(), 0));
        });
    }

    /// What the outbox does once a case has changed.
    public void considered(CaseId id) {
        database.database().doInTransaction(tx -> automatic.consider(tx, id));
    }

    /// A coordinator looks and decides.
    public ReleaseAnswer release(CaseId id, Tlp tlp) {
        ReleasePreview preview = Objects.requireNonNull(releases.preview(COORDINATOR, id, tlp));
        return releases.decide(
                COORDINATOR, id, new ReleaseWish(tlp, preview.preview().digest(), List.of(), "seen by others too"));
    }

    /// Files a report of one value and releases it.
    public CaseId released(String member, String value, Tlp tlp) {
        CaseId id = file(member, """
                {"format": "conch-report/1", "reference": "%s", "title": "Seen today", "awareAt": "2026-07-13T11:23:00Z",
                 "tlp": "TLP:AMBER", "member": "%s", "indicators": ["%s"],
                 "consent": {"sharing": "ask", "limit": "TLP:CLEAR"}}
                """.formatted(UUID.randomUUID(), member, value));
        if (!(release(id, tlp) instanceof ReleaseAnswer.Released)) {
            throw new IllegalStateException("not released");
        }
        return id;
    }

    /// A GET with a bearer token; headers as name, value, name, value.
    public HttpResponse<String> get(Caller caller, String path, String... headers)
            throws IOException, InterruptedException {
        return send(caller, request(path, headers).GET());
    }

    /// The same, of what is no text.
    public byte[] askForBytes(Caller caller, String path) throws IOException, InterruptedException {
        return client.send(
                        request(path, "Authorization", "Bearer " + caller.name())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    public HttpResponse<String> post(Caller caller, String path, String json) throws IOException, InterruptedException {
        return send(
                caller,
                request(path, "Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpResponse<String> send(Caller caller, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return ask(request.header("Authorization", "Bearer " + caller.name()));
    }

    public HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        service.stop(Duration.ofSeconds(1));
        database.close();
    }
}
