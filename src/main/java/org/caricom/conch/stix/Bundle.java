package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// STIX objects in one document, STIX 2.1 §8. Being in one bundle relates them in no way.
///
/// @param id      the bundle's own identifier, which means nothing
/// @param objects in the order of the document, each version of an object once
public record Bundle(StixId id, List<StixObject> objects) {
    public Bundle {
        if (!id.type().equals("bundle")) {
            throw new IllegalArgumentException("a bundle's id is of type bundle");
        }
        objects = List.copyOf(objects);
    }

    /// What came of reading a bundle: the objects that can be used, and what is wrong with the rest.
    ///
    /// @param bundle null when the document is no bundle at all
    /// @param flaws  pointers start at the document; an object with a flaw of its own is not in the bundle
    public record Reading(@Nullable Bundle bundle, List<Flaw> flaws) {
        public Reading {
            flaws = List.copyOf(flaws);
        }
    }

    /// A bundle of these objects. The same objects in the same order give the same identifier; an object that
    /// stands there twice in the same version is taken once.
    public static Bundle of(List<StixObject> objects) {
        List<StixObject> distinct = distinct(objects);
        var content = new ByteArrayOutputStream();
        for (StixObject object : distinct) {
            content.writeBytes(object.canonical());
            content.write('\n');
        }
        return new Bundle(StixId.derived("bundle", content.toString(StandardCharsets.UTF_8)), distinct);
    }

    private static List<StixObject> distinct(List<StixObject> objects) {
        Map<String, StixObject> byVersion = new LinkedHashMap<>();
        for (StixObject object : objects) {
            byVersion.putIfAbsent(object.id() + " " + object.version(), object);
        }
        return List.copyOf(byVersion.values());
    }

    /// Takes a bundle apart. Objects are read as [StixObject#read(JsonNode)] does and must follow [StixRules].
    public static Reading read(JsonNode json) {
        List<Flaw> flaws = new ArrayList<>();
        if (!json.isObject() || !"bundle".equals(json.path("type").textValue())) {
            return new Reading(null, List.of(new Flaw("/type", "wrong-value", "a bundle is of type bundle")));
        }
        String idText = json.path("id").textValue();
        StixId id = idText == null ? null : StixId.parse(idText);
        if (id == null || !id.type().equals("bundle")) {
            flaws.add(new Flaw("/id", idText == null ? "missing" : "wrong-value", "a bundle has an id of type bundle"));
        }
        JsonNode list = json.path("objects");
        if (!list.isArray() || list.isEmpty()) {
            flaws.add(new Flaw("/objects", "empty", "a bundle without objects says nothing"));
        }
        List<StixObject> objects = new ArrayList<>();
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            String pointer = JsonPointers.append("/objects", i);
            switch (StixObject.read(list.get(i))) {
                case StixReading.Flawed flawed -> flaws.addAll(below(pointer, flawed.flaws()));
                case StixReading.Whole whole -> {
                    List<Flaw> breaches = StixRules.check(whole.object());
                    flaws.addAll(below(pointer, breaches));
                    if (breaches.isEmpty()) {
                        objects.add(whole.object());
                    }
                }
            }
        }
        return new Reading(
                id == null || !id.type().equals("bundle") ? of(objects) : new Bundle(id, distinct(objects)), flaws);
    }

    private static List<Flaw> below(String pointer, List<Flaw> flaws) {
        return flaws.stream()
                .map(flaw -> new Flaw(pointer + flaw.pointer(), flaw.code(), flaw.detail()))
                .toList();
    }

    /// The object with this identifier, in its latest version; null when there is none.
    public @Nullable StixObject find(StixId wanted) {
        StixObject found = null;
        for (StixObject object : objects) {
            if (object.id().equals(wanted)) {
                StixTimestamp version = object.version();
                StixTimestamp best = found == null ? null : found.version();
                if (found == null || (version != null && best != null && version.isAfter(best))) {
                    found = object;
                }
            }
        }
        return found;
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("type", "bundle");
        json.put("id", id.toString());
        if (!objects.isEmpty()) {
            ArrayNode list = json.putArray("objects");
            objects.forEach(object -> list.add(object.json()));
        }
        return json;
    }
}
