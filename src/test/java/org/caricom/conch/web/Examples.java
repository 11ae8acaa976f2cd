package org.caricom.conch.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Tlp;

/// Pages as they look with fictional data, for tests of templates.
final class Examples {
    static final Instant NOW = Instant.parse("2026-07-16T14:42:00Z");
    private static final MemberCode TT = new MemberCode("TT");
    private static final CaseId CASE = new CaseId(2026, 147);
    static final String HOSPITAL = "Hospital group: file servers encrypted, pharmacy on paper";

    private Examples() {}

    static Frame frame(Place place) {
        return frame(place, Language.EN);
    }

    static Frame frame(Place place, Language language) {
        return frame(place, language, new Person("coordinator", Role.COORDINATOR, null, null), Choices.Look.DEVICE);
    }

    static Frame frame(Place place, Language language, Person person, Choices.Look look) {
        Messages messages = Messages.in(language);
        return new Frame(
                messages,
                new Times(messages, ZoneId.of("America/Port_of_Spain"), NOW),
                new Assets(),
                new Choices(language, look, true),
                person,
                place,
                place.path().isEmpty() ? "/you" : place.path(),
                "token-of-the-session",
                null,
                true);
    }

    static ClockView late() {
        return new ClockView(
                ClockView.Shape.LATE,
                100,
                "Late by 1 h 20",
                "Notification, 72 h",
                "today 09:22, exchange practice, not law",
                NOW);
    }

    static ClockView soon() {
        return new ClockView(
                ClockView.Shape.SOON,
                88,
                "41 min left",
                "Notification, 72 h",
                "today 11:23, exchange practice, not law",
                NOW);
    }

    static List<ClockView> clocks() {
        return List.of(
                soon(),
                new ClockView(
                        ClockView.Shape.OK,
                        35,
                        "2 days left",
                        "Data notice, Jamaica",
                        "18 July, 12:00, by law: Data Protection Act 2020",
                        NOW),
                new ClockView(
                        ClockView.Shape.UNKNOWN,
                        0,
                        "Law unknown",
                        "Data notice, Trinidad and Tobago",
                        "No verified deadline on file",
                        null),
                new ClockView(ClockView.Shape.MET, 0, "Met", "Early warning, 24 h", "21 h 50 before it was due", null),
                new ClockView(
                        ClockView.Shape.STOPPED,
                        0,
                        "Stopped",
                        "Final report, one month",
                        "Starts with the notification",
                        null));
    }

    static ScoreView score() {
        return new ScoreView(
                66,
                "66.2",
                ScoreView.Band.HIGH,
                "High",
                true,
                List.of(
                        new ScoreView.Input("Functional impact", "Critical denied", 195, 195, "19.5", "19.5"),
                        new ScoreView.Input("Observed activity", "Effect", 163, 163, "16.3", "16.3"),
                        new ScoreView.Input("Potential impact", "High", 146, 195, "14.6", "19.5"),
                        new ScoreView.Input("Location", "Critical DMZ", 52, 91, "5.2", "9.1"),
                        new ScoreView.Input("Recoverability", "Extended", 52, 104, "5.2", "10.4"),
                        new ScoreView.Input("Actor", null, 26, 104, "2.6", "10.4")),
                "2026-1");
    }

    static QueuePage queue() {
        return new QueuePage(
                "Due next",
                "13 cases",
                List.of(
                        new QueuePage.View("Due next", "/", 13, true),
                        new QueuePage.View("New, to triage", "/?view=new", 2, false),
                        new QueuePage.View("Mine", "/?view=mine", 3, false),
                        new QueuePage.View("No one’s", "/?view=nobodys", 3, false),
                        new QueuePage.View("Late", "/?view=late", 2, false),
                        new QueuePage.View("Waiting on members", "/?view=waiting", 3, false)),
                List.of(new QueuePage.Chip("Sector", "Health", "/")),
                List.of(new QueuePage.Choice(
                        "state",
                        "State",
                        null,
                        List.of(new QueuePage.Option("new", "New"), new QueuePage.Option("waiting", "Waiting")))),
                "",
                "next",
                "A signing key ends soon: tt-2026.",
                List.of(
                        new QueuePage.Group(
                                "Late",
                                List.of(row(
                                        151, "Port terminal: cargo system locked, gates on paper", "BB", late(), 2))),
                        new QueuePage.Group(
                                "Due within 4 hours",
                                List.of(
                                        row(147, HOSPITAL, "TT", soon(), 3),
                                        row(152, "Faux portail des douanes", "HT", soon(), 1))),
                        new QueuePage.Group(
                                "Later",
                                IntStream.range(0, 8)
                                        .mapToObj(i -> row(
                                                100 + i,
                                                "Water utility: unknown logins at the remote access gateway",
                                                "GY",
                                                clocks().get(i % 5),
                                                i))
                                        .toList())),
                null,
                "/?cursor=abc");
    }

