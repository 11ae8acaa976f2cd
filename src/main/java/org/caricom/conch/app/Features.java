package org.caricom.conch.app;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.caricom.conch.access.Connections;
import org.caricom.conch.access.KeyEnrolment;
import org.caricom.conch.access.Keys;
import org.caricom.conch.access.Logins;
import org.caricom.conch.access.Members;
import org.caricom.conch.access.Revocations;
import org.caricom.conch.access.Sessions;
import org.caricom.conch.access.Tokens;
import org.caricom.conch.audit.AccessChanges;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.audit.HubDecryption;
import org.caricom.conch.audit.HubKeys;
import org.caricom.conch.audit.Receipts;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.LawBook;
import org.caricom.conch.cases.PartnerIndicators;
import org.caricom.conch.cases.WarningBook;
import org.caricom.conch.cases.WarningListLibrary;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.db.Database;
import org.caricom.conch.intake.Inbox;
import org.caricom.conch.intake.Intake;
import org.caricom.conch.intake.Reports;
import org.caricom.conch.jobs.HeavyWork;
import org.caricom.conch.jobs.OutboxHandler;
import org.caricom.conch.jobs.Rounds;
import org.caricom.conch.plan.Plans;
import org.caricom.conch.sharing.AutomaticRelease;
import org.caricom.conch.sharing.Indicators;
import org.caricom.conch.sharing.KnownValues;
import org.caricom.conch.sharing.MadeCollections;
import org.caricom.conch.sharing.Naming;
import org.caricom.conch.sharing.Publications;
import org.caricom.conch.sharing.PullLog;
import org.caricom.conch.sharing.Releases;
import org.caricom.conch.sharing.SightingRenewal;
import org.caricom.conch.sharing.Sightings;
import org.caricom.conch.sharing.Votes;
import org.caricom.conch.signature.VerificationPolicy;
import org.caricom.conch.upstream.RevocationFetcher;
import org.caricom.conch.upstream.Upstreams;

/// Everything the hub can do, wired by constructor, floor by floor; doors are not here.
public final class Features {
    private static final Duration REMINDERS = Duration.ofHours(1);
    private static final Duration SIGHTINGS = Duration.ofMinutes(1);

    // Floor 0
    private final Clock clock;
    private final Database database;
    private final HeavyWork heavyWork;

    /// A thread of its own: whoever tries passwords by the thousand holds up other passwords, not reports.
    private final HeavyWork passwordWork;

    // Floor 3: access
    private final Members members;
    private final Keys keys;
    private final Connections connections;
    private final KeyEnrolment keyEnrolment;
    private final Rounds keyReminders;
    private final Revocations revocations;
    private final RevocationFetcher revocationFetcher;
    private final Tokens tokens;
    private final Logins logins;
    private final Sessions sessions;

    // Floor 3: audit, intake
    private final HubKeys hubKeys;
    private final HubDecryption hubDecryption;
    private final AuditLog auditLog;
    private final Intake intake;
    private final Reports reports;
    private final Inbox inbox;

    // Floor 3: cases, plan
    private final Cases cases;
    private final WarningListLibrary warningLists;
    private final WarningOverrides warningOverrides;
    private final Plans plans;

    // Floor 3: sharing
    private final Releases releases;
    private final AutomaticRelease automaticRelease;
    private final Publications publications;
    private final Indicators indicators;
    private final Votes votes;
    private final Sightings sightings;
    private final Rounds sightingRounds;
    private final PullLog pullLog;
    private final MadeCollections madeCollections;
    private final Upstreams upstreams;

