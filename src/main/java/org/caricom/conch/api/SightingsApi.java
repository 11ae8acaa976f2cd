package org.caricom.conch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.sharing.Sighting;
import org.caricom.conch.sharing.Sightings;
import org.jspecify.annotations.Nullable;

/// `/api/v1/sightings`: a member or a partner says that it has seen a value too, or that it finds what is harmless.
///
/// One sighting, or up to [Sightings#MOST] in `sightings`. Each names a value and its type, or the `id` of a shared
/// indicator. What was told of a value that nobody shares is kept all the same, and the answer does not differ.
public final class SightingsApi {
    private static final Allow TELLERS = Allow.roles(Role.ANALYST, Role.PARTNER);
    private static final Set<String> PROPERTIES =
            Set.of("id", "value", "type", "kind", "count", "firstSeen", "lastSeen");
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration OLD = Duration.ofDays(366);
    private static final int MOST_TIMES = 1_000_000_000;

    private final Sightings sightings;

    public SightingsApi(Sightings sightings) {
        this.sightings = sightings;
    }

    public void mount(Routes routes) {
        routes.post("/api/v1/sightings", TELLERS, this::tell);
    }

    private Answer tell(Exchange exchange) throws Problem {
        exchange.allowQuery();
        JsonNode body = exchange.jsonBody();
        List<Flaw> flaws = new ArrayList<>();
        List<Sighting> told = new ArrayList<>();
        if (body.has("sightings")) {
            JsonNode many = body.path("sightings");
            if (!many.isArray() || many.isEmpty() || many.size() > Sightings.MOST) {
                flaws.add(new Flaw("/sightings", "count", "Give 1 to " + Sightings.MOST + " sightings."));
            }
            for (int i = 0; i < Math.min(many.size(), Sightings.MOST); i++) {
                add(exchange, told, many.path(i), JsonPointers.append("/sightings", i), flaws);
            }
        } else {
            add(exchange, told, body, "", flaws);
        }
        if (!flaws.isEmpty()) {
            throw Problem.of(ProblemType.UNUSABLE, "Nothing was taken; mend what is listed and send all again.")
                    .with(flaws);
        }
        return switch (sightings.tell(exchange.caller(), told)) {
            case Sightings.Answer.Recorded(List<Boolean> added) -> {
                ObjectNode answer = Json.object();
                ArrayNode items = answer.putArray("items");
                for (int i = 0; i < told.size(); i++) {
                    Sighting sighting = told.get(i);
                    items.addObject()
                            .put("type", sighting.of().type().word())
                            .put("value", sighting.of().value())
                            .put("kind", sighting.kind().word())
                            .put("state", added.get(i) ? "recorded" : "known");
                }
                yield Answer.json(added.contains(true) ? 201 : 200, answer);
            }
            case Sightings.Answer.TooMany() ->
                throw Problem.of(
                                ProblemType.TOO_MANY_REQUESTS,
                                "At most " + Sightings.MOST_A_DAY + " sightings are taken within a day.")
                        .header("Retry-After", "3600");
        };
    }

    private void add(Exchange exchange, List<Sighting> told, JsonNode json, String at, List<Flaw> flaws) {
        int before = flaws.size();
        if (!json.isObject()) {
            flaws.add(new Flaw(at, "sighting", "A sighting is an object."));
            return;
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!PROPERTIES.contains(name)) {
                flaws.add(new Flaw(JsonPointers.append(at, name), "unknown", "A sighting has no such property."));
            }
        });
        Observable of = json.has("id") ? byId(exchange, json, at, flaws) : byValue(json, at, flaws);
        String word = json.path("kind").asText(Sighting.Kind.SEEN.word());
        Sighting.Kind kind = Sighting.Kind.parse(word);
        if (kind == null) {
            flaws.add(new Flaw(at + "/kind", "kind", "The kind is seen or false-positive."));
        }
        JsonNode count = json.path("count");
        boolean counted =
                count.isMissingNode() || (count.isInt() && count.intValue() >= 1 && count.intValue() <= MOST_TIMES);
        if (!counted) {
            flaws.add(new Flaw(at + "/count", "count", "A count is a whole number from 1 on."));
        }
        Instant now = exchange.clock().instant();
        Instant last = time(json, "lastSeen", now, now, at, flaws);
        Instant first = time(json, "firstSeen", last, now, at, flaws);
        if (first.isAfter(last)) {
            flaws.add(new Flaw(at + "/firstSeen", "order", "The first time is not after the last."));
        }
        if (flaws.size() == before && of != null && kind != null) {
            told.add(new Sighting(of, kind, count.isMissingNode() ? 1 : count.intValue(), first, last));
        }
    }

    private @Nullable Observable byId(Exchange exchange, JsonNode json, String at, List<Flaw> flaws) {
        Observable value = sightings.valueOf(exchange.caller(), json.path("id").asText());
        if (value == null) {
            flaws.add(new Flaw(at + "/id", "id", "There is no such indicator, or you may not see it."));
        }
        if (json.has("value") || json.has("type")) {
            flaws.add(new Flaw(at, "twice", "Name an indicator's id, or a value with its type, not both."));
        }
        return value;
    }

    private static @Nullable Observable byValue(JsonNode json, String at, List<Flaw> flaws) {
        ObservableType type = ObservableType.parse(json.path("type").asText());
        if (type == null) {
            flaws.add(
                    new Flaw(
                            at + "/type",
                            "type",
                            "Name the kind of value; ipv4-addr, domain-name, url and sha256 are some. Or give an indicator's id."));
            return null;
        }
        String text = json.path("value").asText();
        Observable value = text.isBlank() || text.length() > 8192 ? null : Observables.normalise(type, text);
        if (value == null) {
            flaws.add(new Flaw(at + "/value", "value", "This is no value of type " + type.word() + "."));
        }
        return value;
    }

    private static Instant time(
            JsonNode json, String name, Instant otherwise, Instant now, String at, List<Flaw> flaws) {
        JsonNode text = json.path(name);
        if (text.isMissingNode()) {
            return otherwise;
        }
        try {
            Instant time = Instant.parse(text.asText()).truncatedTo(ChronoUnit.MILLIS);
            if (time.isAfter(now.plus(AHEAD)) || time.isBefore(now.minus(OLD))) {
                flaws.add(new Flaw(at + "/" + name, "time", "A sighting is of the last 366 days."));
                return otherwise;
            }
            return time.isAfter(now) ? now : time;
        } catch (DateTimeParseException _) {
            flaws.add(new Flaw(at + "/" + name, "time", "A time is written as 2026-07-13T11:23:00Z."));
            return otherwise;
        }
    }
}
