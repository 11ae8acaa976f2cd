package org.caricom.conch.intake;

import java.util.List;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.db.Database;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.signature.EnrolledKey;
import org.caricom.conch.signature.Evidence;
import org.jspecify.annotations.Nullable;

/// The kept reports, for whoever may read them. What a caller may not read is not there for them.
public final class Reports {
    private final Database database;

    public Reports(Database database) {
        this.database = database;
    }

    /// One report without its large parts; null when there is none for this caller.
    public @Nullable ReportEntry find(Caller caller, ReportId id) {
        ReportEntry entry = database.read(tx -> ReportStore.entry(tx, id));
        return entry != null && Rights.mayReadReports(caller, entry.member()) ? entry : null;
    }

    /// A page of what the caller may see, newest first.
    public List<ReportEntry> list(Caller caller, ReportQuery query) {
        if (!Rights.mayReadAnyCase(caller)) {
            return List.of();
        }
        MemberCode only = caller.member();
        if (only != null && query.member() != null && !only.equals(query.member())) {
            return List.of();
        }
        MemberCode member = only != null ? only : query.member();
        return database.read(tx -> ReportStore.entries(tx, member, query));
    }

    /// A page of what a key signed, newest first: ids, times and states, for whoever looks after the key; empty for
    /// everybody else.
    public List<SignedReport> signedBy(
            Caller caller, EnrolledKey key, ReportQuery.@Nullable Position after, int limit) {
        return Rights.mayReadWhatAKeySigned(caller, key.member())
                ? database.read(tx -> ReportStore.signedBy(tx, key.kid(), after, limit))
                : List.of();
    }

    /// The exact bytes filed; null when there is no such report for this caller.
    public @Nullable RawReport raw(Caller caller, ReportId id) {
        ReportEntry entry = find(caller, id);
        byte[] message = entry == null ? null : database.read(tx -> ReportStore.message(tx, id));
        return entry == null || message == null ? null : new RawReport(entry.contentType(), message);
    }

    /// What shows who filed it, where the bytes filed do not show it by themselves; null when they do, or there is no
    /// such report for this caller.
    public @Nullable Evidence evidence(Caller caller, ReportId id) {
        return find(caller, id) == null ? null : database.read(tx -> ReportStore.evidence(tx, id));
    }

    /// What the report became in STIX 2.1, as JSON; null when there is no such report for this caller, or it is in
    /// quarantine.
    public byte @Nullable [] bundle(Caller caller, ReportId id) {
        return find(caller, id) == null ? null : database.read(tx -> ReportStore.bundle(tx, id));
    }

    /// What the report says; null when there is no such report for this caller, or it is in quarantine.
    public @Nullable FiledReport content(Caller caller, ReportId id) {
        return find(caller, id) == null ? null : database.read(tx -> ReportStore.filed(tx, id));
    }

    /// What a report says, for features that work on all of them.
    ///
    /// @throws IllegalStateException when there is none, or it is in quarantine
    public FiledReport facts(Transaction tx, ReportId id) {
        FiledReport report = ReportStore.filed(tx, id);
        if (report == null) {
            throw new IllegalStateException("no report " + id);
        }
        return report;
    }

    /// Where a report stands in the audit log; null when there is no such report for this caller.
    public @Nullable Long logIndex(Caller caller, ReportId id) {
        ReportEntry entry = find(caller, id);
        return entry == null ? null : (Long) entry.logIndex();
    }
}
