package org.caricom.conch.sharing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.caricom.conch.access.Caller;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.db.Conflict;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.MadeCollection.Grant;
import org.caricom.conch.sharing.PublicationQuery.Versions;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// Collections made by hand: who may read and write them, and what their writers post there.
///
/// What is posted goes to the collection's readers as it is. Nothing of a report ever comes here by itself.
public final class MadeCollections {
    /// How long a poster can ask what became of a post; the standard asks for a day.
    private static final Duration STATUS_KEPT = Duration.ofDays(7);

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final MadeCollectionStore store = new MadeCollectionStore();
    private final PublicationStore publications = new PublicationStore();

    public MadeCollections(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// What came of the wish to make a collection.
    public sealed interface Making {
        /// It is there.
        record Made(MadeCollection collection) implements Making {}

        /// It was not made.
        ///
        /// @param reason a sentence for the operator
        record Declined(String reason) implements Making {}
    }

    /// Makes a collection.
    ///
    /// @param id      its TAXII identifier, a UUID of version 4
    /// @param readers codes of members, roles, names of tokens
    /// @param writers the same
    /// @param by      who asks for it, as the audit log tells it
    public Making add(UUID id, String title, List<String> readers, List<String> writers, String by) {
        if (id.version() != 4) {
            return new Making.Declined("a collection's id is a UUID of version 4 (TAXII 2.1 §3.1)");
        }
        if (Collection.parse(id.toString()) != null) {
            return new Making.Declined("this is the id of a built-in collection");
        }
        if (title.isBlank() || title.length() > 200) {
            return new Making.Declined("a title has 1 to 200 characters");
        }
        var everybody = new TreeSet<String>(readers);
        everybody.addAll(writers);
        if (everybody.isEmpty()) {
            return new Making.Declined("say who may read or write it");
        }
        for (String who : everybody) {
            if (!who.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}")) {
                return new Making.Declined("'" + who + "' is no member's code, role or name of a token");
            }
            if (who.equals(Role.ADMIN.word()) || (who.equals(Role.AUDITOR.word()) && writers.contains(who))) {
                return new Making.Declined(who + " is a role that never has this");
            }
        }
        MadeCollection collection = new MadeCollection(
                id,
                title.strip(),
                null,
                everybody.stream()
                        .map(who -> new Grant(who, readers.contains(who), writers.contains(who), null))
                        .toList());
        try {
            database.doInTransaction(tx -> {
                Instant now = clock.instant();
                store.insert(tx, collection, by, now);
                note(tx, "collection.made", now, by, id, Map.of("grants", Integer.toString(everybody.size())));
            });
        } catch (Conflict _) {
            return new Making.Declined("there is, or was, a collection of this id already");
        }
        return new Making.Made(collection);
    }

    /// Ends a collection: from now on it exists for nobody.
    ///
    /// @return false when there is none of this id
    public boolean remove(UUID id, String by) {
        return database.<Boolean>inTransaction(tx -> {
            Instant now = clock.instant();
            boolean removed = store.remove(tx, id, now);
            if (removed) {
                note(tx, "collection.removed", now, by, id, Map.of());
            }
            return removed;
        });
    }

    /// All of them, by title.
    public List<MadeCollection> list() {
        return database.read(store::all);
    }

    /// Those that exist for a caller.
    public List<MadeCollection> visibleTo(Caller caller) {
        return list().stream()
                .filter(collection -> collection.isVisibleTo(caller))
                .toList();
    }

    /// The collection of this id, if it exists for the caller; null otherwise.
    public @Nullable MadeCollection find(Caller caller, UUID id) {
        MadeCollection collection = database.read(tx -> store.find(tx, id));
        return collection != null && collection.isVisibleTo(caller) ? collection : null;
    }

    /// What a reader may see of a collection, oldest first, up to the query's limit; nothing for who may not read it.
    public List<MadeObject> page(Caller caller, MadeCollection collection, PublicationQuery query) {
        return collection.mayRead(caller)
                ? database.read(tx -> store.page(tx, collection.id(), query, collection.sightOf(caller)))
                : List.of();
    }

