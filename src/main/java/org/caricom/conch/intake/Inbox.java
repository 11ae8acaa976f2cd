package org.caricom.conch.intake;

import java.util.List;
import org.caricom.conch.access.Caller;
import org.caricom.conch.access.Rights;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.jspecify.annotations.Nullable;

/// What members posted without a signature of their own, to be read back by them and nobody else. Each post is a
/// report as well, and found among [Reports].
public final class Inbox {
    private final Database database;

    public Inbox(Database database) {
        this.database = database;
    }

    /// What somebody posted.
    ///
    /// @param entry   the report that it is
    /// @param message as it came
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Post(ReportEntry entry, byte[] message) {}

    /// A post by the report that it became, for whoever may use the inbox it came through, whosever report it is; null
    /// for others.
    public @Nullable Post find(Caller caller, ReportId id) {
        return database.read(tx -> {
            ReportEntry entry = ReportStore.entry(tx, id);
            boolean posted = entry != null
                    && entry.signatures().isEmpty()
                    && ReportStore.evidence(tx, id) == null
                    && Rights.mayUseInbox(caller, entry.filedBy());
            byte[] message = posted ? ReportStore.message(tx, id) : null;
            return entry == null || message == null ? null : new Post(entry, message);
        });
    }

    /// Objects of a member's inbox in the order they came; none for callers who may not use it.
    public List<PostedObject> objects(Caller caller, MemberCode owner, PostedQuery query) {
        return Rights.mayUseInbox(caller, owner)
                ? database.read(tx -> InboxStore.objects(tx, owner, query))
                : List.of();
    }
}
