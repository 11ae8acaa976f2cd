package org.caricom.conch.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.InformationImpact;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.IncidentCore;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.Sro;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// The incident itself as STIX: the incident with its core extension, what happened and was done, what it
/// cost whom, and
/// the victim, who is part of the report and of nothing that leaves.
final class IncidentObjects {
    private final ReportScope scope;
    private final Stamp stamp;
    private final Facts facts;
    private final IncidentDetail detail;
    private final StixId incident;
    private final List<StixObject> objects = new ArrayList<>();
    private final List<StixId> impacts = new ArrayList<>();

    IncidentObjects(ReportScope scope, Stamp stamp, Facts facts) {
        this(scope, stamp, facts, new IncidentDetail());
    }

    IncidentObjects(ReportScope scope, Stamp stamp, Facts facts, IncidentDetail detail) {
        this.scope = scope;
        this.stamp = stamp;
        this.facts = facts;
        this.detail = detail;
        incident = scope.id("incident", "incident");
    }

    List<StixObject> all() {
        impacts();
        IncidentCore core = core();
        objects.add(0, incident(core));
        victim();
        words();
        return List.copyOf(objects);
    }

    /// The incident without what hangs on it, for reports that bring the rest in their own objects.
    StixObject alone() {
        return incident(new IncidentCore(
                        IncidentTypes.determination(facts.outcome()), IncidentTypes.investigation(facts.stage()))
                .incidentTypes(IncidentTypes.of(facts.classes())));
    }

    private StixObject incident(IncidentCore core) {
        StixBuilder builder = Sdo.incident(incident, stamp.created(), facts.title())
                .description(facts.summary())
                .set("lang", facts.language())
                .labels(facts.classes().stream().map(rsit -> rsit.machineTag()).toList())
                .extension(IncidentCore.ID, core.toJson());
        if (facts.reference() != null) {
            builder.externalReference("caricom-member-" + scope.member().value(), facts.reference(), null);
        }
        return stamp.on(builder);
    }

    private IncidentCore core() {
        IncidentCore core = new IncidentCore(
                        IncidentTypes.determination(facts.outcome()), IncidentTypes.investigation(facts.stage()))
                .incidentTypes(IncidentTypes.of(facts.classes()))
                .criticality(detail.criticality())
                .detectionMethods(detail.detectionMethods())
                .impacts(impacts)
                .impactedEntities(entities());
        if (facts.impact().recoverability() != null) {
            core.recoverability(facts.impact().recoverability().word());
        }
        if (facts.beganAt() != null) {
            StixObject began = stamp.on(Sdo.event(scope.id("event", "began"), stamp.created(), "occurred")
                    .set("name", "Began")
                    .set("start_time", StixTimestamp.of(facts.beganAt()))
                    .set("start_time_fidelity", detail.beganFidelity()));
            core.event(began.id());
            objects.add(began);
        }
        task(core, "Noticed", "detected", facts.noticedAt());
        task(core, "Reporter became aware", "reported", facts.awareAt());
        for (int i = 0; i < facts.actionsTaken().size(); i++) {
            StixObject action = stamp.on(Sdo.task(scope.id("task", "action " + i), stamp.created(), "unknown")
                    .set("name", "Action taken")
                    .description(facts.actionsTaken().get(i)));
            core.task(action.id());
            objects.add(action);
        }
        return core;
    }

    private void task(IncidentCore core, String name, String type, @Nullable Instant at) {
        if (at != null) {
            StixObject task = stamp.on(Sdo.task(scope.id("task", type), stamp.created(), "successful")
                    .set("name", name)
                    .set("task_types", List.of(type))
                    .set("start_time", StixTimestamp.of(at))
                    .set("end_time", StixTimestamp.of(at)));
            core.task(task.id());
            objects.add(task);
        }
    }

    private Map<String, Long> entities() {
        Map<String, Long> counts = new TreeMap<>();
        if (facts.peopleAffected() != null) {
            counts.put("individual", facts.peopleAffected());
        }
        if (facts.systemsAffected() != null) {
            counts.put("system", facts.systemsAffected());
        }
        return counts;
    }

