package org.caricom.conch.sharing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.caricom.conch.access.Caller;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.cases.WarningBook;
import org.caricom.conch.cases.WarningLists;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Role;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Json;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.scrub.Cleared;
import org.caricom.conch.scrub.NaturalKey;
import org.caricom.conch.scrub.Scrubber;
import org.jspecify.annotations.Nullable;

/// What speaks against indicators that are shared: members' votes and warning lists. What has enough against it is held
/// back from feeds that block by themselves until a coordinator keeps or withdraws it.
public final class Votes {
    /// Longest reason.
    public static final int LONGEST = 1_000;

    private static final int ROWS = 500;

    private final Database database;
    private final Cases cases;
    private final AuditLog audit;
    private final WarningBook lists;
    private final WarningOverrides overrides;
    private final int threshold;
    private final Clock clock;
    private final HoldStore store = new HoldStore();
    private final ReleaseStore releases = new ReleaseStore();
    private final PublicationStore publications = new PublicationStore();
    private final Publisher publisher = new Publisher(Scrubber.withCurrentPolicy(), releases, publications);

    /// @param threshold how many members' votes hold an indicator back
    public Votes(
            Database database,
            Cases cases,
            AuditLog audit,
            WarningBook lists,
            WarningOverrides overrides,
            int threshold,
            Clock clock) {
        this.database = database;
        this.cases = cases;
        this.audit = audit;
        this.lists = lists;
        this.overrides = overrides;
        this.threshold = threshold;
        this.clock = clock;
    }

    /// What came of voting or deciding.
    public enum Answer {
        DONE,
        /// There is no such indicator for this caller.
        NO_SUCH_INDICATOR,
        /// Not with this role.
        NOT_YOURS,
        /// There is nothing to take back.
        NOTHING
    }

    /// What somebody may know of what speaks against an indicator.
    ///
    /// @param own   the caller's member's vote; null when it has none
    /// @param votes all votes, for those who may see them
    /// @param holds what holds it back, for the same
    public record Standing(@Nullable Vote own, List<Vote> votes, List<Hold> holds) {
        public Standing {
            votes = List.copyOf(votes);
            holds = List.copyOf(holds);
        }
    }

    /// One indicator as a caller's collections hold it; null when they do not.
    public @Nullable ClearedIndicator find(Caller caller, String objectId) {
        Collection collection = Collection.widestFor(caller);
        return collection == null ? null : database.read(tx -> publications.indicator(tx, collection, objectId));
    }

    /// What speaks against an indicator.
    public Standing standing(Caller caller, String objectId) {
        return database.read(tx -> {
            Sha256 key = key(tx, objectId);
            List<Vote> votes = key == null ? List.of() : store.votes(tx, key);
            boolean all = caller.role() == Role.COORDINATOR || caller.role() == Role.AUDITOR;
            return new Standing(
                    votes.stream()
                            .filter(vote -> vote.member().equals(caller.member()))
                            .findFirst()
                            .orElse(null),
                    all ? votes : List.of(),
                    all ? store.open(tx, objectId) : List.of());
        });
    }

    /// Everything that is held back, for coordinators and auditors.
    public List<Hold> held() {
        return database.read(tx -> store.open(tx, null));
    }

