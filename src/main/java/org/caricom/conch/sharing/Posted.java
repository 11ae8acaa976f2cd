package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// A writer's own STIX object for a collection made by hand, verbatim. It comes from the writer alone, never from a
/// report; only this package makes one, and only with a marking that may be shared.
///
/// @param tlp what it is marked; null when its writer set no TLP, and chose the readers with the collection
record Posted(StixObject object, @Nullable Tlp tlp) {
    /// What came of looking at an object's markings.
    sealed interface Check {
        /// It may be shared.
        record Fit(Posted posted) implements Check {}

        /// It may not.
        ///
        /// @param reason a sentence for its writer
        record Unfit(String reason) implements Check {}
    }

    static Check check(StixObject object) {
        Set<Tlp> whole = new HashSet<>();
        for (StixId marking : object.markings()) {
            Tlp tlp = tlp(marking);
            if (tlp != null) {
                whole.add(tlp);
            }
        }
        if (whole.size() > 1) {
            return new Check.Unfit("Its TLP markings contradict each other.");
        }
        Tlp tlp = whole.isEmpty() ? null : whole.iterator().next();
        Tlp narrowest = tlp == null ? Tlp.CLEAR : tlp;
        var granular = object.get("granular_markings");
        if (granular != null) {
            for (var one : granular) {
                StixId marking = StixId.parse(one.path("marking_ref").asText());
                Tlp part = marking == null ? null : tlp(marking);
                narrowest = part == null ? narrowest : narrowest.strictest(part);
            }
        }
        if (!narrowest.isAtMost(Tlp.AMBER)) {
            return new Check.Unfit(narrowest.label() + " is not for sharing in a collection.");
        }
        return new Check.Fit(new Posted(object, tlp == null && narrowest == Tlp.CLEAR ? null : narrowest));
    }

    private static @Nullable Tlp tlp(StixId marking) {
        String word = Markings.tlpWord(marking);
        return word == null ? null : Tlp.parse(word);
    }

    String versionText() {
        StixTimestamp version = object.version();
        return version == null ? "" : version.toString();
    }

    @Nullable Instant version() {
        StixTimestamp version = object.version();
        return version == null ? null : version.instant();
    }

    String json() {
        return Json.text(object.json());
    }
}