    private static QueuePage.Row row(int number, String title, String member, ClockView clock, int seen) {
        return new QueuePage.Row(
                new CaseId(2026, number),
                "/cases/C-2026-0" + number,
                title,
                member.equals("HT") ? "fr" : "en",
                score(),
                "Infected system · Health",
                new MemberCode(member),
                "Barbados",
                clock,
                seen,
                "In progress",
                seen % 2 == 0 ? null : "m.joseph",
                seen == 3,
                List.of(Tlp.values()).get(number % 5));
    }

    static CasePage casePage() {
        return new CasePage(
                CASE,
                HOSPITAL,
                "en",
                Tlp.AMBER_STRICT,
                TT,
                "Trinidad and Tobago",
                4,
                new CasePage.May(true, true),
                List.of(
                        new CasePage.Step("New", true, false),
                        new CasePage.Step("Triaged", true, false),
                        new CasePage.Step("In progress", false, true),
                        new CasePage.Step("Contained", false, false),
                        new CasePage.Step("Resolved", false, false),
                        new CasePage.Step("Closed", false, false)),
                List.of(new QueuePage.Option("contained", "Contained"), new QueuePage.Option("closed", "Closed")),
                List.of(
                        new QueuePage.Option("confirmed", "Confirmed"),
                        new QueuePage.Option("false-positive", "False alarm")),
                new CasePage.Alarm(false, "Notification is due today 11:23.", "41 min left."),
                List.of(
                        List.of(
                                new CasePage.Fact("What", "Ransomware, with data copied out before", null),
                                new CasePage.Fact("Class", "Infected system, data leak", "main"),
                                new CasePage.Fact("Aware since", "13 July, 11:23", "starts the clocks")),
                        List.of(
                                new CasePage.Fact("Services hit", "3 sites, pharmacy and laboratory", null),
                                new CasePage.Fact("Personal data", null, null))),
                List.of(
                        new CasePage.Elsewhere(
                                null,
                                "Another member",
                                null,
                                "shares 2 values, likeness 92 of 100",
                                List.of("203.0.113.77")),
                        new CasePage.Elsewhere(
                                "/cases/C-2026-0151",
                                "C-2026-0151 Port terminal",
                                new MemberCode("BB"),
                                "shares 1 value",
                                List.of("198.51.100.24"))),
                List.of(
                        new CasePage.Value("203.0.113.77", "IPv4", "Control server", "In 3 states", "95 %", null),
                        new CasePage.Value(
                                "pay-portal.palmcare.example",
                                "Domain",
                                "Look-alike",
                                "Only here",
                                null,
                                "Names the victim, stays here")),
                List.of(new CasePage.Counted("CCSCAP 2016", "CCSCAP-5.3", "Incident response", "/plan/CCSCAP")),
                List.of(new CasePage.Filed("First alert", NOW, "/reports/1", true)),
                List.of(new CasePage.Released(Tlp.GREEN, "today, by coordinator", "9 objects")),
                List.of(
                        new CasePage.Entry(
                                NOW,
                                "m.joseph",
                                "Comment",
                                false,
                                "Gateway logs cover 9 to 13 July. <script>alert(1)</script>",
                                "to the member and coordinators",
                                null),
                        new CasePage.Entry(NOW, "coordinator", "Triaged to In progress", true, null, null, null),
                        new CasePage.Entry(NOW, "TT", "First alert filed and signed", false, null, null, "/reports/1")),
                new CasePage.Around(
                        "Due next",
                        "/",
                        "2 of 13",
                        List.of(
                                new CasePage.Neighbour("/cases/C-2026-0151", "Port terminal", "en", late(), false),
                                new CasePage.Neighbour("/cases/C-2026-0147", HOSPITAL, "en", soon(), true)),
                        "/cases/C-2026-0151",
                        null),
                clocks(),
                score(),
                "m.joseph",
                false,
                List.of("s.pinas"),
                true);
    }

