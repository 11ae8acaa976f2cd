package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// The objects of a bundle by what is asked of them: their type, their ties, their place in the document.
final class StixGraph {
    /// Types of object that say what a bundle is about, the most telling first.
    private static final List<String> CENTRES = List.of("incident", "report", "grouping");

    private final Bundle bundle;
    private final Map<String, List<StixObject>> byType = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<StixId, StixObject> byId = new HashMap<>();

    StixGraph(Bundle bundle, JsonNode document) {
        this.bundle = bundle;
        for (StixObject object : bundle.objects()) {
            byType.computeIfAbsent(object.type(), _ -> new ArrayList<>()).add(object);
            byId.merge(object.id(), object, StixGraph::later);
        }
        JsonNode objects = document.path("objects");
        for (int i = 0; i < objects.size(); i++) {
            places.putIfAbsent(objects.get(i).path("id").asText(), i);
        }
    }

    Bundle bundle() {
        return bundle;
    }

    /// The object with this identifier, in its latest version; null when it is not in the bundle.
    @Nullable StixObject find(StixId id) {
        return byId.get(id);
    }

    private static StixObject later(StixObject one, StixObject other) {
        StixTimestamp first = one.version();
        StixTimestamp second = other.version();
        return first != null && second != null && second.isAfter(first) ? other : one;
    }

    List<StixObject> ofType(String type) {
        return byType.getOrDefault(type, List.of());
    }

    /// The objects that say what the bundle is about: all of the most telling type that it has.
    List<StixObject> centres() {
        for (String type : CENTRES) {
            if (!ofType(type).isEmpty()) {
                return latest(ofType(type));
            }
        }
        return List.of();
    }

    /// Without those that others of them say they are derived from (STIX 2.1 §3.7), as a case is from its reports.
    private List<StixObject> latest(List<StixObject> objects) {
        Set<StixId> all = objects.stream().map(StixObject::id).collect(Collectors.toSet());
        Set<StixId> sources = new HashSet<>();
        for (StixObject relationship : ofType("relationship")) {
            StixId from = relationship.ref("source_ref");
            StixId to = relationship.ref("target_ref");
            if ("derived-from".equals(relationship.text("relationship_type"))
                    && from != null
                    && to != null
                    && all.contains(from)
                    && !from.equals(to)) {
                sources.add(to);
            }
        }
        List<StixObject> latest = objects.stream()
                .filter(object -> !sources.contains(object.id()))
                .toList();
        return latest.isEmpty() ? objects : latest;
    }

    /// The first of [#centres()]; null when there is none.
    @Nullable StixObject centre() {
        List<StixObject> centres = centres();
        return centres.isEmpty() ? null : centres.getFirst();
    }

    /// Where an object stands in the document.
    String pointer(StixObject object) {
        return "/objects/" + places.getOrDefault(object.id().toString(), 0);
    }

    /// The identities that somebody is said to target or to have hit.
    List<StixObject> victims() {
        Set<StixObject> victims = new LinkedHashSet<>();
        for (StixObject relationship : ofType("relationship")) {
            String type = relationship.text("relationship_type");
            StixId target = relationship.ref("target_ref");
            if (target != null
                    && target.type().equals("identity")
                    && ("targets".equals(type) || "impacts".equals(type) || "compromises".equals(type))) {
                add(victims, target);
            }
        }
        for (StixObject identity : ofType("identity")) {
            if (identity.texts("roles").contains("victim")) {
                victims.add(identity);
            }
        }
        return List.copyOf(victims);
    }

    /// The identities that saw something, who may be victims too.
    List<StixObject> witnesses() {
        Set<StixObject> witnesses = new LinkedHashSet<>();
        for (StixObject sighting : ofType("sighting")) {
            for (StixId where : sighting.refs("where_sighted_refs")) {
                add(witnesses, where);
            }
        }
        return List.copyOf(witnesses);
    }

    private void add(Set<StixObject> objects, StixId id) {
        StixObject object = find(id);
        if (object != null && object.type().equals("identity")) {
            objects.add(object);
        }
    }
}
