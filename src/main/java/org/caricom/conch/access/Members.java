package org.caricom.conch.access;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.access.AccessChange.What;
import org.caricom.conch.db.Conflict;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// The members of the exchange: who they are, whether they take part, and who files for whom.
public final class Members {
    private final Database database;
    private final Clock clock;
    private final ChangeLog changes;
    private final MemberStore store = new MemberStore();

    public Members(Database database, Clock clock, ChangeLog changes) {
        this.database = database;
        this.clock = clock;
        this.changes = changes;
    }

    /// Brings the reference data of this release into the database. What administrators set stays as it is, and
    /// so do members they added.
    public void applyReference() {
        database.doInTransaction(tx -> store.upsertReference(tx, MemberReference.read()));
    }

    /// Everyone, by code.
    public List<MemberInfo> list() {
        return database.read(store::list);
    }

    /// One member; null when there is no such.
    public @Nullable MemberInfo find(MemberCode code) {
        return database.read(tx -> store.find(tx, code));
    }

    /// Adds a member that the reference data does not have, with nothing known but its name.
    ///
    /// @return false when there is one with this code already
    public boolean add(MemberCode code, String name, MembershipStatus status, ZoneId zone, String by) {
        MemberInfo member = new MemberInfo(
                code,
                null,
                name,
                status,
                List.of(),
                zone,
                List.of(),
                new Cert(null, null, null, Cert.State.NOT_FOUND, List.of(), null, List.of()),
                new BreachLaw(null, null, null, null, null, null, List.of()),
                null,
                null,
                null);
        return database.<Boolean>inTransaction(tx -> {
            boolean added = store.insert(tx, member);
            if (added) {
                changes.record(
                        tx,
                        AccessChange.member(What.MEMBER_ADDED, code, by, clock.instant())
                                .with("status", status.word()));
            }
            return added;
        });
    }

    /// Ends a member's taking part for now: its keys count as revoked, its tokens and logins do not work.
    ///
    /// @return false when there is no such member
    public boolean suspend(MemberCode code, String by) {
        return change(AccessChange.member(What.MEMBER_SUSPENDED, code, by, clock.instant()), store::suspend);
    }

    /// Undoes [#suspend(MemberCode, String)].
    ///
    /// @return false when there is no such member
    public boolean resume(MemberCode code, String by) {
        return change(
                AccessChange.member(What.MEMBER_RESUMED, code, by, clock.instant()),
                (tx, member, _) -> store.resume(tx, member));
    }

    /// Says whose team files for a member that has none; null when it files for itself.
    ///
    /// @return false when one of the two is no member
    public boolean setReportsThrough(MemberCode member, @Nullable MemberCode through, String by) {
        AccessChange change = AccessChange.member(What.MEMBER_REPORTS_THROUGH, member, by, clock.instant())
                .with("through", through == null ? "itself" : through.value());
        try {
            return change(change, (tx, code, _) -> store.setReportsThrough(tx, code, through));
        } catch (Conflict _) {
            return false;
        }
    }

    /// A step in the table that says whether it changed anything.
    private interface Step {
        boolean take(Transaction tx, MemberCode member, Instant now);
    }

    /// What changes nothing is not written down.
    private boolean change(AccessChange change, Step step) {
        MemberCode member = Objects.requireNonNull(change.member());
        return database.<Boolean>inTransaction(tx -> {
            boolean changed = step.take(tx, member, change.at());
            if (changed) {
                changes.record(tx, change);
            }
            return changed || store.find(tx, member) != null;
        });
    }

    /// Whether a document of `claimed` may be signed with a key of `signer`: its own, or that of the team it
    /// reports through.
    public boolean mayFileFor(MemberCode signer, MemberCode claimed) {
        return signer.equals(claimed)
                || database.read(tx -> store.reportingThrough(tx, signer)).contains(claimed);
    }
}
