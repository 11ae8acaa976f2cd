package org.caricom.conch.stix;

import org.jspecify.annotations.Nullable;

/// Starts relationship objects, STIX 2.1 §5.
public final class Sro {
    private Sro() {}

    /// §5.1, with an identifier that follows from the three: a relationship is told by its ends and its type.
    public static StixBuilder relationship(StixId source, String type, StixId target, StixTimestamp created) {
        StixId id = StixId.derived("relationship", source + " " + type + " " + target);
        return relationship(source, type, target, created, id);
    }

    /// §5.1; `type` in lower case with hyphens.
    public static StixBuilder relationship(
            StixId source, String type, StixId target, StixTimestamp created, StixId id) {
        return StixObject.build(id)
                .created(created)
                .set("relationship_type", type)
                .set("source_ref", source)
                .set("target_ref", target);
    }

    /// §5.2: `of`, a domain object, was seen; `count` times, null when not known.
    public static StixBuilder sighting(StixId id, StixId of, StixTimestamp created, @Nullable Long count) {
        return StixObject.build(id).created(created).set("sighting_of_ref", of).set("count", count);
    }
}