    /// A member says that an indicator finds what is harmless; its reason is for coordinators.
    public Answer vote(Caller caller, String objectId, String reason) {
        MemberCode member = caller.member();
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new IllegalArgumentException("A reason has 1 to " + LONGEST + " characters.");
        }
        if (find(caller, objectId) == null) {
            return Answer.NO_SUCH_INDICATOR;
        }
        if (member == null) {
            return Answer.NOT_YOURS;
        }
        return database.inTransaction(tx -> {
            Sha256 key = key(tx, objectId);
            if (key == null) {
                return Answer.NO_SUCH_INDICATOR;
            }
            vote(tx, key, objectId, member, reason.strip(), caller.name());
            return Answer.DONE;
        });
    }

    /// A member takes its vote back.
    public Answer takeBack(Caller caller, String objectId) {
        MemberCode member = caller.member();
        if (find(caller, objectId) == null) {
            return Answer.NO_SUCH_INDICATOR;
        }
        if (member == null) {
            return Answer.NOT_YOURS;
        }
        return database.inTransaction(tx -> {
            Sha256 key = key(tx, objectId);
            if (key == null || !store.takeBack(tx, key, member, clock.instant())) {
                return Answer.NOTHING;
            }
            weigh(tx, key, objectId);
            log(tx, "indicator.vote-taken-back", objectId, caller.name());
            return Answer.DONE;
        });
    }

    /// A vote by a sighting that says so, of a value that may not be shared at all.
    void bySighting(Transaction tx, MemberCode member, String by, Observable value) {
        NaturalKey key = SightingStore.keyOf(value);
        SharedThing thing = releases.things(tx, List.of(key)).get(key);
        if (thing != null && !thing.withdrawn()) {
            vote(tx, key.digest(), thing.objectId(), member, "told as a false-positive sighting", by);
        }
    }

    /// A coordinator decides on what is held back: it blocks again, or it is withdrawn from every feed.
    ///
    /// @param keep whether it stays
    public Answer decide(Caller caller, String objectId, boolean keep, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new IllegalArgumentException("A reason has 1 to " + LONGEST + " characters.");
        }
        if (find(caller, objectId) == null) {
            return Answer.NO_SUCH_INDICATOR;
        }
        if (caller.role() != Role.COORDINATOR) {
            return Answer.NOT_YOURS;
        }
        return database.inTransaction(tx -> {
            Instant now = clock.instant();
            Instant at = publications.takeTimes(tx, now, 1);
            Sha256 key = key(tx, objectId);
            if (key == null
                    || store.decide(tx, objectId, keep ? "kept" : "withdrawn", caller.name(), reason.strip(), at)
                            == 0) {
                return Answer.NOTHING;
            }
            int objects = 0;
            if (!keep) {
                List<CaseId> released = releases.casesOf(tx, key);
                objects = publisher.withdraw(tx, objectId, now);
                for (CaseId id : released) {
                    cases.note(
                            tx,
                            id,
                            caller.name(),
                            TimelineEntry.Kind.WITHDRAWN,
                            Map.of("object", objectId, "objects", Integer.toString(objects)));
                }
            }
            var body = Json.object()
                    .put("at", now.toString())
                    .put("object", objectId)
                    .put("decision", keep ? "kept" : "withdrawn")
                    .put("objects", objects)
                    .put("by", caller.name());
            audit.append(tx, List.of(new AuditEntry("indicator.decided", body)));
            return Answer.DONE;
        });
    }

    /// Looks again at every indicator that is shared, after warning lists have changed: what one knows now is held
    /// back,
    /// what was held back for a list that does not know it any more is let go.
    public void applyLists(Transaction tx) {
        WarningLists current = lists.in(tx);
        Instant at = publications.takeTimes(tx, clock.instant(), 1);
        Set<Observable> said = overrides.all(tx);
        Map<String, List<Hold>> open = store.open(tx, null).stream()
                .filter(hold -> hold.cause() == Hold.Cause.WARNING_LIST)
                .collect(Collectors.groupingBy(Hold::objectId));
        Instant after = null;
        List<Published> page;
        do {
            page = publications.page(
                    tx,
                    Collection.AMBER,
                    new PublicationQuery(Set.of(), Set.of("indicator"), PublicationQuery.Versions.LAST, after, ROWS),
                    ROWS);
            List<String> ids = new ArrayList<>();
            List<String> reasons = new ArrayList<>();
            List<String> gone = new ArrayList<>();
            List<String> former = new ArrayList<>();
            for (Published published : page) {
                String id = published.object().id();
                String reason = published.object().revoked() ? null : reason(published.object(), current, said);
                if (reason != null) {
                    ids.add(id);
                    reasons.add(reason);
                }
                for (Hold hold : open.getOrDefault(id, List.of())) {
                    if (!hold.detail().equals(reason)) {
                        gone.add(id);
                        former.add(hold.detail());
                    }
                }
            }
            store.hold(tx, ids, Hold.Cause.WARNING_LIST, reasons, at);
            store.lift(tx, gone, Hold.Cause.WARNING_LIST, former, at);
            after = page.isEmpty() ? after : page.getLast().addedAt();
        } while (page.size() == ROWS);
    }

    /// Why a list knows a value of an indicator of which no coordinator has said that it may be shared all the same.
    private static @Nullable String reason(Cleared indicator, WarningLists lists, Set<Observable> said) {
        return ClearedIndicator.valuesOf(indicator).stream()
                .filter(value -> !said.contains(value))
                .map(lists::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void vote(Transaction tx, Sha256 key, String objectId, MemberCode member, String reason, String by) {
        store.vote(tx, key, member, reason, by, clock.instant());
        weigh(tx, key, objectId);
        log(tx, "indicator.vote", objectId, by);
    }

    private void weigh(Transaction tx, Sha256 key, String objectId) {
        // First the clock, which lets one at a time count; the log's turn comes after it, as in every decision.
        Instant at = publications.takeTimes(tx, clock.instant(), 1);
        List<String> one = List.of(objectId);
        if (store.votes(tx, key).size() >= threshold) {
            store.hold(tx, one, Hold.Cause.VOTES, List.of(""), at);
        } else {
            store.lift(tx, one, Hold.Cause.VOTES, List.of(""), at);
        }
    }

    private void log(Transaction tx, String kind, String objectId, String by) {
        var body = Json.object()
                .put("at", clock.instant().toString())
                .put("object", objectId)
                .put("by", by);
        audit.append(tx, List.of(new AuditEntry(kind, body)));
    }

    private @Nullable Sha256 key(Transaction tx, String objectId) {
        try {
            UUID.fromString(objectId.substring(objectId.indexOf("--") + 2));
        } catch (IllegalArgumentException _) {
            return null;
        }
        return releases.thingsOf(tx, List.of(objectId)).keySet().stream()
                .findFirst()
                .orElse(null);
    }
}
