package org.caricom.conch.cases;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.audit.AuditEntry;
import org.caricom.conch.audit.AuditLog;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Role;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// What coordinators say against warning lists, value by value and on record: without such a word nothing that a list
/// knows is shared.
public final class WarningOverrides {
    /// Longest reason.
    public static final int LONGEST = 1_000;

    private final Database database;
    private final WarningBook book;
    private final AuditLog audit;
    private final Clock clock;
    private final WarningListStore store = new WarningListStore();
    private final CaseStore cases = new CaseStore();
    private final ObservableStore observables = new ObservableStore();

    public WarningOverrides(Database database, WarningBook book, AuditLog audit, Clock clock) {
        this.database = database;
        this.book = book;
        this.audit = audit;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Answer {
        /// It is on record, as the first word on this value said it.
        record Given(WarningOverride override) implements Answer {}

        /// There is no such case for this caller.
        record NoSuchCase() implements Answer {}

        /// Only a coordinator can say so.
        record NotYours() implements Answer {}

        /// The case has no such value, or no list knows it.
        record NotListed() implements Answer {}
    }

    /// Says that a value of a case may be shared though a list knows it.
    public Answer give(Caller caller, CaseId id, Observable value, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw new IllegalArgumentException("A reason has 1 to " + LONGEST + " characters.");
        }
        return database.inTransaction(tx -> {
            CaseStore.Head head = cases.find(tx, id);
            if (head == null || !Rights.mayReadCase(caller, head.member())) {
                return new Answer.NoSuchCase();
            }
            if (caller.role() != Role.COORDINATOR) {
                return new Answer.NotYours();
            }
            String list = book.in(tx).reason(value);
            if (list == null || !observables.has(tx, id, value)) {
                return new Answer.NotListed();
            }
            WarningOverride said = find(tx, id, value);
            if (said == null) {
                said = new WarningOverride(value, list, reason.strip(), caller.name(), clock.instant());
                store.override(tx, id, value, said);
                var body = Json.object()
                        .put("at", said.at().toString())
                        .put("case", id.toString())
                        .put("list", list)
                        .put("by", caller.name());
                audit.append(tx, List.of(new AuditEntry("warninglist.overridden", body)));
            }
            return new Answer.Given(said);
        });
    }

    /// What was said so far, the first first; null when there is no such case for this caller.
    public @Nullable List<WarningOverride> ofCase(Caller caller, CaseId id) {
        return database.read(tx -> {
            CaseStore.Head head = cases.find(tx, id);
            return head == null || !Rights.mayReadCase(caller, head.member()) ? null : store.overrides(tx, id);
        });
    }

    /// A value that a list knows, and a coordinator's word on it.
    ///
    /// @param said null while nobody has said that it may be shared
    public record Listed(
            Observable value, String list, @Nullable WarningOverride said) {}

    /// The values of a case that lists know; none when there is no such case for this caller.
    public List<Listed> listed(Caller caller, CaseId id) {
        return database.read(tx -> {
            CaseStore.Head head = cases.find(tx, id);
            if (head == null || !Rights.mayReadCase(caller, head.member())) {
                return List.of();
            }
            List<WarningOverride> said = store.overrides(tx, id);
            return observables.listed(tx, id).stream()
                    .map(seen -> new Listed(
                            seen.observable(),
                            String.valueOf(seen.listed()),
                            said.stream()
                                    .filter(one -> one.value().equals(seen.observable()))
                                    .findFirst()
                                    .orElse(null)))
                    .toList();
        });
    }

    /// The values of a case that may be shared whatever lists know.
    public Set<Observable> values(Transaction tx, CaseId id) {
        return store.overrides(tx, id).stream().map(WarningOverride::value).collect(Collectors.toUnmodifiableSet());
    }

    /// Every value of which a coordinator has said so, for whatever case.
    public Set<Observable> all(Transaction tx) {
        return Set.copyOf(store.overridden(tx));
    }

    private @Nullable WarningOverride find(Transaction tx, CaseId id, Observable value) {
        return store.overrides(tx, id).stream()
                .filter(override -> override.value().equals(value))
                .findFirst()
                .orElse(null);
    }
}
