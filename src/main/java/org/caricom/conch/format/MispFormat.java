package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;

/// Reads a MISP event: alone, as `{"Event": …}`, or as one or several in a `response`; or
/// the attributes of a `response` without an event.
final class MispFormat {
    private MispFormat() {}

    static Reading read(JsonNode document, Origin origin, FormatLimits limits) {
        if (document.path("Event").isObject()) {
            return event(document.get("Event"), "/Event", origin, limits);
        }
        JsonNode response = document.path("response");
        if (response.path("Event").isObject()) {
            return event(response.get("Event"), "/response/Event", origin, limits);
        }
        if (response.isArray()) {
            return several(response, origin, limits);
        }
        if (response.path("Attribute").isArray() && !response.path("Attribute").isEmpty()) {
            return collection(response.path("Attribute"), origin, limits);
        }
        if (document.has("response")) {
            return unusable(
                    "/response", "no-event", "This is what MISP answers to a search, but there is no event in it.");
        }
        return event(document, "", origin, limits);
    }

    private static Reading several(JsonNode response, Origin origin, FormatLimits limits) {
        if (response.isEmpty()) {
            return unusable("/response", "no-event", "There is no event in it.");
        }
        int most = limits.of(FormatLimit.INCIDENTS);
        if (response.size() > most) {
            return new Reading.Unusable(List.of(Sentences.tooManyIncidents("/response", response.size(), most)));
        }
        Container container = new Container();
        for (int i = 0; i < response.size(); i++) {
            String pointer = JsonPointers.append("/response", i);
            JsonNode event = response.get(i).path("Event");
            container.add(
                    pointer,
                    event.isObject()
                            ? event(event, pointer + "/Event", origin, limits)
                            : unusable(pointer, "no-event", "There is no event in it."));
        }
        return container.read();
    }

    /// What MISP answers to a search for attributes: values without an event, as a list of them.
    private static Reading collection(JsonNode attributes, Origin origin, FormatLimits limits) {
        ObjectNode event = Json.object();
        event.set("Attribute", attributes);
        return attributes.size() > Formats.MAX_INDICATORS
                ? new Reading.Unusable(List.of(Sentences.tooManyValues("/response/Attribute", attributes.size())))
                : new MispEvent(event, "/response", origin, limits).read();
    }

    private static Reading event(JsonNode event, String pointer, Origin origin, FormatLimits limits) {
        List<Flaw> flaws = MispEvent.check(event, pointer);
        return flaws.isEmpty() ? new MispEvent(event, pointer, origin, limits).read() : new Reading.Unusable(flaws);
    }

    private static Reading unusable(String pointer, String code, String detail) {
        return new Reading.Unusable(List.of(new Flaw(pointer, code, detail)));
    }

    /// The pointer to a member of an event.
    static String at(String pointer, String name) {
        return JsonPointers.append(pointer, name);
    }
}
