package org.caricom.conch.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caricom.conch.json.Json;

/// One thing that happened, as the audit log keeps it. Ids, codes, times and digests only: an entry can never be taken
/// back, and auditors of other members read it.
///
/// @param kind what happened, a slug with a dot: `report.received`, `release.decided`
/// @param body the facts of it, with an `at`
public record AuditEntry(String kind, JsonNode body) {
    /// What the log's leaf is the hash of: canonical JSON, so that a holder of the facts can make the same bytes.
    byte[] leaf() {
        ObjectNode entry = Json.object();
        entry.put("kind", kind);
        entry.set("body", body);
        return Json.canonical(entry);
    }
}
