package org.caricom.conch.access;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.access.AccessChange.What;
import org.caricom.conch.access.KeyStore.Approval;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.KeyHandle;
import org.caricom.conch.signature.KeyRefused;
import org.caricom.conch.signature.OpenPgpKey;
import org.jspecify.annotations.Nullable;

/// The keys with which members may file.
///
/// A member's first key opens the door in its name, so whoever adds it does not also approve it. Later keys
/// come through someone who is known already.
public final class Keys {
    /// How many days before its end a key is spoken of.
    private static final List<Integer> REMINDED = List.of(30, 7, 1);

    private final Database database;
    private final Clock clock;
    private final ChangeLog changes;
    private final KeyStore store = new KeyStore();

    public Keys(Database database, Clock clock, ChangeLog changes) {
        this.database = database;
        this.clock = clock;
        this.changes = changes;
    }

    /// The approved keys that these handles may mean, whatever their validity: expired and revoked ones too, so that
    /// the refusal can say so.
    public List<EnrolledKey> candidates(Collection<KeyHandle> handles) {
        return handles.isEmpty() ? List.of() : database.read(tx -> store.candidates(tx, handles));
    }

    /// Keys of one member, or of all when `member` is null.
    public List<KeyRecord> list(@Nullable MemberCode member) {
        return database.read(tx -> store.list(tx, member));
    }

    /// One key; null when there is none of this name.
    public @Nullable KeyRecord find(String kid) {
        return database.read(tx -> store.find(tx, kid));
    }

    /// A page of the directory as `caller` sees it: keys that wait for approval are there for whoever may read them.
    public List<KeyRecord> directory(Caller caller, KeyQuery query) {
        if (!Rights.mayReadKeys(caller)) {
            return List.of();
        }
        boolean all = Rights.mayReadEveryWaitingKey(caller);
        return database.read(tx -> store.page(tx, query, all, caller.member()));
    }

    /// One key as `caller` sees it; null when there is none for them.
    public @Nullable KeyRecord show(Caller caller, String kid) {
        KeyRecord record = find(kid);
        return record == null
                        || !Rights.mayReadKeys(caller)
                        || (record.isWaiting()
                                && !Rights.mayReadWaitingKeys(
                                        caller, record.key().member()))
                ? null
                : record;
    }

    /// Keys in use whose validity ends within thirty days, the first to end first: those of the caller's own member, or
    /// everyone's for whoever looks after keys.
    public List<KeyRecord> endingSoon(Caller caller) {
        MemberCode own = caller.member();
        if (own == null ? !Rights.mayManageMembers(caller) : !Rights.mayManageKeys(caller, own)) {
            return List.of();
        }
        Instant now = clock.instant();
        return database.read(tx -> endingSoon(tx, now, own));
    }

    /// Reminds of keys that end soon: once thirty, seven and one day before, by an entry in the log. Members see the
    /// same on their desks.
    ///
    /// @return how many reminders were given
    public int remind() {
        Instant now = clock.instant();
        int given = 0;
        for (KeyRecord record : database.read(tx -> endingSoon(tx, now, null))) {
            Instant end = Objects.requireNonNull(record.key().notAfter());
            int days = REMINDED.stream()
                    .filter(threshold -> !end.isAfter(now.plus(Duration.ofDays(threshold))))
                    .min(Integer::compare)
                    .orElseThrow();
            given += database.<Integer>inTransaction(tx -> {
                if (!store.remind(tx, record.key().kid(), end, days, now)) {
                    return 0;
                }
                changes.record(
                        tx,
                        AccessChange.key(
                                        What.KEY_EXPIRING,
                                        record.key().kid(),
                                        record.key().member(),
                                        "hub",
                                        now)
                                .with("until", end.toString())
                                .with("days", String.valueOf(days)));
                return 1;
            });
        }
        return given;
    }

