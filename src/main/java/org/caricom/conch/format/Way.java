package org.caricom.conch.format;

import java.util.ArrayDeque;
import java.util.Deque;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// The way from a document to a place in it, put into words only when somebody asks: a pointer for each of a million
/// values, each as long as its names are, would be a document's cheapest way of filling our memory.
///
/// @param parent null for the document itself
/// @param name   of a member; empty for the document and for elements of lists
/// @param index  of an element of a list; −1 for members
record Way(@Nullable Way parent, String name, int index) {
    static final Way DOCUMENT = new Way(null, "", -1);

    Way member(String child) {
        return new Way(this, child, -1);
    }

    Way element(int child) {
        return new Way(this, "", child);
    }

    /// Whether a member of this name is on the way.
    boolean leadsThrough(String member) {
        for (Way way = this; way != null; way = way.parent) {
            if (way.index < 0 && way.name.equals(member)) {
                return true;
            }
        }
        return false;
    }

    /// RFC 6901.
    String pointer() {
        Deque<Way> steps = new ArrayDeque<>();
        for (Way way = this; way.parent != null; way = way.parent) {
            steps.push(way);
        }
        StringBuilder pointer = new StringBuilder();
        for (Way step : steps) {
            pointer.append(step.index < 0 ? JsonPointers.append("", step.name) : JsonPointers.append("", step.index));
        }
        return pointer.toString();
    }

    @Override
    public String toString() {
        return pointer();
    }
}
