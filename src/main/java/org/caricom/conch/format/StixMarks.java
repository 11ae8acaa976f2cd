package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// The TLP of a bundle as a whole: the most restrictive of all its objects' markings.
///
/// What says nothing counts as AMBER+STRICT: the objects that the bundle is about where it has such, else
/// all of its domain objects but identities. A marking that is not in the bundle could mean anything, and
/// counts so too.
final class StixMarks {
    private final StixGraph graph;
    private final Remarks setAside;

    private StixMarks(StixGraph graph, Remarks setAside) {
        this.graph = graph;
        this.setAside = setAside;
    }

    static Tlp tlp(StixGraph graph, Remarks setAside) {
        return new StixMarks(graph, setAside).tlp();
    }

    private Tlp tlp() {
        Tlp strictest = null;
        for (StixObject object : graph.bundle().objects()) {
            Tlp own = of(object);
            strictest = own == null || strictest == null ? (own == null ? strictest : own) : strictest.strictest(own);
        }
        boolean unlabelled = judged().stream().anyMatch(object -> of(object) == null);
        if (strictest == null) {
            return Tlp.AMBER_STRICT;
        }
        return unlabelled ? strictest.strictest(Tlp.AMBER_STRICT) : strictest;
    }

    private List<StixObject> judged() {
        List<StixObject> centres = graph.centres();
        if (!centres.isEmpty()) {
            return centres;
        }
        return graph.bundle().objects().stream()
                .filter(object -> object.created() != null)
                .filter(object -> !object.type().equals("marking-definition")
                        && !object.type().equals("identity")
                        && !object.type().equals("relationship"))
                .toList();
    }

    private @Nullable Tlp of(StixObject object) {
        List<StixId> markings = new ArrayList<>(object.markings());
        for (JsonNode granular : object.json().path("granular_markings")) {
            StixId marking = StixId.parse(granular.path("marking_ref").asText());
            if (marking != null) {
                markings.add(marking);
            }
        }
        Tlp strictest = null;
        for (StixId marking : markings) {
            Tlp tlp = of(object, marking);
            strictest = tlp == null || strictest == null ? (tlp == null ? strictest : tlp) : strictest.strictest(tlp);
        }
        return strictest;
    }

    private @Nullable Tlp of(StixObject object, StixId marking) {
        String word = Markings.tlpWord(marking);
        StixObject definition = word == null ? graph.find(marking) : null;
        if (definition != null) {
            word = Markings.tlpWord(definition);
            return word == null ? null : Tlp.parse(word);
        }
        if (word != null) {
            return Tlp.parse(word);
        }
        setAside.add(
                graph.pointer(object) + "/object_marking_refs",
                "unknown-marking",
                "A marking is not in the bundle, so that nobody knows what it allows; it counts as TLP:AMBER+STRICT.");
        return Tlp.AMBER_STRICT;
    }
}
