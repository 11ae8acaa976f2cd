package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import org.caricom.conch.access.AccessChange;
import org.caricom.conch.access.ChangeLog;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.json.Json;

/// Puts what `access` changes into the audit log.
public final class AccessChanges implements ChangeLog {
    private final AuditLog log;

    public AccessChanges(AuditLog log) {
        this.log = log;
    }

    @Override
    public void record(Transaction tx, AccessChange change) {
        log.append(tx, List.of(new AuditEntry(change.what().kind(), body(change))));
    }

    private static ObjectNode body(AccessChange change) {
        ObjectNode body = Json.object();
        new TreeMap<>(change.facts()).forEach(body::put);
        body.put("at", change.at().toString());
        body.put("subject", change.subject());
        if (change.member() != null) {
            body.put("member", change.member().value());
        }
        body.put("by", change.by());
        return body;
    }
}
