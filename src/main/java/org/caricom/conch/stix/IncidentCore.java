package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// The Incident Core extension of the OASIS CTI common objects (draft of February 2024), which says of an
/// incident what STIX 2.1 itself leaves out. Built up and then hung on an incident:
/// `incident.extension(IncidentCore.ID, core.toJson())`.
public final class IncidentCore {
    /// The extension itself.
    public static final String ID = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";

    /// What makes an `event` an object of its own.
    public static final String EVENT_EXTENSION = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e";

    /// What makes an `impact` an object of its own.
    public static final String IMPACT_EXTENSION = "extension-definition--7cc33dd6-f6a1-489b-98ea-522d351d71b9";

    /// What makes a `task` an object of its own.
    public static final String TASK_EXTENSION = "extension-definition--2074a052-8be4-4932-849e-f5e7798e0030";

    private final ObjectNode json = Json.object();

    /// Starts with what the extension must have.
    ///
    /// @param determination       `blocked`, `confirmed`, `failed-attempt`, `false-positive` or `suspected`
    /// @param investigationStatus `closed`, `new` or `open`
    public IncidentCore(String determination, String investigationStatus) {
        json.put("extension_type", "property-extension");
        json.put("determination", determination);
        json.put("investigation_status", investigationStatus);
    }

    /// 0 to 100; null when not known.
    public IncidentCore criticality(@Nullable Integer value) {
        if (value != null) {
            json.put("criticality", value);
        }
        return this;
    }

    /// Terms of incident-detection-method-ov, such as `user-reporting`.
    public IncidentCore detectionMethods(Collection<String> methods) {
        return list("detection_methods", methods);
    }

    /// Terms of event-type-ov, such as `ransomware`.
    public IncidentCore incidentTypes(Collection<String> types) {
        return list("incident_types", types);
    }

    public IncidentCore impacts(Collection<StixId> impacts) {
        return list("impact_refs", impacts);
    }

    /// Adds an event; in the order they happened.
    public IncidentCore event(StixId event) {
        json.withArray("/events").addObject().put("event_ref", event.toString());
        return this;
    }

    /// Adds a task; in the order they were done.
    public IncidentCore task(StixId task) {
        json.withArray("/tasks").addObject().put("task_ref", task.toString());
        return this;
    }

    /// From terms of entity-type-ov, such as `individual`, to how many were affected.
    public IncidentCore impactedEntities(Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            ObjectNode node = json.putObject("impacted_entity_counts");
            counts.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(count -> node.put(count.getKey(), count.getValue()));
        }
        return this;
    }

    /// `extended`, `not-applicable`, `not-recoverable`, `regular` or `supplemented`; null when not known.
    public IncidentCore recoverability(@Nullable String value) {
        if (value != null) {
            json.put("recoverability", value);
        }
        return this;
    }

    /// Adds a score by a named system.
    public IncidentCore score(String name, double value, @Nullable String description) {
        ObjectNode score =
                json.withArray("/scores").addObject().put("name", name).put("value", value);
        if (description != null) {
            score.put("description", description);
        }
        return this;
    }

    private IncidentCore list(String name, Collection<?> values) {
        if (!values.isEmpty()) {
            var list = json.putArray(name);
            values.forEach(value -> list.add(value.toString()));
        }
        return this;
    }

    /// The extension's content, for [StixBuilder#extension(String, ObjectNode)].
    public ObjectNode toJson() {
        return json.deepCopy();
    }
}
