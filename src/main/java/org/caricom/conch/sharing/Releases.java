package org.caricom.conch.sharing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.caricom.conch.access.Caller;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.cases.CaseFile;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.scrub.Answer;
import org.caricom.conch.scrub.Draft;
import org.caricom.conch.scrub.NaturalKey;
import org.caricom.conch.scrub.Preview;
import org.caricom.conch.scrub.Scrubber;
import org.jspecify.annotations.Nullable;

/// Decisions to share: what would go out is shown, a coordinator decides on record, and only that goes out.
public final class Releases {
    private final Database database;
    private final Cases cases;
    private final AuditLog audit;
    private final Naming naming;
    private final KnownValues known;
    private final Clock clock;
    private final Scrubber scrubber = Scrubber.withCurrentPolicy();
    private final ReleaseStore store = new ReleaseStore();
    private final Publisher publisher = new Publisher(scrubber, store, new PublicationStore());

    /// @param known which values warning lists know
    public Releases(Database database, Cases cases, AuditLog audit, Naming naming, KnownValues known, Clock clock) {
        this.database = database;
        this.cases = cases;
        this.audit = audit;
        this.naming = naming;
        this.known = known;
        this.clock = clock;
    }

    /// What a release would show; null when there is no such case for this caller. For a marking that is never
    /// published
    /// the look is at AMBER, with a bar.
    public @Nullable ReleasePreview preview(Caller caller, CaseId id, Tlp tlp) {
        return database.read(tx -> {
            CaseFile file = cases.file(tx, id);
            return file == null || !caller.mayReadCasesOf(file.member())
                    ? null
                    : look(tx, file, tlp).preview();
        });
    }

    /// The releases from a case so far, newest first; null when there is no such case for this caller.
    public @Nullable List<Release> ofCase(Caller caller, CaseId id) {
        return database.read(tx -> {
            CaseFile file = cases.file(tx, id);
            return file == null || !caller.mayReadCasesOf(file.member()) ? null : store.ofCase(tx, id);
        });
    }

    /// Releases what a coordinator has looked at.
    public ReleaseAnswer decide(Caller caller, CaseId id, ReleaseWish wish) {
        if (caller.role() != Role.COORDINATOR) {
            return caller.role() == Role.ADMIN || caller.role() == Role.PARTNER
                    ? new ReleaseAnswer.NoSuchCase()
                    : new ReleaseAnswer.NotYours();
        }
        return database.inTransaction(tx -> {
            CaseFile file = cases.file(tx, id);
            if (file == null) {
                return new ReleaseAnswer.NoSuchCase();
            }
            Look look = look(tx, file, wish.tlp());
            if (!look.preview().bars().isEmpty()) {
                return new ReleaseAnswer.Barred(look.preview().bars());
            }
            if (!look.preview().preview().digest().equals(wish.previewDigest())) {
                return new ReleaseAnswer.Changed(look.preview());
            }
            return release(tx, file, look, wish.answers(), new Decision(caller.name(), false, wish.reason()));
        });
    }

    /// Withdraws what only this release stands for, by a further version that says so; null when there is no such
    /// release.
    ///
    /// @return how many objects were withdrawn
    public @Nullable Integer withdraw(Caller caller, UUID release, String reason) {
        if (caller.role() != Role.COORDINATOR) {
            return null;
        }
        return database.inTransaction(tx -> {
            Release found = store.find(tx, release);
            if (found == null) {
                return null;
            }
            Instant now = clock.instant();
            int objects = publisher.withdraw(tx, release, now);
            store.withdraw(tx, release, now);
            cases.note(
                    tx,
                    found.caseId(),
                    caller.name(),
                    TimelineEntry.Kind.WITHDRAWN,
                    Map.of("release", release.toString(), "objects", Integer.toString(objects), "reason", reason));
            var body = Json.object()
                    .put("at", now.toString())
                    .put("release", release.toString())
                    .put("by", caller.name())
                    .put("objects", objects);
            audit.append(tx, List.of(new AuditEntry("release.withdrawn", body)));
            return objects;
        });
    }

    /// Who decided, and how.
    record Decision(String by, boolean automatic, @Nullable String reason) {}

    /// What would go out, with what is needed to let it.
    ///
    /// @param overridden how many values go out though a warning list knows them, on a coordinator's word
    record Look(Material material, Draft draft, ReleasePreview preview, int overridden) {}

    private Look look(Transaction tx, CaseFile file, Tlp wanted) {
        return look(tx, file, wanted, SharingConsent.ASK);
    }

    /// What may go out without asking: earlier reports give only what their own consent lets go so.
    Look lookByRule(Transaction tx, CaseFile file, Tlp wanted) {
        return look(tx, file, wanted, SharingConsent.AUTOMATIC);
    }