    static ReleasePage release() {
        return new ReleasePage(
                CASE,
                HOSPITAL,
                Tlp.AMBER_STRICT,
                "Trinidad and Tobago",
                Tlp.GREEN,
                List.of(
                        new ReleasePage.Tab("Public", Tlp.CLEAR, "?tlp=clear", false),
                        new ReleasePage.Tab("Community", Tlp.GREEN, "?tlp=green", true),
                        new ReleasePage.Tab("Members", Tlp.AMBER, "?tlp=amber", false)),
                List.of(
                        new ReleasePage.Sum("9 of 31 objects go out", false),
                        new ReleasePage.Sum("1 finding to answer", true)),
                "The output was searched.",
                List.of(
                        new ReleasePage.Finding("1", "palmview is still in the output", "In a file name"),
                        new ReleasePage.Finding("2", "10.20.4.17", "In a DNS name")),
                List.of(
                        new ReleasePage.Change(
                                "Victim",
                                List.of(new ReleasePage.Piece(
                                        ReleasePage.Piece.Kind.REMOVED, "Palmview", "victim", false)),
                                List.of()),
                        new ReleasePage.Change(
                                "Addresses",
                                List.of(
                                        new ReleasePage.Piece(ReleasePage.Piece.Kind.KEPT, "203.0.113.77", null, true),
                                        new ReleasePage.Piece(
                                                ReleasePage.Piece.Kind.REMOVED,
                                                "10.20.4.17",
                                                "internal address",
                                                true)),
                                List.of(new ReleasePage.Piece(
                                        ReleasePage.Piece.Kind.KEPT, "203.0.113.77", null, true))),
                        new ReleasePage.Change(
                                "Aware since",
                                List.of(new ReleasePage.Piece(
                                        ReleasePage.Piece.Kind.GENERAL, "13 July, 11:23", "to the day", false)),
                                List.of(new ReleasePage.Piece(
                                        ReleasePage.Piece.Kind.NEW, "13 July 2026", null, false)))),
                "{\n  \"type\" : \"indicator\"\n}",
                "Trinidad and Tobago asks before anything is shared, at most TLP:GREEN.",
                "Answer 2 findings, then release.",
                null,
                true,
                true,
                "0123456789abcdef",
                "Release to Community",
                List.of(
                        new ReleasePage.Listed("domain-name", "cdn.example", "popular sites", null),
                        new ReleasePage.Listed(
                                "ipv4-addr", "192.0.2.53", "resolvers", "coordinator says: taken over")));
    }

    static ReportsPage reports() {
        return new ReportsPage(
                List.of(
                        new ReportsPage.Row(
                                "/reports/1",
                                NOW,
                                TT,
                                HOSPITAL,
                                "en",
                                "First alert",
                                "native",
                                null,
                                "C-2026-0147",
                                Tlp.AMBER),
                        new ReportsPage.Row("/reports/2", NOW, TT, null, "en", "", "misp", 3, null, null)),
                null,
                true);
    }

    static ReportPage report() {
        return new ReportPage(
                "0b52b1f4-3f5c-4a49-9a8e-5f3f4f2c1d10",
                null,
                "en",
                null,
                NOW,
                List.of(new CasePage.Fact("Member", "Trinidad and Tobago", null)),
                "9f2c41d85b7c0e6d4a1f0b2c3d4e5f60718293a4b5c6d7e8f90a1b2c7be0a300",
                List.of(new ReportPage.FlawRow("/impact/people", "is not a number")),
                true,
                null,
                null,
                List.of("tt-2026: key revoked since 14 July 2026, report received before; it stays valid"));
    }

