package org.caricom.conch.scrub;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the first look left of a release: the objects that may leave, without identifiers yet, and an account of what
/// became of every part of the source.
public final class Draft {
    private final Map<NaturalKey, DraftObject> objects;
    private final List<Preview.Row> rows;
    private final List<Needle> needles;
    private final int sourceObjects;

    Draft(List<DraftObject> objects, List<Preview.Row> rows, List<Needle> needles, int sourceObjects) {
        this.objects = new LinkedHashMap<>();
        objects.forEach(object -> this.objects.putIfAbsent(object.key(), object));
        this.rows = List.copyOf(rows);
        this.needles = List.copyOf(needles);
        this.sourceObjects = sourceObjects;
    }

    /// What needs an identifier before it can be cleared.
    public List<NaturalKey> keys() {
        return List.copyOf(objects.keySet());
    }

    Collection<DraftObject> objects() {
        return objects.values();
    }

    List<Preview.Row> rows() {
        return rows;
    }

    List<Needle> needles() {
        return needles;
    }

    int sourceObjects() {
        return sourceObjects;
    }
}
