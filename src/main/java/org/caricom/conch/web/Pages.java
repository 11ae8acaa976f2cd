package org.caricom.conch.web;

import java.time.Clock;
import org.caricom.conch.access.KeyEnrolment;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Logins;
import org.caricom.conch.access.Members;
import org.caricom.conch.access.Sessions;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Door;
import org.caricom.conch.http.Routes;
import org.caricom.conch.intake.Reports;
import org.caricom.conch.plan.Plans;
import org.caricom.conch.sharing.Indicators;
import org.caricom.conch.sharing.Releases;
import org.caricom.conch.sharing.Sightings;
import org.caricom.conch.sharing.Votes;

/// All pages, and who may see which.
public final class Pages {
    private static final Allow READERS = Allow.roles(Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);
    private static final Allow WORKERS = Allow.roles(Role.ANALYST, Role.COORDINATOR);
    private static final Allow FEED_READERS = Allow.roles(Role.ANALYST, Role.COORDINATOR, Role.AUDITOR, Role.PARTNER);

    private static final Allow KEY_READERS = Allow.roles(Role.ANALYST, Role.COORDINATOR, Role.AUDITOR, Role.ADMIN);
    private static final Allow KEY_MANAGERS = Allow.roles(Role.ANALYST, Role.ADMIN);

    private final PageKit kit;
    private final SignInPages signIn;
    private final QueuePages queue;
    private final CasePages cases;
    private final ReleasePages releases;
    private final ReportPages reports;
    private final IndicatorPages indicators;
    private final PlanPages plans;
    private final FeedPages feeds;
    private final SearchPages search;
    private final KeyPages keys;
    private final YouPages you;

    /// What pages show and do.
    ///
    /// @param example whether the hub holds fictional data, which every page then says
    public record Rooms(
            Members members,
            Logins logins,
            Sessions sessions,
            Keys keys,
            KeyEnrolment enrolment,
            Reports reports,
            Cases cases,
            Plans plans,
            Releases releases,
            WarningOverrides warningOverrides,
            Indicators indicators,
            Votes votes,
            Sightings sightings,
            Clock clock,
            boolean example) {}

    public Pages(Rooms rooms) {
        kit = new PageKit(new MembersBook(rooms.members(), rooms.clock()), rooms.example());
        signIn = new SignInPages(kit, rooms.logins(), rooms.sessions());
        queue = new QueuePages(kit, rooms.cases(), rooms.keys());
        cases = new CasePages(kit, rooms.cases(), new KnownExtras(rooms.plans(), rooms.releases(), rooms.logins()));
        releases = new ReleasePages(kit, rooms.cases(), rooms.releases(), rooms.warningOverrides());
        reports = new ReportPages(kit, rooms.reports(), rooms.keys(), rooms.cases());
        keys = new KeyPages(kit, rooms.members(), rooms.keys(), rooms.enrolment(), rooms.reports());
        indicators = new IndicatorPages(kit, rooms.indicators(), rooms.votes(), rooms.sightings());
        plans = new PlanPages(kit, rooms.plans());
        feeds = new FeedPages(kit);
        search = new SearchPages(kit, rooms.cases());
        you = new YouPages(kit);
    }

    /// Mounts them on the table of routes.
    public void mount(Routes table) {
        Routes routes = table.through(new Door("/", Door.Credential.SESSION, new PageProblems(kit)::answer));
        new StaticFiles(kit.assets()).mount(routes);
        routes.get("/sign-in", Allow.anyone(), signIn::show);
        routes.post("/sign-in", Allow.anyone(), signIn::signIn);
        routes.post("/sign-out", Allow.anyone(), signIn::signOut);
        routes.post("/language", Allow.anyone(), you::language);
        routes.get("/you", Allow.anyRole(), you::show);
        routes.post("/you", Allow.anyRole(), you::save);
        routes.get("/", Allow.anyRole(), queue::home);
        routes.get("/search", Allow.anyRole(), search::show);
        work(routes);
        keys(routes);
        routes.get("/indicators", FEED_READERS, indicators::search);
        routes.post("/indicators", FEED_READERS, indicators::lookUp);
        routes.get("/indicators/:id", FEED_READERS, indicators::one);
        routes.post("/indicators/:id/seen", Allow.roles(Role.ANALYST, Role.PARTNER), indicators::seen);
        routes.post("/indicators/:id/vote", Allow.roles(Role.ANALYST), indicators::vote);
        routes.post("/indicators/:id/decision", Allow.roles(Role.COORDINATOR), indicators::decide);
        routes.get("/feeds", FEED_READERS, feeds::show);
        routes.get("/plan", READERS, plans::first);
        routes.get("/plan/:id", READERS, plans::one);
    }

    private void keys(Routes routes) {
        routes.get("/keys", KEY_READERS, keys::list);
        routes.post("/keys", KEY_MANAGERS, keys::enrol);
        routes.get("/keys/new", KEY_MANAGERS, keys::add);
        routes.post("/keys/new", KEY_MANAGERS, keys::challenge);
        routes.get("/keys/:kid", KEY_READERS, keys::one);
        routes.post("/keys/:kid/approve", Allow.roles(Role.ADMIN), keys::approve);
        routes.post("/keys/:kid/suspend", KEY_MANAGERS, keys::suspend);
        routes.post("/keys/:kid/resume", Allow.roles(Role.ADMIN), keys::resume);
        routes.post("/keys/:kid/revoke", KEY_MANAGERS, keys::revoke);
    }

    private void work(Routes routes) {
        routes.get("/cases/:id", READERS, cases::show);
        routes.post("/cases/:id/state", WORKERS, cases::state);
        routes.post("/cases/:id/assign", WORKERS, cases::assign);
        routes.post("/cases/:id/comments", WORKERS, cases::comment);
        routes.get("/cases/:id/release", READERS, releases::show);
        routes.post("/cases/:id/warning-overrides", Allow.roles(Role.COORDINATOR), releases::override);
        routes.post("/cases/:id/release", Allow.roles(Role.COORDINATOR), releases::decide);
        routes.get("/reports", READERS, reports::list);
        routes.get("/reports/new", READERS, reports::filing);
        routes.get("/reports/:id", READERS, reports::one);
        routes.get("/reports/:id/raw", READERS, reports::raw);
        routes.get("/reports/:id/receipt", READERS, reports::receipt);
        routes.get("/reports/:id/bundle", READERS, reports::bundle);
    }
}