    private Look look(Transaction tx, CaseFile file, Tlp wanted, SharingConsent needed) {
        // A rule shares nothing that a list knows, whatever a person has said of it.
        Predicate<Observable> all = known.listed(tx);
        Predicate<Observable> listed = needed == SharingConsent.AUTOMATIC ? all : known.withheld(tx, file.id());
        Material material = Material.of(file, wanted, needed, naming.of(file.member()), listed);
        Draft draft = scrubber.draft(material.sources());
        Tlp shown = wanted.isAtMost(Tlp.AMBER) ? wanted : Tlp.AMBER;
        Preview preview = scrubber.preview(draft, publisher.trial(tx, draft, shown, clock.instant()));
        Set<Bar> bars = material.bars().isEmpty() ? EnumSet.noneOf(Bar.class) : EnumSet.copyOf(material.bars());
        if (preview.outgoing() == 0) {
            bars.add(Bar.NOTHING_LEFT);
        }
        return new Look(
                material,
                draft,
                new ReleasePreview(
                        file.id(),
                        file.member(),
                        shown,
                        material.tlp(),
                        material.consent(),
                        bars,
                        preview,
                        store.ofCase(tx, file.id())),
                (int) material.attackers().stream()
                        .filter(value -> all.test(value) && !listed.test(value))
                        .count());
    }

    /// How many of the objects this case has released before, as widely.
    boolean hasNothingNew(Transaction tx, CaseFile file, Look look) {
        return released(tx, file, look.preview().tlp(), look.draft().keys());
    }

    private boolean released(Transaction tx, CaseFile file, Tlp tlp, List<NaturalKey> keys) {
        return store.releasedBefore(tx, file.id(), Collection.rank(tlp), keys) == keys.size();
    }

    /// Whether any case names a value that may go out as its victim's.
    boolean anyVictims(Transaction tx, Look look) {
        return cases.anyVictims(tx, look.material().attackers());
    }

    /// Whether a person has taken something of this case back, after which no rule shares it again.
    boolean anyWithdrawn(Transaction tx, CaseFile file) {
        return store.anyWithdrawn(tx, file.id());
    }

    CaseFile file(Transaction tx, CaseId id) {
        CaseFile file = cases.file(tx, id);
        if (file == null) {
            throw new IllegalStateException("the outbox names a case that is not there");
        }
        return file;
    }

    ReleaseAnswer release(Transaction tx, CaseFile file, Look look, List<Answer> answers, Decision decision) {
        Instant now = clock.instant();
        Tlp tlp = look.preview().tlp();
        return switch (publisher.publish(tx, look.draft(), tlp, answers, now)) {
            case Publisher.Outcome.Leaking leaking ->
                new ReleaseAnswer.Leaking(leaking.leak().findings());
            case Publisher.Outcome.Done done
            when decision.automatic() && done.changed() == 0 && released(tx, file, tlp, done.keys()) ->
                // A rule is asked at every change of the case; it decides once.
                new ReleaseAnswer.Barred(Set.of(Bar.NOTHING_LEFT));
            case Publisher.Outcome.Done done -> {
                Release release = new Release(
                        UUID.randomUUID(),
                        file.id(),
                        tlp,
                        decision.by(),
                        now,
                        decision.reason(),
                        scrubber.policyVersion(),
                        done.changed());
                Sha256 digest = look.preview().preview().digest();
                store.add(
                        tx,
                        release,
                        new ReleaseStore.Details(file.member(), decision.automatic(), digest, json(answers)));
                store.link(tx, release.id(), done.keys());
                cases.note(
                        tx,
                        file.id(),
                        decision.by(),
                        TimelineEntry.Kind.RELEASED,
                        Map.of(
                                "release",
                                release.id().toString(),
                                "tlp",
                                tlp.label(),
                                "objects",
                                Integer.toString(done.changed())));
                audit.append(tx, List.of(entry(release, decision, digest, answers.size(), look.overridden())));
                yield new ReleaseAnswer.Released(release);
            }
        };
    }

    private static AuditEntry entry(Release release, Decision decision, Sha256 digest, int answers, int overridden) {
        return new AuditEntry(
                "release.decided",
                Json.object()
                        .put("at", release.decidedAt().toString())
                        .put("release", release.id().toString())
                        .put("case", release.caseId().toString())
                        .put("tlp", release.tlp().label())
                        .put("by", decision.by())
                        .put("automatic", decision.automatic())
                        .put("policy", release.policyVersion())
                        .put("preview", digest.toString())
                        .put("answers", answers)
                        .put("warningOverrides", overridden)
                        .put("objects", release.objects()));
    }

    private static String json(List<Answer> answers) {
        ArrayNode array = Json.array();
        for (Answer answer : answers) {
            var node = array.addObject().put("finding", answer.finding());
            switch (answer) {
                case Answer.Keep(String _, String reason) ->
                    node.put("answer", "keep").put("reason", reason);
                case Answer.Remove _ -> node.put("answer", "remove");
            }
        }
        return Json.text(array);
    }
}
