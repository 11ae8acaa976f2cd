package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.Violation.Level;
import org.jspecify.annotations.Nullable;

/// What STIX 2.1 asks of objects together, wherever several are in hand. Objects are handed over one after the
/// other; what is wrong is told at the end. References to objects that are not there are no fault: they may be
/// elsewhere.
public final class BundleRules {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<Entry>> byId = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private static final String MAKER = "created_by_ref";

    private record Entry(StixObject object, String pointer) {}

    /// Takes the next object.
    ///
    /// @param pointer where it stands in the document
    public void add(StixObject object, String pointer) {
        var entry = new Entry(object, pointer);
        entries.add(entry);
        byId.computeIfAbsent(object.id().toString(), _ -> new ArrayList<>(1)).add(entry);
    }

    /// All that is wrong with the objects that were taken.
    public List<Violation> violations() {
        violations.clear();
        if (entries.stream().anyMatch(entry -> entry.object.id().hasUpperCase())) {
            cases();
        }
        Map<String, Entry> uuids = HashMap.newHashMap(entries.size());
        for (Entry entry : entries) {
            uuid(entry, uuids);
        }
        byId.values().forEach(this::versions);
        for (Entry entry : entries) {
            switch (entry.object.type()) {
                case "language-content" -> translations(entry);
                case "marking-definition" -> circle(entry);
                case "impact" -> superseded(entry);
                default -> {}
            }
        }
        return List.copyOf(violations);
    }

    private void tell(Entry entry, String below, String code, String section, Level level, String detail) {
        violations.add(new Violation(entry.pointer + below, "bundle:" + code, section, level, code, detail));
    }

    private void cases() {
        Map<String, Entry> folded = new HashMap<>();
        for (Entry entry : entries) {
            Entry same = folded.putIfAbsent(entry.object.id().toString().toLowerCase(Locale.ROOT), entry);
            if (same != null && !same.object.id().equals(entry.object.id())) {
                tell(entry, "/id", "id-case", "§2.9", Level.SHOULD, "another identifier differs in case alone");
            }
        }
    }

    /// §2.9: one producer does not give one UUID to objects of two types. Observables get theirs from what
    /// they say.
    private void uuid(Entry entry, Map<String, Entry> uuids) {
        if (entry.object.kind() == StixKind.SCO) {
            return;
        }
        String uuid = entry.object.id().uuidText();
        Entry same = uuids.putIfAbsent(uuid, entry);
        if (same != null && !Objects.equals(same.object.text(MAKER), entry.object.text(MAKER))) {
            same = uuids.putIfAbsent(uuid + " " + entry.object.text(MAKER), entry);
        }
        if (same != null && !same.object.type().equals(entry.object.type())) {
            tell(entry, "/id", "shared-uuid", "§2.9", Level.MUST, "an object of another type has the same UUID");
        }
    }

    /// §3.6.
    private void versions(List<Entry> all) {
        if (all.size() < 2) {
            return;
        }
        Entry first = all.getFirst();
        Map<String, Entry> byVersion = new HashMap<>();
        for (Entry entry : all) {
            if (!String.valueOf(first.object.created()).equals(String.valueOf(entry.object.created()))) {
                tell(entry, "/created", "created", "§3.6", Level.MUST, "all versions were created at one time");
            }
            Entry same = byVersion.putIfAbsent(String.valueOf(entry.object.version()), entry);
            if (same != null && !same.object.equals(entry.object)) {
                tell(entry, "", "two-contents", "§3.6", Level.SHOULD, "the same version is there with other content");
            }
            if (entry.object.isRevoked()) {
                later(entry, all);
            }
        }
    }

    private void later(Entry revoked, List<Entry> all) {
        StixTimestamp last = revoked.object.version();
        for (Entry entry : all) {
            StixTimestamp version = entry.object.version();
            if (last != null && version != null && version.isAfter(last)) {
                tell(entry, "/modified", "revoked", "§3.6", Level.MUST, "what is revoked has no later version");
            }
        }
    }

    /// §7.1: translations mirror the shape of what they translate, in the version that they are of.
    private void translations(Entry entry) {
        StixId id = entry.object.ref("object_ref");
        List<Entry> targets = id == null ? null : byId.get(id.toString());
        if (targets == null) {
            return;
        }
        StixTimestamp modified = entry.object.timestamp("object_modified");
        Entry target = null;
        for (Entry candidate : targets) {
            StixTimestamp version = candidate.object.modified();
            if (modified == null || (version != null && version.compareTo(modified) == 0)) {
                target = candidate;
            }
        }
        if (target == null) {
            tell(entry, "/object_modified", "object-modified", "§7.1", Level.MUST, "no version there is of this time");
            return;
        }
        for (Map.Entry<String, JsonNode> language :
                entry.object.json().path("contents").properties()) {
            for (Map.Entry<String, JsonNode> property : language.getValue().properties()) {
                JsonNode original = target.object.get(property.getKey());
                if (original == null || !mirrors(property.getValue(), original)) {
                    String below =
                            JsonPointers.append(JsonPointers.append("/contents", language.getKey()), property.getKey());
                    tell(entry, below, "translation", "§7.1", Level.MUST, "the object has nothing of this shape here");
                }
            }
        }
    }

    private static boolean mirrors(JsonNode translation, JsonNode original) {
        if (translation.isArray()) {
            boolean same = original.isArray() && original.size() == translation.size();
            for (int i = 0; same && i < translation.size(); i++) {
                same = mirrors(translation.get(i), original.get(i));
            }
            return same;
        }
        if (translation.isObject()) {
            for (Map.Entry<String, JsonNode> part : translation.properties()) {
                JsonNode other = original.get(part.getKey());
                if (other == null || !mirrors(part.getValue(), other)) {
                    return false;
                }
            }
            return original.isObject();
        }
        return original.isValueNode();
    }

    /// §7.2.2: markings do not mark each other in a circle.
    private void circle(Entry entry) {
        Set<StixId> seen = new HashSet<>();
        List<StixId> next = new ArrayList<>(entry.object.markings());
        while (!next.isEmpty()) {
            StixId id = next.removeLast();
            if (id.equals(entry.object.id()) && !seen.isEmpty()) {
                tell(
                        entry,
                        "/object_marking_refs",
                        "circular-marking",
                        "§7.2",
                        Level.MUST,
                        "these markings mark each other in a circle");
                return;
            }
            if (seen.add(id)) {
                StixObject marking = find(id);
                next.addAll(marking == null ? List.of() : marking.markings());
            }
        }
    }

    private void superseded(Entry entry) {
        StixId id = entry.object.ref("superseded_by_ref");
        StixObject next = id == null ? null : find(id);
        String category = entry.object.text("impact_category");
        if (next != null && category != null && !category.equals(next.text("impact_category"))) {
            tell(
                    entry,
                    "/superseded_by_ref",
                    "superseded",
                    "IncidentCore",
                    Level.MUST,
                    "an impact is superseded by one of its category");
        }
    }

    private @Nullable StixObject find(StixId id) {
        List<Entry> found = byId.get(id.toString());
        return found == null ? null : found.getFirst().object;
    }
}
