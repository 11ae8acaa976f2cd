package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.sharing.Hold;
import org.caricom.conch.sharing.Sightings;
import org.caricom.conch.sharing.Vote;
import org.caricom.conch.sharing.Votes;

/// `/api/v1/indicators/{id}`: one shared indicator, members' votes against it, and what a coordinator decides of one
/// that is held back.
public final class VotesApi {
    private static final Allow READERS = Allow.roles(Role.PARTNER, Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);
    private static final Allow VOTERS = Allow.roles(Role.ANALYST);
    private static final Allow DECIDERS = Allow.roles(Role.COORDINATOR);
    private static final Allow OVERSEERS = Allow.roles(Role.COORDINATOR, Role.AUDITOR);

    private final Votes votes;
    private final Sightings sightings;

    public VotesApi(Votes votes, Sightings sightings) {
        this.votes = votes;
        this.sightings = sightings;
    }

    public void mount(Routes routes) {
        routes.get("/api/v1/indicators/:id", READERS, this::show);
        routes.put("/api/v1/indicators/:id/vote", VOTERS, this::vote);
        routes.delete("/api/v1/indicators/:id/vote", VOTERS, this::takeBack);
        routes.post("/api/v1/indicators/:id/decision", DECIDERS, this::decide);
        routes.get("/api/v1/held-indicators", OVERSEERS, this::held);
    }

    private Answer show(Exchange exchange) throws Problem {
        exchange.allowQuery();
        String id = exchange.path("id");
        ClearedIndicator indicator = votes.find(exchange.caller(), id);
        if (indicator == null) {
            throw Problem.notFound();
        }
        ObjectNode node =
                IndicatorsApi.json(indicator, sightings.known(List.of(id)).get(id));
        Votes.Standing standing = votes.standing(exchange.caller(), id);
        if (standing.own() != null) {
            node.set("vote", json(standing.own()));
        }
        if (exchange.caller().role() == Role.COORDINATOR || exchange.caller().role() == Role.AUDITOR) {
            ArrayNode all = node.putArray("votes");
            standing.votes().forEach(vote -> all.add(json(vote)));
            ArrayNode holds = node.putArray("held");
            standing.holds().forEach(hold -> holds.add(json(hold)));
        }
        return Answer.json(200, node);
    }

    private Answer vote(Exchange exchange) throws Problem {
        exchange.allowQuery();
        String reason = reason(exchange.jsonBody());
        return answer(exchange, votes.vote(exchange.caller(), exchange.path("id"), reason));
    }

    private Answer takeBack(Exchange exchange) throws Problem {
        exchange.allowQuery();
        return answer(exchange, votes.takeBack(exchange.caller(), exchange.path("id")));
    }

    private Answer decide(Exchange exchange) throws Problem {
        exchange.allowQuery();
        JsonNode body = exchange.jsonBody();
        String reason = reason(body);
        boolean keep = switch (body.path("decision").asText()) {
            case "keep" -> true;
            case "withdraw" -> false;
            default -> throw Problem.unusable("/decision", "decision", "Decide keep or withdraw.");
        };
        return answer(exchange, votes.decide(exchange.caller(), exchange.path("id"), keep, reason));
    }

    private Answer held(Exchange exchange) throws Problem {
        exchange.allowQuery();
        return Answer.page(exchange, votes.held().stream().map(VotesApi::json).toList(), null);
    }

    private Answer answer(Exchange exchange, Votes.Answer answer) throws Problem {
        return switch (answer) {
            case DONE -> Answer.json(200, Json.object().put("id", exchange.path("id")));
            case NO_SUCH_INDICATOR -> throw Problem.notFound();
            case NOT_YOURS -> throw Problem.of(ProblemType.NOT_ALLOWED);
            case NOTHING ->
                throw Problem.of(ProblemType.CONFLICT, "There is no vote of yours, or nothing is held back.");
        };
    }

    private static String reason(JsonNode body) throws Problem {
        String reason = body.path("reason").asText().strip();
        if (reason.isEmpty() || reason.length() > Votes.LONGEST) {
            throw Problem.unusable("/reason", "reason", "Say why in 1 to " + Votes.LONGEST + " characters.");
        }
        return reason;
    }

    private static ObjectNode json(Vote vote) {
        return Json.object()
                .put("member", vote.member().value())
                .put("reason", vote.reason())
                .put("by", vote.by())
                .put("at", vote.at().toString());
    }

    private static ObjectNode json(Hold hold) {
        return Json.object()
                .put("id", hold.objectId())
                .put("cause", hold.cause().word())
                .put("detail", hold.detail())
                .put("since", hold.at().toString());
    }
}
