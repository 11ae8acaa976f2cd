package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.cases.WarningListLibrary;
import org.caricom.conch.cases.WarningListRow;
import org.caricom.conch.cases.WarningOverride;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Role;
import org.caricom.conch.format.Observables;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;

/// `/api/v1/warning-lists`, and a coordinator's word against them: `/api/v1/cases/{id}/warning-overrides`.
public final class WarningListsApi {
    private static final Allow READERS = Allow.roles(Role.COORDINATOR, Role.AUDITOR, Role.ADMIN);
    private static final Allow CASES = Allow.roles(Role.COORDINATOR, Role.AUDITOR, Role.ANALYST);

    private final WarningListLibrary library;
    private final WarningOverrides overrides;

    public WarningListsApi(WarningListLibrary library, WarningOverrides overrides) {
        this.library = library;
        this.overrides = overrides;
    }

    public void mount(Routes routes) {
        routes.get("/api/v1/warning-lists", READERS, this::list);
        routes.get("/api/v1/cases/:id/warning-overrides", CASES, this::said);
        routes.post("/api/v1/cases/:id/warning-overrides", CASES, this::say);
    }

    private Answer list(Exchange exchange) throws Problem {
        exchange.allowQuery();
        return Answer.page(
                exchange, library.list().stream().map(WarningListsApi::json).toList(), null);
    }

    private Answer said(Exchange exchange) throws Problem {
        exchange.allowQuery();
        List<WarningOverride> said = overrides.ofCase(exchange.caller(), caseId(exchange));
        if (said == null) {
            throw Problem.notFound();
        }
        return Answer.page(exchange, said.stream().map(WarningListsApi::json).toList(), null);
    }

    private Answer say(Exchange exchange) throws Problem {
        exchange.allowQuery();
        CaseId id = caseId(exchange);
        JsonNode body = exchange.jsonBody();
        ObservableType type = ObservableType.parse(body.path("type").asText());
        if (type == null) {
            throw Problem.unusable("/type", "type", "Name the kind of value, such as ipv4-addr or domain-name.");
        }
        Observable value = Observables.normalise(type, body.path("value").asText());
        if (value == null) {
            throw Problem.unusable("/value", "value", "This is no value of that kind.");
        }
        String reason = body.path("reason").asText().strip();
        if (reason.isEmpty() || reason.length() > WarningOverrides.LONGEST) {
            throw Problem.unusable(
                    "/reason",
                    "reason",
                    "Say in 1 to " + WarningOverrides.LONGEST + " characters why it may be shared.");
        }
        return switch (overrides.give(exchange.caller(), id, value, reason)) {
            case WarningOverrides.Answer.Given(WarningOverride override) -> Answer.json(201, json(override));
            case WarningOverrides.Answer.NoSuchCase() -> throw Problem.notFound();
            case WarningOverrides.Answer.NotYours() -> throw Problem.of(ProblemType.NOT_ALLOWED);
            case WarningOverrides.Answer.NotListed() ->
                throw Problem.unusable(
                        "/value", "not-listed", "The case has no such value, or no warning list knows it.");
        };
    }

    private static CaseId caseId(Exchange exchange) throws Problem {
        CaseId id = CaseId.parse(exchange.path("id"));
        if (id == null) {
            throw Problem.notFound();
        }
        return id;
    }

    private static ObjectNode json(WarningListRow row) {
        ObjectNode node = Json.object()
                .put("name", row.name())
                .put("description", row.description())
                .put("version", row.version())
                .put("type", row.kind().word())
                .put("own", row.own())
                .put("entries", row.entries())
                .put("changedAt", row.changedAt().toString())
                .put("changedBy", row.changedBy());
        ArrayNode types = node.putArray("values");
        row.types().stream().map(ObservableType::word).sorted().forEach(types::add);
        return node;
    }

    static ObjectNode json(WarningOverride override) {
        return Json.object()
                .put("type", override.value().type().word())
                .put("value", override.value().value())
                .put("list", override.list())
                .put("reason", override.reason())
                .put("by", override.by())
                .put("at", override.at().toString());
    }
}
