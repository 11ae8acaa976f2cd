package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.caricom.conch.json.JsonPointers;

/// Reads incidents in VERIS (Vocabulary for Event Recording and Incident Sharing) 1.3 and 1.4: one, or a list.
final class VerisFormat {
    private VerisFormat() {}

    /// Whether this is an incident, or a list of nothing else.
    static boolean fits(JsonNode document) {
        if (document.isArray()) {
            return !document.isEmpty() && document.valueStream().allMatch(VerisFormat::isIncident);
        }
        return isIncident(document);
    }

    private static boolean isIncident(JsonNode node) {
        return node.has("incident_id") && node.has("schema_version") && node.has("action");
    }

    static Reading read(JsonNode document, Origin origin, FormatLimits limits) {
        if (!document.isArray()) {
            return new VerisIncident(document, "", origin).read();
        }
        int most = limits.of(FormatLimit.INCIDENTS);
        if (document.size() > most) {
            return new Reading.Unusable(List.of(Sentences.tooManyIncidents("", document.size(), most)));
        }
        Container container = new Container();
        for (int i = 0; i < document.size(); i++) {
            String pointer = JsonPointers.append("", i);
            container.add(pointer, new VerisIncident(document.get(i), pointer, origin).read());
        }
        return container.read();
    }
}