    /// Takes a writer's objects in. Each is taken or refused by itself, and what is there already is no failure.
    ///
    /// @param objects  those that can be read as STIX
    /// @param unread   those that cannot, which the status tells of as well
    /// @param describe writes the status to be kept, given its id and time and what became of each object
    /// @return the status as written
    public String post(
            Caller caller,
            MadeCollection collection,
            List<StixObject> objects,
            List<PostOutcome> unread,
            Function<PostReport, String> describe) {
        List<PostOutcome> outcomes = new ArrayList<>(unread);
        List<Posted> shareable = new ArrayList<>();
        Map<String, Posted> fit = new LinkedHashMap<>();
        for (StixObject object : objects) {
            switch (Posted.check(object)) {
                case Posted.Check.Fit(Posted posted) -> {
                    shareable.add(posted);
                    fit.putIfAbsent(key(posted), posted);
                }
                case Posted.Check.Unfit(String reason) ->
                    outcomes.add(new PostOutcome(object.id().toString(), versionText(object), reason));
            }
        }
        return database.inTransaction(tx -> {
            Instant now = clock.instant();
            List<PostOutcome> all = new ArrayList<>(outcomes);
            // Before the look, so that two posts of the same version come one after the other.
            Instant first = publications.takeTimes(tx, now, Math.max(1, fit.size()));
            Map<String, String> known = store.known(tx, collection.id(), List.copyOf(fit.values()));
            List<Posted> fresh = new ArrayList<>();
            fit.forEach((key, posted) -> {
                if (known.putIfAbsent(key, posted.json()) == null) {
                    fresh.add(posted);
                }
            });
            for (Posted posted : shareable) {
                boolean same = isSame(Objects.requireNonNull(known.get(key(posted))), posted.json());
                all.add(new PostOutcome(
                        posted.object().id().toString(),
                        versionText(posted.object()),
                        same ? null : "This version is here already, with another content."));
            }
            if (!fresh.isEmpty()) {
                store.add(tx, collection.id(), fresh, first, caller.name());
            }
            PostReport report = new PostReport(UUID.randomUUID(), now, all);
            String status = describe.apply(report);
            store.forgetStatuses(tx, now.minus(STATUS_KEPT));
            store.addStatus(tx, report.id(), caller.name(), now, status);
            if (!fresh.isEmpty()) {
                note(
                        tx,
                        "collection.posted",
                        now,
                        caller.name(),
                        collection.id(),
                        Map.of("objects", Integer.toString(fresh.size())));
            }
            return status;
        });
    }

    /// What became of a post.
    ///
    /// @param id by which the poster can ask for it
    public record PostReport(UUID id, Instant at, List<PostOutcome> outcomes) {
        public PostReport {
            outcomes = List.copyOf(outcomes);
        }
    }

    /// The status of an earlier post of this caller, as it was written; null when there is none.
    public @Nullable String status(Caller caller, UUID id) {
        return database.read(tx -> store.status(tx, id, caller.name()));
    }

    /// Takes versions of an object away from a collection that the caller may read and write. What the caller may not
    /// read there stays.
    ///
    /// @return how many
    public int delete(Caller caller, MadeCollection collection, String object, Versions versions) {
        if (!collection.mayRead(caller) || !collection.mayWrite(caller)) {
            throw new IllegalArgumentException("the door asks for both rights first");
        }
        return database.<Integer>inTransaction(tx -> {
            int deleted = store.delete(tx, collection.id(), object, versions, collection.sightOf(caller));
            if (deleted > 0) {
                note(
                        tx,
                        "collection.object-deleted",
                        clock.instant(),
                        caller.name(),
                        collection.id(),
                        Map.of("versions", Integer.toString(deleted)));
            }
            return deleted;
        });
    }

    private void note(
            Transaction tx, String kind, Instant at, String by, UUID collection, Map<String, String> details) {
        var body = Json.object().put("at", at.toString()).put("by", by).put("collection", collection.toString());
        new TreeMap<>(details).forEach(body::put);
        audit.append(tx, List.of(new AuditEntry(kind, body)));
    }

    private static boolean isSame(String there, String posted) {
        return there.equals(posted) || Json.own(there).equals(Json.own(posted));
    }

    private static String key(Posted posted) {
        return posted.object().id() + " " + posted.versionText();
    }

    private static @Nullable String versionText(StixObject object) {
        return object.version() == null ? null : object.version().toString();
    }
}
