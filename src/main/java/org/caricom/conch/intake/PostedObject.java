package org.caricom.conch.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixReading;
import org.caricom.conch.stix.StixRules;
import org.jspecify.annotations.Nullable;

/// One version of a STIX object in a member's inbox, as the member wrote it.
///
/// @param version the time of the version as written; null for an object that has none
/// @param addedAt when it came: a time of its own in microseconds, rising in the order things became visible
public record PostedObject(String id, @Nullable String version, String json, Instant addedAt) {

    /// The valid objects of what was posted; none of what is no list of STIX objects.
    static List<StixObject> in(Filing filing) {
        List<StixObject> objects = new ArrayList<>();
        if (filing instanceof Filing.Posted posted) {
            try {
                for (JsonNode json :
                        Json.parse(posted.message(), JsonLimits.DEFAULT).path("objects")) {
                    if (StixObject.read(json) instanceof StixReading.Whole(StixObject object)
                            && StixRules.check(object).isEmpty()) {
                        objects.add(object);
                    }
                }
            } catch (JsonException _) {
                return List.of();
            }
        }
        return objects;
    }
}
