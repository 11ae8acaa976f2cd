package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.Corpora;
import org.caricom.conch.json.Json;

/// Another's opinion on STIX objects: the JSON schemas that OASIS publishes, each object judged by its type's.
///
/// `event`, `impact`, `task` and types of others have none: the common part judges them, with the observables'
/// for objects that have no versions. TLP 2.0 is younger than the schemas, so that its markings are compared
/// with the published ones instead.
public final class OasisSchemas {
    private final Map<String, Schema> byType = new HashMap<>();

    /// Loads the schemas; skips the test when they are not there. Nothing is fetched.
    public OasisSchemas() {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        for (Path file : Corpora.jsonFiles("oasis-stix21-schemas")) {
            String text = new String(Corpora.bytes(file), StandardCharsets.UTF_8);
            String id = Json.own(text).path("$id").asText();
            String name = file.getFileName().toString().replace(".json", "");
            texts.put(id, text);
            ids.put(name, id);
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
        ids.forEach((name, id) -> byType.put(name, registry.getSchema(SchemaLocation.of(id))));
    }

    /// What is wrong with an object; empty when nothing is.
    public List<String> judge(JsonNode object) {
        String type = object.path("type").asText();
        if (type.equals("marking-definition") && object.path("extensions").has(Markings.TLP2_EXTENSION.toString())) {
            String word = Markings.tlpWord(StixId.of(object.path("id").asText()));
            boolean published = word != null && Markings.tlp(word).json().equals(object);
            return published ? List.of() : List.of("no published TLP 2.0 marking");
        }
        Schema schema = byType.get(type);
        if (schema == null) {
            schema = byType.get(object.has("created") ? "core" : "cyber-observable-core");
        }
        return schema.validate(object).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /// What is wrong with the objects of a bundle or a TAXII envelope, each sentence with the object's
    /// identifier.
    public List<String> judgeAll(Iterable<JsonNode> objects) {
        List<String> all = new ArrayList<>();
        for (JsonNode object : objects) {
            judge(object).forEach(error -> all.add(object.path("id").asText() + " " + error));
        }
        return all;
    }
}
