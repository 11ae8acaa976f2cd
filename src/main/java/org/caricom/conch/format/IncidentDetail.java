package org.caricom.conch.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a format says of an incident that has a place in STIX, but none in the facts.
final class IncidentDetail {
    private final Set<String> detectionMethods = new LinkedHashSet<>();
    private final List<Effect> effects = new ArrayList<>();
    private @Nullable Integer criticality;
    private @Nullable String beganFidelity;

    /// One impact of the incident.
    ///
    /// @param what     tells it from the others of the report
    /// @param category of the Incident Core extension, without `-ext`
    /// @param detail   the content of that sub-extension
    record Effect(String what, String category, ObjectNode detail) {}

    /// Adds a term of incident-detection-method-ov; nothing for null.
    void detectedBy(@Nullable String method) {
        if (method != null) {
            detectionMethods.add(method);
        }
    }

    void effect(String what, String category, ObjectNode detail) {
        effects.add(new Effect(what, category, detail));
    }

    /// @param value 0 to 100
    void criticality(int value) {
        criticality = value;
    }

    /// How exactly the beginning is known: `year`, `month`, `day`; null where the time says it all.
    void beganFidelity(@Nullable String fidelity) {
        beganFidelity = fidelity;
    }

    List<String> detectionMethods() {
        return List.copyOf(detectionMethods);
    }

    List<Effect> effects() {
        return List.copyOf(effects);
    }

    @Nullable Integer criticality() {
        return criticality;
    }

    @Nullable String beganFidelity() {
        return beganFidelity;
    }
}
