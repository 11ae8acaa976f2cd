package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.stix.PatternText;
import org.caricom.conch.stix.PatternText.Atom;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.caricom.conch.stix.ValuePaths;
import org.jspecify.annotations.Nullable;

/// The values in a bundle: what its indicators look for, and what its observables hold.
///
/// An indicator's values detect when its pattern is nothing but alternatives of equality; a part of a
/// combination means nothing by itself (STIX 2.1 §9.5). Observables are context: somebody saw them, and no
/// more is said.
final class StixValues {
    private final StixGraph graph;
    private final Remarks setAside;
    private final Map<Observable, ReportedIndicator> values = new LinkedHashMap<>();
    private final Map<StixId, Span> seen = new HashMap<>();

    /// When an object was seen.
    private record Span(@Nullable Instant first, @Nullable Instant last, boolean victim) {
        static final Span UNKNOWN = new Span(null, null, false);

        Span with(Span other) {
            return new Span(Times.earliest(first, other.first), Times.latest(last, other.last), victim || other.victim);
        }
    }

    StixValues(StixGraph graph, Remarks setAside) {
        this.graph = graph;
        this.setAside = setAside;
    }

    List<ReportedIndicator> indicators() {
        sightings();
        graph.ofType("indicator").forEach(this::indicator);
        for (StixObject object : graph.bundle().objects()) {
            for (ValuePaths.Value value : ValuePaths.in(object)) {
                observed(object, value);
            }
            if (object.type().equals("observed-data") && object.has("objects")) {
                setAside.add(
                        graph.pointer(object) + "/objects",
                        "kept-only",
                        "Observables inside observed-data are deprecated; these are kept, but not compared.");
            }
        }
        return List.copyOf(values.values());
    }

    private void sightings() {
        for (StixObject sighting : graph.ofType("sighting")) {
            StixId of = sighting.ref("sighting_of_ref");
            if (of != null) {
                note(of, span(sighting, "first_seen", "last_seen", false));
            }
        }
        for (StixObject observed : graph.ofType("observed-data")) {
            boolean victim = observed.texts("labels").contains("conch:role=\"victim\"");
            for (StixId ref : observed.refs("object_refs")) {
                note(ref, span(observed, "first_observed", "last_observed", victim));
            }
        }
    }

    private void note(StixId id, Span span) {
        seen.merge(id, span, Span::with);
    }

    private static Span span(StixObject object, String first, String last, boolean victim) {
        StixTimestamp from = object.timestamp(first);
        StixTimestamp to = object.timestamp(last);
        return new Span(from == null ? null : from.instant(), to == null ? null : to.instant(), victim);
    }

    private void indicator(StixObject indicator) {
        if (indicator.isRevoked()) {
            setAside.add(graph.pointer(indicator), "revoked", "This indicator was revoked by its maker.");
            return;
        }
        String pointer = graph.pointer(indicator) + "/pattern";
        String pattern = String.valueOf(indicator.text("pattern"));
        String language = String.valueOf(indicator.text("pattern_type"));
        if (!language.equals("stix")) {
            setAside.add(pointer, "kept-only", "A " + language + " rule is kept, but its values are not compared.");
            return;
        }
        List<Atom> atoms = PatternText.atoms(pattern);
        if (atoms == null) {
            setAside.add(
                    pointer,
                    "kept-only",
                    "A pattern that is more than a choice of equal values is kept, but its parts are not compared.");
            return;
        }
        for (Atom atom : atoms) {
            Observable value = Observables.fromPatternAtom(atom.path(), atom.value());
            if (value == null) {
                setAside.add(
                        pointer,
                        "no-such-value",
                        "The test of " + OneLine.of(atom.path()) + " is kept, but not compared.");
            } else {
                values.putIfAbsent(value, reported(indicator, value));
            }
        }
    }

    private ReportedIndicator reported(StixObject indicator, Observable value) {
        List<String> types = indicator.texts("indicator_types");
        boolean harmless = types.contains("benign");
        List<String> phases = new ArrayList<>();
        for (JsonNode phase : indicator.json().path("kill_chain_phases")) {
            if (phase.path("kill_chain_name").asText().equals("mitre-attack")) {
                phases.add(phase.path("phase_name").asText());
            }
        }
        JsonNode confidence = indicator.json().path("confidence");
        Span span = seen.getOrDefault(indicator.id(), Span.UNKNOWN);
        String description = indicator.text("description");
        return new ReportedIndicator(
                value,
                !harmless,
                harmless ? Role.UNKNOWN : Role.ATTACKER,
                types,
                phases,
                confidence.isInt() ? Integer.valueOf(confidence.intValue()) : null,
                span.first(),
                span.last(),
                description == null ? indicator.text("name") : description);
    }

    private void observed(StixObject object, ValuePaths.Value found) {
        ObservableType type = ObservableType.parse(found.word());
        Observable value = type == null ? null : Observables.normalise(type, found.value());
        if (value == null) {
            setAside.add(
                    graph.pointer(object),
                    "no-such-value",
                    "This is no " + found.word() + "; it is kept, but not compared.");
            return;
        }
        Span span = seen.getOrDefault(object.id(), Span.UNKNOWN);
        Role role = span.victim() ? Role.VICTIM : Role.UNKNOWN;
        values.putIfAbsent(
                value,
                new ReportedIndicator(value, false, role, List.of(), List.of(), null, span.first(), span.last(), null));
    }
}