    Features(Vertx vertx, Database database, Config config, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.heavyWork = HeavyWork.onAllProcessors();
        this.passwordWork = new HeavyWork(1);

        this.hubKeys = HubKeys.open(database, clock);
        this.hubDecryption = new HubDecryption(database, heavyWork, clock);
        this.auditLog = new AuditLog(database, hubKeys, config.logOrigin());
        hubKeys.prepareNotes(config.logOrigin());
        AccessChanges changes = new AccessChanges(auditLog);

        this.members = new Members(database, clock, changes);
        this.keys = new Keys(database, clock, changes);
        this.connections = new Connections(database, clock, changes);
        this.revocations = new Revocations(database, heavyWork, clock, config.signerTrust(), changes);
        this.revocationFetcher = new RevocationFetcher(config.signerTrust(), revocations, keys);
        revocationFetcher.start();
        this.keyReminders = Rounds.start("key-reminders", REMINDERS, keys::remind);
        this.keyEnrolment = new KeyEnrolment(database, heavyWork, clock, changes, config.publicUrl());
        this.tokens = new Tokens(database, clock);
        this.logins = new Logins(database, clock, passwordWork);
        this.sessions = new Sessions(database, clock);
        members.applyReference();

        this.intake = new Intake(
                database,
                heavyWork,
                keys,
                members,
                auditLog,
                new Receipts(hubKeys),
                hubDecryption,
                VerificationPolicy.standard(config.publicUrl()),
                revocations::trust,
                config.envelopes(),
                config.limits(),
                clock);
        this.reports = new Reports(database);
        this.inbox = new Inbox(database);

        WarningBook warningBook = new WarningBook();
        this.cases = new Cases(database, reports::facts, LawBook.of(members), clock, warningBook);
        this.warningLists = new WarningListLibrary(database, auditLog, warningBook, clock);
        this.warningOverrides = new WarningOverrides(database, warningBook, auditLog, clock);
        this.plans = new Plans(database, clock);

        this.releases = new Releases(
                database, cases, auditLog, Naming.by(members), KnownValues.by(warningBook, warningOverrides), clock);
        this.automaticRelease = new AutomaticRelease(releases);
        this.publications = new Publications(database);
        this.indicators = new Indicators(database);
        this.votes =
                new Votes(database, cases, auditLog, warningBook, warningOverrides, config.falsePositiveVotes(), clock);
        this.sightings = new Sightings(database, cases, votes, reports::facts, clock);
        this.sightingRounds = Rounds.start("sightings", SIGHTINGS, new SightingRenewal(database, clock)::round);
        this.pullLog = new PullLog(database, auditLog, clock);
        pullLog.start();
        this.madeCollections = new MadeCollections(database, auditLog, clock);
        this.upstreams = new Upstreams(database, new PartnerIndicators(clock), config.upstream(), clock);
        upstreams.start();
    }

    /// What follows a change, by the outbox topic that tells of it. This is where rooms that do not know
    /// each other meet.
    Map<String, OutboxHandler> outboxHandlers() {
        return Map.of(
                Cases.FILED,
                (tx, message) -> {
                    cases.takeFiled(tx, message);
                    sightings.takeFiled(tx, message);
                },
                Cases.CHANGED,
                automaticRelease::changed,
                WarningListLibrary.CHANGED,
                (tx, _) -> {
                    warningLists.apply(tx);
                    votes.applyLists(tx);
                });
    }

    /// Tells everything that works in the background to finish what it has in hand.
    void stop() {
        upstreams.close();
        revocationFetcher.close();
        keyReminders.close();
        sightingRounds.close();
        pullLog.close();
        passwordWork.close();
        heavyWork.close();
    }

    public Clock clock() {
        return clock;
    }

    public Database database() {
        return database;
    }

    public HeavyWork heavyWork() {
        return heavyWork;
    }

    public Members members() {
        return members;
    }

    public Keys keys() {
        return keys;
    }

    public Connections connections() {
        return connections;
    }

    public KeyEnrolment keyEnrolment() {
        return keyEnrolment;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Logins logins() {
        return logins;
    }

    public Sessions sessions() {
        return sessions;
    }

    public HubKeys hubKeys() {
        return hubKeys;
    }

    public HubDecryption hubDecryption() {
        return hubDecryption;
    }

    public AuditLog auditLog() {
        return auditLog;
    }

    public Intake intake() {
        return intake;
    }

    public Inbox inbox() {
        return inbox;
    }

    public Reports reports() {
        return reports;
    }

    public Cases cases() {
        return cases;
    }

    public WarningListLibrary warningLists() {
        return warningLists;
    }

    public WarningOverrides warningOverrides() {
        return warningOverrides;
    }

    public Plans plans() {
        return plans;
    }

    public Releases releases() {
        return releases;
    }

    public Publications publications() {
        return publications;
    }

    public Indicators indicators() {
        return indicators;
    }

    public Votes votes() {
        return votes;
    }

    public Sightings sightings() {
        return sightings;
    }

    public MadeCollections madeCollections() {
        return madeCollections;
    }

    public Upstreams upstreams() {
        return upstreams;
    }

    public PullLog pullLog() {
        return pullLog;
    }
}
