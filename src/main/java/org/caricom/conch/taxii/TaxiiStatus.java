package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.MadeCollections.PostReport;
import org.caricom.conch.sharing.PostOutcome;

/// Writes what became of a post as a status resource (TAXII 2.1 §4.3). It is complete at once.
public final class TaxiiStatus {
    private TaxiiStatus() {}

    public static ObjectNode of(PostReport report) {
        ArrayNode successes = Json.array();
        ArrayNode failures = Json.array();
        for (PostOutcome outcome : report.outcomes()) {
            ObjectNode detail = (outcome.refusal() == null ? successes : failures)
                    .addObject()
                    .put("id", outcome.id())
                    .put("version", outcome.version() == null ? TaxiiJson.time(report.at()) : outcome.version());
            if (outcome.refusal() != null) {
                detail.put("message", outcome.refusal());
            }
        }
        ObjectNode status = Json.object()
                .put("id", report.id().toString())
                .put("status", "complete")
                .put("request_timestamp", TaxiiJson.time(report.at()))
                .put("total_count", report.outcomes().size())
                .put("success_count", successes.size())
                .put("failure_count", failures.size())
                .put("pending_count", 0);
        // TAXII 2.1 §2: a list is never empty, it is left out.
        if (!successes.isEmpty()) {
            status.set("successes", successes);
        }
        if (!failures.isEmpty()) {
            status.set("failures", failures);
        }
        return status;
    }
}