    private void impacts() {
        if (facts.impact().functional() != null) {
            impact(
                    "functional",
                    "availability",
                    Json.object()
                            .put(
                                    "availability_impact",
                                    IncidentTypes.availability(facts.impact().functional())));
        }
        if (facts.impact().information() != null) {
            information(facts.impact().information());
        }
        switch (facts.personalData().involved()) {
            case YES -> personalData("confirmed-loss");
            case SUSPECTED -> personalData("suspected-loss");
            case NO, UNKNOWN -> {
                // nothing is known to be lost
            }
        }
        detail.effects().forEach(effect -> impact(effect.what(), effect.category(), effect.detail()));
    }

    private void information(InformationImpact impact) {
        switch (impact) {
            case NO_IMPACT ->
                impact("information", "confidentiality", Json.object().put("loss_type", "none"));
            case SUSPECTED -> loss("suspected-loss", "system");
            case PRIVACY_DATA -> loss("confirmed-loss", "pii");
            case PROPRIETARY_INFORMATION -> loss("confirmed-loss", "proprietary");
            case CRITICAL_SYSTEMS_DATA -> loss("confirmed-loss", "system");
            case CORE_CREDENTIALS -> loss("confirmed-loss", "credentials-admin");
            case DESTRUCTION_NON_CRITICAL -> destruction("partial-destruction");
            case DESTRUCTION_CRITICAL -> destruction("full-destruction");
        }
    }

    private void loss(String type, String information) {
        impact(
                "information",
                "confidentiality",
                Json.object().put("loss_type", type).put("information_type", information));
    }

    private void destruction(String alteration) {
        impact(
                "information",
                "integrity",
                Json.object().put("alteration", alteration).put("information_type", "system"));
    }

    private void personalData(String loss) {
        PersonalData data = facts.personalData();
        ObjectNode detail = Json.object()
                .put("loss_type", loss)
                .put("information_type", data.categories().contains("health") ? "phi" : "pii");
        if (data.records() != null) {
            detail.put("record_count", data.records());
        }
        impact("personal data", "confidentiality", detail);
    }

    private void impact(String what, String category, ObjectNode detail) {
        StixObject impact = stamp.on(Sdo.impact(scope.id("impact", what), stamp.created(), category, detail)
                .description("By the report's " + what));
        impacts.add(impact.id());
        objects.add(impact);
    }

    private void victim() {
        Victim victim = facts.victim();
        if (victim.equals(Victim.UNTOLD) && facts.sector() == null) {
            return;
        }
        StixObject identity = stamp.on(Sdo.identity(
                        scope.id("identity", "victim"),
                        stamp.created(),
                        victim.name() == null ? "Victim, not named" : victim.name(),
                        "organization")
                .set("roles", List.of("victim"))
                .set(
                        "sectors",
                        facts.sector() == null
                                ? List.of()
                                : List.of(facts.sector().word()))
                .set("contact_information", victim.contact()));
        objects.add(identity);
        objects.add(stamp.on(Sro.relationship(incident, "targets", identity.id(), stamp.created())));
        List<String> known = new ArrayList<>();
        known.addAll(victim.names());
        known.addAll(victim.domains());
        known.addAll(victim.networks());
        if (!known.isEmpty()) {
            objects.add(new Notes(scope, stamp, facts.language())
                    .about(identity.id(), "Recognised by", String.join("\n", known)));
        }
    }

    /// What is told in words and has no property of its own.
    private void words() {
        if (!facts.services().isEmpty()) {
            note("Affected services", String.join("\n", facts.services()));
        }
        if (facts.helpWanted() != null) {
            note("Help wanted", facts.helpWanted());
        }
        if (facts.reporter() != null) {
            note("Reporter", facts.reporter());
        }
        PersonalData data = facts.personalData();
        List<String> lines = new ArrayList<>();
        line(lines, "Categories", data.categories().isEmpty() ? null : String.join(", ", data.categories()));
        line(lines, "People", data.subjects());
        line(lines, "Records", data.records());
        line(lines, "Consequences", data.consequences());
        line(lines, "Data protection officer", data.officer());
        line(lines, "Authority notified", data.authorityNotifiedAt());
        line(lines, "People notified", data.subjectsNotifiedAt());
        if (!lines.isEmpty()) {
            note("Personal data", String.join("\n", lines));
        }
    }

    private static void line(List<String> lines, String name, @Nullable Object value) {
        if (value != null) {
            lines.add(name + ": " + value);
        }
    }

    private void note(String what, String content) {
        objects.add(new Notes(scope, stamp, facts.language()).about(incident, what, content));
    }
}
