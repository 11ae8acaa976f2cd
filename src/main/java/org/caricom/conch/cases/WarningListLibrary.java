package org.caricom.conch.cases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.jobs.Outbox;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;

/// Brings warning lists in, keeps the exchange's own ones, and applies a change to the open cases.
public final class WarningListLibrary {
    /// The outbox topic that tells that some list has changed; its payload is `{"list": NAME}`.
    public static final String CHANGED = "warninglists.changed";

    private static final int ROWS = 5_000;

    private final Database database;
    private final AuditLog audit;
    private final WarningBook book;
    private final Clock clock;
    private final WarningListStore store = new WarningListStore();
    private final ObservableStore observables = new ObservableStore();
    private final TimelineStore timeline = new TimelineStore();

    public WarningListLibrary(Database database, AuditLog audit, WarningBook book, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.book = book;
        this.clock = clock;
    }

    /// What came of bringing a list in or adding to one.
    public sealed interface Answer {
        /// It is in force.
        record Taken(String name, long version, int entries) implements Answer {}

        /// It was so already.
        record Same(String name, long version) implements Answer {}

        /// A version as high or higher is in force, with other entries.
        record Older(String name, long version, long inForce) implements Answer {}

        /// The name is taken: by a list that the exchange keeps itself, or by one that was brought in.
        record NameTaken(String name) implements Answer {}

        /// It cannot be used, and why.
        record Unusable(List<Flaw> flaws) implements Answer {
            public Unusable {
                flaws = List.copyOf(flaws);
            }
        }
    }

    /// Brings in a list in MISP's form, in place of an earlier version of the same name.
    public Answer bringIn(byte[] file, String by) {
        return switch (WarningListFile.read(file)) {
            case WarningListFile.Read.Unusable(List<Flaw> flaws) -> new Answer.Unusable(flaws);
            case WarningListFile.Read.Good(WarningList list) ->
                database.inTransaction(tx -> {
                    store.begin(tx);
                    WarningList before = store.find(tx, list.name());
                    if (before != null && before.own()) {
                        return new Answer.NameTaken(list.name());
                    }
                    if (before != null && before.version() >= list.version()) {
                        return digest(before).equals(digest(list))
                                ? new Answer.Same(list.name(), before.version())
                                : new Answer.Older(list.name(), list.version(), before.version());
                    }
                    return put(tx, list, by);
                });
        };
    }

    /// Adds entries to a list that the exchange keeps itself; the first ones make it.
    ///
    /// @param description what is on it; kept as it was when it is empty
    public Answer add(
            String name,
            String description,
            WarningList.Kind kind,
            Set<ObservableType> types,
            List<String> entries,
            String by) {
        return database.inTransaction(tx -> {
            store.begin(tx);
            WarningList before = store.find(tx, name);
            if (before != null && (!before.own() || before.kind() != kind)) {
                return new Answer.NameTaken(name);
            }
            Set<String> all = new LinkedHashSet<>(before == null ? List.of() : before.entries());
            boolean any = false;
            for (String entry : entries) {
                any |= all.add(entry.strip());
            }
            if (before != null && !any) {
                return new Answer.Same(name, before.version());
            }
            WarningList list = new WarningList(
                    name,
                    description.isEmpty() && before != null ? before.description() : description,
                    before == null ? 1 : before.version() + 1,
                    kind,
                    before == null ? types : before.types(),
                    true,
                    List.copyOf(all));
            List<Flaw> flaws = WarningListFile.check(list);
            return flaws.isEmpty() ? put(tx, list, by) : new Answer.Unusable(flaws);
        });
    }

    /// Takes a list out of force.
    ///
    /// @return whether there was one of this name
    public boolean remove(String name, String by) {
        return database.inTransaction(tx -> {
            store.begin(tx);
            if (!store.remove(tx, name)) {
                return false;
            }
            changed(tx, name);
            var body = Json.object()
                    .put("at", clock.instant().toString())
                    .put("list", name)
                    .put("by", by);
            audit.append(tx, List.of(new AuditEntry("warninglist.removed", body)));
            return true;
        });
    }

    /// Every list beyond those that Conch ships, by name.
    public List<WarningListRow> list() {
        return database.read(store::rows);
    }

    /// Looks again at every value of the open cases, after a message of [#CHANGED]. Coordinators are told on each case
    /// of
    /// which a value is known now.
    public void apply(Transaction tx) {
        WarningLists lists = book.in(tx);
        Map<CaseId, Integer> listed = new LinkedHashMap<>();
        Set<CaseId> changed = new LinkedHashSet<>();
        ObservableStore.Place after = ObservableStore.Place.FIRST;
        List<ObservableStore.Held> page;
        do {
            page = observables.openOnes(tx, after, ROWS);
            List<ObservableStore.Held> anew = new ArrayList<>();
            for (ObservableStore.Held held : page) {
                String reason = lists.reason(held.observable());
                if (!java.util.Objects.equals(reason, held.listed())) {
                    anew.add(held.withListed(reason));
                    changed.add(held.id());
                    if (held.listed() == null) {
                        listed.merge(held.id(), 1, Integer::sum);
                    }
                }
            }
            observables.list(tx, anew);
            after = page.isEmpty() ? after : page.getLast().place();
        } while (page.size() == ROWS);
        Instant now = clock.instant();
        listed.forEach((id, count) -> timeline.add(
                tx,
                id,
                now,
                Cases.HUB,
                TimelineEntry.Kind.LISTED,
                Map.of("values", Integer.toString(count)),
                null,
                TimelineEntry.Audience.COORDINATORS));
        changed.forEach(id -> CaseEvents.changed(tx, id, CaseEvents.Change.LISTED));
    }

    private Answer put(Transaction tx, WarningList list, String by) {
        Instant now = clock.instant();
        Sha256 digest = digest(list);
        store.put(tx, list, digest, by, now);
        changed(tx, list.name());
        var body = Json.object()
                .put("at", now.toString())
                .put("list", list.name())
                .put("version", list.version())
                .put("entries", list.entries().size())
                .put("digest", digest.toString())
                .put("by", by);
        audit.append(tx, List.of(new AuditEntry("warninglist.taken", body)));
        return new Answer.Taken(list.name(), list.version(), list.entries().size());
    }

    private void changed(Transaction tx, String name) {
        store.rise(tx);
        Outbox.put(tx, CHANGED, "all", Json.object().put("list", name));
    }

    /// Stands for what a list holds back.
    private static Sha256 digest(WarningList list) {
        MessageDigest digest = Sha256.digest();
        add(digest, list.kind().word());
        list.types().stream().map(ObservableType::word).sorted().forEach(word -> add(digest, word));
        digest.update((byte) 0);
        list.entries().forEach(entry -> add(digest, entry));
        return Sha256.fromBytes(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
