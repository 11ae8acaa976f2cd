package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;

/// Reads the body of a post (TAXII 2.1 §3.7).
public final class TaxiiEnvelope {
    private TaxiiEnvelope() {}

    /// The objects in it.
    ///
    /// @throws Problem 400 when it is no strict JSON, 422 when it is something else than an envelope with objects
    public static JsonNode objects(byte[] body) throws Problem {
        JsonNode json;
        try {
            json = Json.parse(body, JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw Problem.badRequest("The body is not strict JSON.").with(List.of(e.flaw()));
        }
        JsonNode objects = json.path("objects");
        if (json.has("type") || !objects.isArray() || objects.isEmpty()) {
            throw Problem.of(
                    ProblemType.UNUSABLE,
                    "A TAXII envelope is a JSON object with a list of \"objects\", not empty; a bundle is none.");
        }
        return objects;
    }
}
