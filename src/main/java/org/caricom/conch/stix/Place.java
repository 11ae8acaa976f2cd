package org.caricom.conch.stix;

import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// Where in an object a check is; becomes a JSON Pointer only when there is a flaw to tell, which is seldom.
final class Place {
    /// The object itself.
    static final Place TOP = new Place(null, "", -1);

    private final @Nullable Place parent;
    private final String name;
    private final int index;

    private Place(@Nullable Place parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    Place to(String member) {
        return new Place(this, member, -1);
    }

    Place to(int element) {
        return new Place(this, "", element);
    }

    /// RFC 6901.
    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        String above = parent.toString();
        return index < 0 ? JsonPointers.append(above, name) : JsonPointers.append(above, index);
    }
}
