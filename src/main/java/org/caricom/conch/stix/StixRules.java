package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.caricom.conch.json.Flaw;

/// What STIX 2.1 asks of an object, as a table.
public final class StixRules {
    private StixRules() {}

    /// Every rule that the object breaks; pointers start at the object.
    public static List<Flaw> check(StixObject object) {
        return List.of();
    }

    static StixKind kind(StixObject object) {
        return StixKind.UNKNOWN;
    }

    static boolean needsSpecVersion(JsonNode object) {
        return object.has("created");
    }
}
