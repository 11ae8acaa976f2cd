package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.Violation.Level;
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
    /// @param bundle     null when the document is no bundle at all
    /// @param violations what the bundle and its objects break by themselves, of every level; pointers start
    ///                       at the document. An object that breaks a MUST is not in the bundle
    /// @param together   what objects break only beside each other, by [BundleRules]: none of them is unusable
    ///                       for that
    public record Reading(@Nullable Bundle bundle, List<Violation> violations, List<Violation> together) {
        public Reading {
            violations = List.copyOf(violations);
            together = List.copyOf(together);
        }

        /// What keeps the bundle or an object of it from being read: the MUSTs among [#violations()].
        public List<Flaw> flaws() {
            return violations.stream()
                    .filter(violation -> violation.level() == Level.MUST)
                    .map(Violation::flaw)
                    .toList();
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
        Set<StixId> ids = HashSet.newHashSet(objects.size());
        Set<StixId> repeated = new HashSet<>();
        for (StixObject object : objects) {
            if (!ids.add(object.id())) {
                repeated.add(object.id());
            }
        }
        if (repeated.isEmpty()) {
            return List.copyOf(objects);
        }
        List<StixObject> distinct = new ArrayList<>(objects.size());
        Set<String> versions = new HashSet<>();
        for (StixObject object : objects) {
            if (!repeated.contains(object.id()) || versions.add(object.id() + " " + object.version())) {
                distinct.add(object);
            }
        }
        return distinct;
    }

    /// Takes a bundle apart. Objects are read as [StixObject#read(JsonNode)] does and must follow [StixRules],
    /// each by itself, and [BundleRules] together. They are parts of the document, which nobody changes from
    /// then on.
    public static Reading read(JsonNode json) {
        if (!json.isObject() || !"bundle".equals(json.path("type").textValue())) {
            return new Reading(null, List.of(breach("/type", "wrong-value", "a bundle is of type bundle")), List.of());
        }
        List<Violation> violations = new ArrayList<>();
        String idText = json.path("id").textValue();
        StixId id = idText == null ? null : StixId.parse(idText);
        if (id == null || !id.isOfType("bundle")) {
            id = null;
            violations.add(
                    breach("/id", idText == null ? "missing" : "wrong-value", "a bundle has an id of type bundle"));
        }
        JsonNode list = json.path("objects");
        if (!list.isMissingNode() && (!list.isArray() || list.isEmpty())) {
            violations.add(breach("/objects", "empty", "a list of objects is filled, or left out"));
        }
        List<StixObject> objects = new ArrayList<>();
        var together = new BundleRules();
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            String pointer = JsonPointers.append("/objects", i);
            switch (StixObject.take(list.get(i))) {
                case StixReading.Flawed flawed ->
                    flawed.violations().forEach(violation -> violations.add(violation.below(pointer)));
                case StixReading.Whole whole -> {
                    boolean good = true;
                    for (Violation violation : StixRules.violations(whole.object())) {
                        good &= violation.level() != Level.MUST;
                        violations.add(violation.below(pointer));
                    }
                    together.add(whole.object(), pointer);
                    if (good) {
                        objects.add(whole.object());
                    }
                }
            }
        }
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            switch (property.getKey()) {
                case "type", "id", "objects" -> {}
                default ->
                    violations.add(new Violation(
                            JsonPointers.append("", property.getKey()),
                            "bundle:property",
                            "§8",
                            Level.SHOULD,
                            "custom",
                            "a bundle has a type, an id and objects, and nothing else"));
            }
        }
        return new Reading(
                id == null ? of(objects) : new Bundle(id, distinct(objects)), violations, together.violations());
    }

    private static Violation breach(String pointer, String code, String detail) {
        return new Violation(pointer, "bundle." + pointer.substring(1) + ":" + code, "§8", Level.MUST, code, detail);
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
