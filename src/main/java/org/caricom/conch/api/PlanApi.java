package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;
import org.caricom.conch.plan.PlanView;
import org.caricom.conch.plan.Plans;
import org.caricom.conch.plan.Statement;
import org.jspecify.annotations.Nullable;

/// `/api/v1/plan`: the action plans with what live data says, and how their actions stand.
public final class PlanApi {
    private static final Allow READERS = Allow.roles(Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);

    private final Plans plans;

    public PlanApi(Plans plans) {
        this.plans = plans;
    }

    /// Adds the routes of this door.
    public void mount(Routes routes) {
        routes.get("/api/v1/plan", READERS, this::list);
        routes.get("/api/v1/plan/:id", READERS, this::find);
        routes.patch("/api/v1/plan/actions/:id", Allow.roles(Role.COORDINATOR), this::state);
    }

    private Answer list(Exchange exchange) throws Problem {
        exchange.allowQuery();
        return Answer.page(
                exchange,
                plans.list(exchange.caller()).stream()
                        .map(plan -> PlanJson.plan(plan, plans.version()))
                        .toList(),
                null);
    }

    private Answer find(Exchange exchange) throws Problem {
        PlanView plan = plans.find(exchange.caller(), exchange.path("id"));
        if (plan == null) {
            throw Problem.notFound();
        }
        return Answer.json(200, PlanJson.plan(plan, plans.version()));
    }

    /// `{"status": WORD, "note": TEXT or null, "member": CODE or null}`
    private Answer state(Exchange exchange) throws Problem {
        JsonNode body = exchange.jsonBody("application/merge-patch+json");
        Statement.Status status = Statement.Status.parse(body.path("status").asText(""));
        if (status == null) {
            throw Problem.unusable("/status", "not-usable", "status is not-begun, under-way, done or dropped.");
        }
        String member = text(body, "member");
        if (member != null && !member.matches("[A-Z]{2}")) {
            throw Problem.unusable("/member", "not-usable", "member is a code of two capital letters, or null.");
        }
        String note = text(body, "note");
        MemberCode whose = member == null ? null : new MemberCode(member);
        if (!plans.state(exchange.caller(), exchange.path("id"), whose, status, note)) {
            throw Problem.notFound();
        }
        return Answer.json(
                200,
                Json.object().put("status", status.word()).put("member", member).put("note", note));
    }

    private static @Nullable String text(JsonNode body, String name) throws Problem {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw Problem.unusable("/" + name, "not-usable", "This is a text or null.");
        }
        return node.textValue();
    }
}
