package org.caricom.conch.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caricom.conch.db.DatabaseException;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the operator's tools ask: `/health/live`, `/health/ready`, `/metrics`.
final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final Features features;
    private final Metrics metrics;
    private volatile boolean serving;

    Operations(Features features, Metrics metrics) {
        this.features = features;
        this.metrics = metrics;
    }

    void mount(Routes routes) {
        routes.get(
                "/health/live",
                Allow.anyone(),
                _ -> Answer.json(200, Json.object().put("status", "up")));
        routes.get("/health/ready", Allow.anyone(), this::ready);
        routes.get("/metrics", Allow.anyone(), _ -> Answer.bytes(Metrics.CONTENT_TYPE, metrics.scrape(features)));
    }

    /// Set when migrations are done and the relay works; unset when the hub drains, so that no balancer sends more.
    void serving(boolean now) {
        serving = now;
    }

    private Answer ready(Exchange exchange) {
        ObjectNode checks = Json.object();
        checks.put("serving", serving ? "up" : "down");
        checks.put("database", databaseAnswers() ? "up" : "down");
        boolean up = true;
        for (var check : checks) {
            up &= check.asText().equals("up");
        }
        ObjectNode body = Json.object().put("status", up ? "up" : "down");
        body.set("checks", checks);
        return Answer.json(up ? 200 : 503, body);
    }

    private boolean databaseAnswers() {
        try {
            HubStore.ping(features.database());
            return true;
        } catch (DatabaseException e) {
            LOG.warn("the database does not answer: {}", e.getMessage());
            return false;
        }
    }
}
