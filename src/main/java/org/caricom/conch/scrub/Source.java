package org.caricom.conch.scrub;

import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.stix.StixObject;

/// One report that a release draws on.
///
/// @param facts   what it says
/// @param objects the STIX objects it became
/// @param member  who filed it
/// @param known   values that warning lists know as harmless or shared by many
/// @param shareable whether it may give output; where it may not, its words are searched for all the same
public record Source(
        Facts facts, List<StixObject> objects, MemberNames member, Set<Observable> known, boolean shareable) {
    public Source {
        objects = List.copyOf(objects);
        known = Set.copyOf(known);
    }
}
