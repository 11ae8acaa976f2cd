package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.render.ClearedIndicator;
import org.caricom.conch.render.ReportersBucket;
import org.caricom.conch.sharing.Indicators;
import org.caricom.conch.sharing.Sightings;
import org.jspecify.annotations.Nullable;

/// `/api/v1/indicators`: what a caller's collections hold.
public final class IndicatorsApi {
    private static final Allow READERS = Allow.roles(Role.PARTNER, Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);
    private static final String LIST = "indicators";
    private static final int LONGEST_VALUE = 8192;

    private final Indicators indicators;
    private final Sightings sightings;

    public IndicatorsApi(Indicators indicators, Sightings sightings) {
        this.indicators = indicators;
        this.sightings = sightings;
    }

    public void mount(Routes routes) {
        routes.get("/api/v1/indicators", READERS, this::search);
        routes.post("/api/v1/indicators/lookup", READERS, this::lookUp);
    }

    private Answer search(Exchange exchange) throws Problem {
        exchange.allowQuery("value", "type", "limit", "cursor");
        ObservableType type = type(exchange.query("type"));
        String value = exchange.query("value");
        if (value != null && !value.isBlank()) {
            return Answer.page(exchange, json(indicators.search(exchange.caller(), value, type)), null);
        }
        int limit = exchange.limit(50, 200);
        List<String> place = exchange.cursor(LIST);
        Instant before = place == null ? null : Instant.parse(place.getFirst());
        List<ClearedIndicator> rows = indicators.newest(exchange.caller(), type, before, limit + 1);
        List<ClearedIndicator> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        String next = rows.size() > limit
                ? exchange.nextCursor(LIST, page.getLast().addedAt().toString())
                : null;
        return Answer.page(exchange, json(page), next);
    }

    private Answer lookUp(Exchange exchange) throws Problem {
        JsonNode body = exchange.jsonBody();
        List<Flaw> flaws = new ArrayList<>();
        List<String> values = new ArrayList<>();
        JsonNode wanted = body.path("values");
        if (!wanted.isArray() || wanted.isEmpty() || wanted.size() > Indicators.MOST) {
            flaws.add(new Flaw("/values", "count", "Give 1 to " + Indicators.MOST + " values."));
        }
        for (int i = 0; i < Math.min(wanted.size(), Indicators.MOST); i++) {
            JsonNode value = wanted.path(i);
            if (!value.isTextual()
                    || value.textValue().isBlank()
                    || value.textValue().length() > LONGEST_VALUE) {
                flaws.add(new Flaw(JsonPointers.append("/values", i), "value", "A value is text that is not empty."));
            } else {
                values.add(value.textValue());
            }
        }
        if (!flaws.isEmpty()) {
            throw Problem.of(ProblemType.UNUSABLE, "The look-up cannot be done so.")
                    .with(flaws);
        }
        ObservableType type = type(body.path("type").textValue());
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        List<Indicators.Answered> answers = indicators.lookUp(exchange.caller(), values, type);
        Map<String, ReportersBucket> seen = sightings.known(answers.stream()
                .flatMap(answered -> answered.found().stream())
                .map(indicator -> indicator.indicator().id())
                .distinct()
                .toList());
        for (Indicators.Answered answered : answers) {
            ArrayNode found = items.addObject().put("value", answered.value()).putArray("indicators");
            answered.found()
                    .forEach(indicator -> found.add(
                            json(indicator, seen.get(indicator.indicator().id()))));
        }
        return Answer.json(200, answer);
    }

    private static @Nullable ObservableType type(@Nullable String word) throws Problem {
        if (word == null || word.isBlank()) {
            return null;
        }
        ObservableType type = ObservableType.parse(word);
        if (type == null) {
            throw Problem.badRequest(
                    "There is no such type of value; ipv4-addr, domain-name, url and sha256 are some.");
        }
        return type;
    }

    private List<ObjectNode> json(List<ClearedIndicator> found) {
        Map<String, ReportersBucket> seen = sightings.known(
                found.stream().map(indicator -> indicator.indicator().id()).toList());
        return found.stream()
                .map(indicator -> json(indicator, seen.get(indicator.indicator().id())))
                .toList();
    }

    /// One indicator as callers read it.
    ///
    /// @param seen how many members have seen it, coarsely; null when nobody has told so
    static ObjectNode json(ClearedIndicator indicator, @Nullable ReportersBucket seen) {
        JsonNode stix = indicator.json();
        ObjectNode node = Json.object()
                .put("id", indicator.indicator().id())
                .put("tlp", indicator.indicator().tlp().label())
                .put("addedAt", indicator.addedAt().toString());
        ArrayNode values = node.putArray("values");
        for (Observable value : indicator.values()) {
            values.addObject().put("type", value.type().word()).put("value", value.value());
        }
        ArrayNode malware = node.putArray("malware");
        indicator.malware().forEach(malware::add);
        ArrayNode techniques = node.putArray("techniques");
        indicator.techniques().forEach(techniques::add);
        node.put("reporters", indicator.reporters().text());
        node.put("sightings", seen == null ? ReportersBucket.FEWER_THAN_3.text() : seen.text());
        node.set("stix", stix);
        return node;
    }
}