    private List<KeyRecord> endingSoon(Transaction tx, Instant now, @Nullable MemberCode member) {
        return store.ending(tx, now, now.plus(Duration.ofDays(REMINDED.getFirst())), member).stream()
                .filter(record -> record.state(now) == KeyState.USABLE)
                .toList();
    }

    /// What became of the keys that signed a report.
    public List<KeyFate> fates(Collection<String> kids) {
        return kids.isEmpty()
                ? List.of()
                : database.read(tx -> store.find(tx, kids)).stream()
                        .map(KeyRecord::fate)
                        .toList();
    }

    /// Enrols a public key for `member` without a proof that it holds the private part: on the word of an operator at
    /// the hub's own machine, which is put on record. Others come through [KeyEnrolment].
    ///
    /// @param document  the public key, as [KeyDocument] reads it
    /// @param notBefore from when it may be used
    /// @param notAfter  from when it may no longer be used; null for the end that the document tells, or none
    /// @param by        who asks for it, as the audit log tells it
    public Enrolment add(MemberCode member, byte[] document, Instant notBefore, @Nullable Instant notAfter, String by) {
        return add(new KeyRequest(member, document, notBefore, notAfter, null), by, null);
    }

    /// As [#add(MemberCode, byte[], Instant, Instant, String)], of a key that is text.
    public Enrolment add(MemberCode member, String document, Instant notBefore, @Nullable Instant notAfter, String by) {
        return add(member, document.getBytes(StandardCharsets.UTF_8), notBefore, notAfter, by);
    }

    /// The same. An OpenPGP certificate that is enrolled already takes up what is new in this one: its primary key
    /// vouches for that.
    ///
    /// @param name to enrol a certificate under; null for the name that it has itself
    public Enrolment add(KeyRequest request, String by, @Nullable String name) {
        try {
            EnrolledKey key = KeyEnrolment.read(request, name);
            if (key.material() instanceof OpenPgpKey openPgp) {
                KeyRecord known = database.read(tx -> store.findByThumbprint(tx, openPgp.thumbprint()));
                if (known != null) {
                    return known.key().member().equals(request.member())
                            ? update(known.key().kid(), openPgp, by)
                            : new Enrolment.Declined("this key is enrolled already, for another member");
                }
            }
            EnrolledKey fresh = KeyEnrolment.asNew(key);
            return KeyEnrolment.keep(
                    database,
                    tx -> KeyEnrolment.insert(
                            tx,
                            changes,
                            fresh,
                            Possession.VOUCHED,
                            new Approval.IfMemberHasAKey(),
                            by,
                            clock.instant()));
        } catch (KeyRefused e) {
            return declined(e);
        }
    }

    /// Takes up what an OpenPGP certificate newly says of itself: subkeys, another end, revocations. Its end moves with
    /// it, unless the hub gave it an earlier one; what is revoked stays so.
    private Enrolment update(String kid, OpenPgpKey newer, String by) {
        return database.inTransaction(tx -> {
            KeyRecord record = Objects.requireNonNull(store.lock(tx, kid));
            EnrolledKey key = record.key();
            if (!(key.material() instanceof OpenPgpKey known)) {
                return new Enrolment.Declined("the key of this name is no OpenPGP key");
            }
            OpenPgpKey merged;
            try {
                merged = known.with(newer);
            } catch (KeyRefused e) {
                return declined(e);
            }
            if (merged.equals(known)) {
                return state(record);
            }
            Instant given = Objects.equals(key.notAfter(), known.notAfter()) ? null : key.notAfter();
            Instant now = clock.instant();
            store.updateDocument(tx, kid, merged, KeyEnrolment.earlier(given, merged.notAfter()));
            changes.record(tx, AccessChange.key(What.KEY_UPDATED, kid, key.member(), by, now));
            Instant from = merged.revokedAt();
            if (from != null && store.revoke(tx, kid, new Revocation(from, RevocationReason.UNSPECIFIED, now))) {
                changes.record(
                        tx,
                        AccessChange.key(What.KEY_REVOKED, kid, key.member(), by, now)
                                .with("from", from.toString()));
            }
            return state(Objects.requireNonNull(store.find(tx, kid)));
        });
    }