    static KeysPage keys() {
        return new KeysPage(
                List.of(
                        new KeysPage.Row(
                                "/keys/tt-2026",
                                "tt-2026",
                                "ES256",
                                TT,
                                "Trinidad and Tobago",
                                "until 1 August 2026, 16 days left",
                                "In use",
                                false),
                        new KeysPage.Row(
                                "/keys/tt-2025",
                                "tt-2025",
                                "EdDSA",
                                TT,
                                "Trinidad and Tobago",
                                "no end",
                                "Suspended: stolen",
                                true)),
                "/keys?cursor=x",
                true);
    }

    static KeyPage key() {
        return new KeyPage(
                "tt-2026",
                List.of(new CasePage.Fact("Member", "Trinidad and Tobago", null)),
                "Reported stolen and suspended since 14 July 2026.",
                List.of(
                        new KeyPage.SignedRow(
                                "0b52b1f4-3f5c-4a49-9a8e-5f3f4f2c1d10",
                                "/reports/0b52b1f4-3f5c-4a49-9a8e-5f3f4f2c1d10",
                                "13 July 2026",
                                "Filed",
                                null,
                                false),
                        new KeyPage.SignedRow(
                                "0b52b1f4-3f5c-4a49-9a8e-5f3f4f2c1d11",
                                null,
                                "15 July 2026",
                                "Held",
                                "doubtful",
                                true)),
                "/keys/tt-2026?cursor=x",
                true,
                true,
                true,
                true,
                "2026-07-16T12:00",
                List.of(new KeyPage.Reason("key-compromise", "in wrong hands")));
    }

    static IndicatorsPage indicators() {
        return new IndicatorsPage(
                "203.0.113",
                "ipv4-addr",
                List.of(new QueuePage.Option("ipv4-addr", "IPv4")),
                List.of(new IndicatorsPage.Row(
                        "/indicators/indicator--1", "203.0.113.77", "IPv4", true, "Known", "16 July 2026", Tlp.GREEN)),
                false,
                "",
                "1 released value fits.",
                null,
                List.of(new IndicatorsPage.Held("/indicators/indicator--1", "203.0.113.77", "a list knows it")));
    }

    static IndicatorPage indicator() {
        return new IndicatorPage(
                "indicator--1",
                "203.0.113.77",
                Tlp.GREEN,
                List.of(new CasePage.Fact("Worth now", "71 of 100", null)),
                true,
                true,
                null,
                List.of(new IndicatorPage.VoteRow("Jamaica", "our own proxy", "14 July 2026")),
                List.of("Enough members call it harmless."),
                true);
    }

    static PlanPage plan() {
        return new PlanPage(
                List.of(
                        new PlanPage.Tab("CCSCAP 2016", "/plan/CCSCAP", true),
                        new PlanPage.Tab("CARDTP", "/plan/CARDTP", false)),
                "CCSCAP",
                "CARICOM Cyber Security and Cybercrime Action Plan",
                "39 actions in 6 areas.",
                "The actions were rebuilt from official summaries.",
                List.of("https://plan.example/ccscap"),
                List.of(new PlanPage.Area(
                        "CCSCAP-1",
                        "Public awareness",
                        List.of(new PlanPage.Action(
                                "CCSCAP-1.1",
                                "Foster a culture of security",
                                "CARICOM IMPACS",
                                "under way since 2018",
                                "Nobody stated how it stands",
                                "todo",
                                "12 cases of 5 members",
                                "each case is a lesson")),
                        0,
                        "12")),
                List.of(new PlanPage.Measure("Teams with staff", "0 to 4 teams", "3", "members with an incident")));
    }

    static FeedsPage feeds() {
        return new FeedsPage(
                "https://conch.example",
                List.of(
                        new FeedsPage.Collection(
                                Tlp.CLEAR, "clear", "5a9e6a3c-1f53-4c0a-9d0e-6f2b8a7c1d01", "Public", "Public"),
                        new FeedsPage.Collection(
                                Tlp.GREEN, "green", "8c1f4b7e-92d6-4e35-8a41-0b7d3e5f6a02", "Community", "Community")));
    }

    static SearchPage search() {
        return new SearchPage(
                "hosp",
                List.of(
                        new SearchPage.Group("Go to", List.of(new SearchPage.Hit("/", "queue", null, "Queue", "g q"))),
                        new SearchPage.Group(
                                "Cases",
                                List.of(new SearchPage.Hit(
                                        "/cases/C-2026-0147", null, "C-2026-0147", HOSPITAL, null)))));
    }
}
