package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.caricom.conch.cases.CaseChange;
import org.caricom.conch.cases.CaseQuery;
import org.caricom.conch.cases.CaseRow;
import org.caricom.conch.cases.CaseView;
import org.caricom.conch.cases.Cases;
import org.caricom.conch.cases.ChangeAnswer;
import org.caricom.conch.cases.Correlation;
import org.caricom.conch.cases.Page;
import org.caricom.conch.cases.TimelineEntry;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.ETag;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.plan.Plans;
import org.caricom.conch.stix.Bundle;
import org.jspecify.annotations.Nullable;

/// `/api/v1/cases`: the queue, one case, and work on it.
public final class CasesApi {
    private static final Allow READERS = Allow.roles(Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);
    private static final Allow WORKERS = Allow.roles(Role.ANALYST, Role.COORDINATOR);
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Cases cases;
    private final Plans plans;

    public CasesApi(Cases cases, Plans plans) {
        this.cases = cases;
        this.plans = plans;
    }

    /// Adds the routes of this door.
    public void mount(Routes routes) {
        routes.get("/api/v1/cases", READERS, this::list);
        routes.get("/api/v1/cases/:id", READERS, this::find);
        routes.patch("/api/v1/cases/:id", WORKERS, this::change);
        routes.post("/api/v1/cases/:id/comments", WORKERS, this::comment);
        routes.get("/api/v1/cases/:id/timeline", READERS, this::timeline);
        routes.get("/api/v1/cases/:id/correlations", READERS, this::correlations);
        routes.get("/api/v1/cases/:id/bundle", READERS, this::bundle);
    }

    private Answer list(Exchange exchange) throws Problem {
        CaseQuery query = CaseFilter.read(exchange);
        Page<CaseRow> page =
                cases.list(exchange.caller(), query, after(exchange, "cases"), exchange.limit(USUAL, MOST));
        Instant now = exchange.clock().instant();
        List<ObjectNode> items =
                page.items().stream().map(row -> CaseJson.row(row, now)).toList();
        return Answer.page(exchange, items, next(exchange, "cases", page));
    }

    private Answer find(Exchange exchange) throws Problem {
        CaseView view = cases.find(exchange.caller(), id(exchange));
        if (view == null) {
            throw Problem.notFound();
        }
        return answer(view, exchange);
    }

    private Answer change(Exchange exchange) throws Problem {
        CaseId id = id(exchange);
        // A case that is hidden is not there, whatever else is wrong with the request.
        if (cases.find(exchange.caller(), id) == null) {
            throw Problem.notFound();
        }
        int version = version(exchange.ifMatch());
        CaseChange change = CasePatch.read(exchange.jsonBody("application/merge-patch+json"));
        return switch (cases.change(exchange.caller(), id, version, change)) {
            case ChangeAnswer.Changed(CaseView view) -> answer(view, exchange);
            case ChangeAnswer.NoSuchCase() -> throw Problem.notFound();
            case ChangeAnswer.Stale(int today) ->
                throw Problem.of(ProblemType.CHANGED_MEANWHILE).with("version", IntNode.valueOf(today));
            case ChangeAnswer.NotAllowed(String pointer, String why) ->
                throw Problem.of(ProblemType.UNUSABLE, why).with(List.of(new Flaw(pointer, "not-allowed", why)));
        };
    }

    private Answer comment(Exchange exchange) throws Problem {
        CaseId id = id(exchange);
        JsonNode body = exchange.jsonBody();
        if (!body.path("text").isTextual()) {
            throw Problem.unusable("/text", "not-usable", "A comment has a text.");
        }
        TimelineEntry.Audience audience =
                TimelineEntry.Audience.parse(body.path("audience").asText("case"));
        if (audience == null) {
            throw Problem.unusable("/audience", "not-usable", "audience is case or coordinators.");
        }
        String text = body.path("text").textValue();
        try {
            if (!cases.comment(exchange.caller(), id, text, audience)) {
                throw Problem.notFound();
            }
        } catch (IllegalArgumentException e) {
            throw Problem.unusable("/text", "not-usable", String.valueOf(e.getMessage()));
        }
        ObjectNode answer = Json.object();
        answer.put("case", id.toString());
        answer.put("text", text);
        answer.put("audience", audience.word());
        answer.put("actor", exchange.caller().name());
        return Answer.created("/api/v1/cases/" + id + "/timeline", "application/json", Json.write(answer));
    }

    private Answer timeline(Exchange exchange) throws Problem {
        CaseId id = id(exchange);
        String list = "timeline " + id;
        exchange.allowQuery("limit", "cursor");
        Page<TimelineEntry> page =
                cases.timeline(exchange.caller(), id, after(exchange, list), exchange.limit(USUAL, MOST));
        if (page == null) {
            throw Problem.notFound();
        }
        return Answer.page(exchange, page.items().stream().map(CaseJson::entry).toList(), next(exchange, list, page));
    }

    private Answer correlations(Exchange exchange) throws Problem {
        List<Correlation> found = cases.correlations(exchange.caller(), id(exchange));
        if (found == null) {
            throw Problem.notFound();
        }
        return Answer.page(exchange, found.stream().map(CaseJson::correlation).toList(), null);
    }

    private Answer bundle(Exchange exchange) throws Problem {
        Bundle bundle = cases.bundle(exchange.caller(), id(exchange));
        if (bundle == null) {
            throw Problem.notFound();
        }
        return Answer.bytes("application/stix+json;version=2.1", Json.write(bundle.toJson()));
    }

    private Answer answer(CaseView view, Exchange exchange) {
        return Answer.json(
                        200,
                        CaseJson.view(
                                view,
                                plans.evidenceOf(view.id()),
                                exchange.clock().instant()))
                .etag(String.valueOf(view.row().version()));
    }

    private static CaseId id(Exchange exchange) throws Problem {
        CaseId id = CaseId.parse(exchange.path("id"));
        if (id == null) {
            throw Problem.notFound();
        }
        return id;
    }

    private static int version(ETag tag) throws Problem {
        try {
            return Integer.parseInt(tag.value());
        } catch (NumberFormatException _) {
            throw Problem.of(ProblemType.CHANGED_MEANWHILE);
        }
    }

    private static @Nullable String after(Exchange exchange, String list) throws Problem {
        List<String> place = exchange.cursor(list);
        return place == null ? null : place.getFirst();
    }

    private static @Nullable String next(Exchange exchange, String list, Page<?> page) {
        return page.next() == null ? null : exchange.nextCursor(list, page.next());
    }
}