    private static Enrolment declined(KeyRefused e) {
        return new Enrolment.Declined(Objects.requireNonNullElse(e.getMessage(), "the key cannot be used"));
    }

    /// Lets a waiting key be used.
    ///
    /// @param by a second person: not the one who added it
    public Enrolment approve(String kid, String by) {
        return database.inTransaction(tx -> {
            KeyRecord waiting = store.find(tx, kid);
            if (waiting == null) {
                return new Enrolment.Declined("there is no key of this kid");
            }
            if (!waiting.isWaiting()) {
                return new Enrolment.Enrolled(waiting);
            }
            Instant now = clock.instant();
            if (!store.approve(tx, kid, by, now)) {
                return new Enrolment.Declined("a second person must approve it");
            }
            changes.record(
                    tx, AccessChange.key(What.KEY_APPROVED, kid, waiting.key().member(), by, now));
            return state(Objects.requireNonNull(store.find(tx, kid)));
        });
    }

    /// Stops a key until [#resume(String, String)]: it counts as revoked meanwhile.
    ///
    /// @return false when there is no such key
    public boolean suspend(String kid, String by) {
        return stop(kid, false, by);
    }

    /// Stops a key that somebody else may have.
    ///
    /// @return false when there is no such key
    public boolean suspendStolen(String kid, String by) {
        return stop(kid, true, by);
    }

    private boolean stop(String kid, boolean stolen, String by) {
        return change(kid, (tx, key, now) -> {
            AccessChange change =
                    AccessChange.key(What.KEY_SUSPENDED, kid, key.key().member(), by, now);
            return store.suspend(tx, kid, stolen, now) ? stolen ? change.with("reason", "stolen") : change : null;
        });
    }

    /// Ends a suspension.
    ///
    /// @return false when there is no such key
    public boolean resume(String kid, String by) {
        return change(
                kid,
                (tx, key, now) -> store.resume(tx, kid)
                        ? AccessChange.key(What.KEY_RESUMED, kid, key.key().member(), by, now)
                        : null);
    }

    /// Ends a key for good, now.
    ///
    /// @return false when there is no such key
    public boolean revoke(String kid, String by) {
        return revoke(kid, by, clock.instant(), RevocationReason.UNSPECIFIED);
    }

    /// Ends a key for good. Reports received before `from` stay valid; those received since are marked as doubtful. The
    /// end can be brought forward later, but never put off.
    ///
    /// @param from when it ends or ended; before now when it was in wrong hands for some time
    /// @return false when there is no such key
    public boolean revoke(String kid, String by, Instant from, RevocationReason reason) {
        Instant exact = from.truncatedTo(ChronoUnit.MILLIS);
        return change(
                kid,
                (tx, key, now) -> store.revoke(tx, kid, new Revocation(exact, reason, now))
                        ? AccessChange.key(What.KEY_REVOKED, kid, key.key().member(), by, now)
                                .with("from", exact.toString())
                                .with("reason", reason.word())
                        : null);
    }

    /// A step in the table, and what is to be written down of it: nothing when it changed nothing.
    private interface Step {
        @Nullable AccessChange take(Transaction tx, KeyRecord key, Instant now);
    }

    private boolean change(String kid, Step step) {
        return database.<Boolean>inTransaction(tx -> {
            KeyRecord key = store.find(tx, kid);
            if (key == null) {
                return false;
            }
            AccessChange change = step.take(tx, key, clock.instant());
            if (change != null) {
                changes.record(tx, change);
            }
            return true;
        });
    }

    private static Enrolment state(KeyRecord key) {
        return key.isWaiting() ? new Enrolment.Waiting(key) : new Enrolment.Enrolled(key);
    }
}
