package org.caricom.conch.cases;

import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.jobs.Outbox;
import org.caricom.conch.json.Json;

/// Tells the other rooms, through the outbox, that a case changed.
final class CaseEvents {
    private CaseEvents() {}

    /// What changed, as the payload's `change` says it.
    enum Change {
        OPENED,
        JOINED,
        STATE,
        ASSIGNED,
        PRIORITY,
        COMMENT,
        LISTED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static void changed(Transaction tx, CaseId id, Change change) {
        Outbox.put(
                tx,
                Cases.CHANGED,
                id.toString(),
                Json.object().put("case", id.toString()).put("change", change.word()));
    }
}
