package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;

/// Reads a MISP event: alone, as `{"Event": …}`, or as the one event of a `response`; or
/// the attributes of a `response` without an event.
final class MispFormat {
    private MispFormat() {}

    static Reading read(JsonNode document, Origin origin) {
        if (document.path("Event").isObject()) {
            return event(document.get("Event"), "/Event", origin);
        }
        JsonNode response = document.path("response");
        if (response.path("Event").isObject()) {
            return event(response.get("Event"), "/response/Event", origin);
        }
        if (response.isArray()) {
            return one(response, origin);
        }
        if (response.path("Attribute").isArray() && !response.path("Attribute").isEmpty()) {
            return collection(response.path("Attribute"), origin);
        }
        if (document.has("response")) {
            return unusable(
                    "/response", "no-event", "This is what MISP answers to a search, but there is no event in it.");
        }
        return event(document, "", origin);
    }

    private static Reading one(JsonNode response, Origin origin) {
        if (response.size() > 1) {
            return unusable(
                    "/response",
                    "several-events",
                    "There are " + response.size()
                            + " events in it. File each by itself, so that each has its receipt.");
        }
        if (!response.path(0).path("Event").isObject()) {
            return unusable("/response", "no-event", "There is no event in it.");
        }
        return event(response.get(0).get("Event"), "/response/0/Event", origin);
    }

    /// What MISP answers to a search for attributes: values without an event, as a list of them.
    private static Reading collection(JsonNode attributes, Origin origin) {
        ObjectNode event = Json.object();
        event.set("Attribute", attributes);
        return attributes.size() > Formats.MAX_INDICATORS
                ? new Reading.Unusable(List.of(Sentences.tooManyValues("/response/Attribute", attributes.size())))
                : new MispEvent(event, "/response", origin).read();
    }

    private static Reading event(JsonNode event, String pointer, Origin origin) {
        List<Flaw> flaws = MispEvent.check(event, pointer);
        return flaws.isEmpty() ? new MispEvent(event, pointer, origin).read() : new Reading.Unusable(flaws);
    }

    private static Reading unusable(String pointer, String code, String detail) {
        return new Reading.Unusable(List.of(new Flaw(pointer, code, detail)));
    }

    /// The pointer to a member of an event.
    static String at(String pointer, String name) {
        return JsonPointers.append(pointer, name);
    }
}
