package org.caricom.conch.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.CaseState;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.intake.FiledReport;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.stix.IncidentCore;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.Sro;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.caricom.conch.triage.NcissScore;
import org.jspecify.annotations.Nullable;

/// A case as STIX, whole, so that another tool can go on with it: all objects of its reports, and the case
/// itself as an incident by the Incident Core extension, with what was done about it as tasks and what was
/// said as notes.
///
/// The incidents of the reports stay as their makers wrote them (STIX 2.1 §3.6); the case's own is derived
/// from them and holds what they say together. What coordinators wrote for each other does not leave.
final class CaseBundle {
    private final CaseId id;
    private final Facts facts;
    private final List<TimelineEntry> timeline;
    private final StixId incident;
    private final StixTimestamp created;
    private final StixTimestamp modified;
    private final StixObject marking;
    private final Map<String, StixObject> told = new LinkedHashMap<>();
    private final List<StixObject> incidents = new ArrayList<>();

    private CaseBundle(CaseFile file, Instant openedAt, List<TimelineEntry> timeline) {
        id = file.id();
        facts = file.current().facts();
        this.timeline = timeline;
        incident = id("incident", "incident");
        created = StixTimestamp.of(openedAt);
        Instant last = openedAt;
        for (TimelineEntry entry : timeline) {
            last = entry.at().isAfter(last) ? entry.at() : last;
        }
        modified = StixTimestamp.of(last);
        marking = Markings.tlp(facts.tlp().word());
        for (FiledReport report : file.reports()) {
            for (StixObject object : report.bundle().objects()) {
                if (told.putIfAbsent(object.id().toString(), object) == null
                        && object.type().equals("incident")) {
                    incidents.add(object);
                }
            }
        }
    }

    /// What the case is made of, as one bundle.
    ///
    /// @param timeline what everyone who may read the case may read of it
    static Bundle of(
            CaseFile file,
            CaseState state,
            @Nullable Outcome outcome,
            NcissScore score,
            Instant openedAt,
            List<TimelineEntry> timeline) {
        return new CaseBundle(file, openedAt, timeline).bundle(state, outcome, score);
    }

    private Bundle bundle(CaseState state, @Nullable Outcome outcome, NcissScore score) {
        List<StixObject> tasks = new ArrayList<>();
        List<StixObject> notes = new ArrayList<>();
        for (TimelineEntry entry : timeline.reversed()) {
            if (entry.kind() == TimelineEntry.Kind.COMMENT) {
                notes.add(note(entry));
            } else {
                tasks.add(task(entry));
            }
        }
        List<StixObject> all = new ArrayList<>();
        all.add(marking);
        all.add(incident(state, core(state, outcome, score, tasks)));
        all.addAll(tasks);
        all.addAll(notes);
        for (StixObject earlier : incidents) {
            all.add(finish(Sro.relationship(incident, "derived-from", earlier.id(), created), created));
        }
        all.addAll(told.values());
        return Bundle.of(all);
    }

    private StixObject incident(CaseState state, IncidentCore core) {
        List<String> labels = new ArrayList<>();
        facts.classes().forEach(rsit -> labels.add(rsit.machineTag()));
        labels.add("conch:state=\"" + state.word() + "\"");
        return finish(
                Sdo.incident(incident, created, facts.title())
                        .description(facts.summary())
                        .set("lang", facts.language())
                        .labels(labels)
                        .externalReference("conch-case", id.toString(), null)
                        .extension(IncidentCore.ID, core.toJson()),
                modified);
    }

    private IncidentCore core(CaseState state, @Nullable Outcome outcome, NcissScore score, List<StixObject> tasks) {
        JsonNode current = incidents.isEmpty() ? null : core(incidents.getFirst());
        var core = new IncidentCore(determination(outcome, current), investigation(state));
        core.incidentTypes(all("incident_types", ""));
        core.impacts(ids(all("impact_refs", "")));
        ids(all("events", "event_ref")).forEach(core::event);
        ids(all("tasks", "task_ref")).forEach(core::task);
        tasks.forEach(task -> core.task(task.id()));
        if (current != null) {
            Map<String, Long> counts = new TreeMap<>();
            current.path("impacted_entity_counts")
                    .properties()
                    .forEach(
                            count -> counts.put(count.getKey(), count.getValue().longValue()));
            core.impactedEntities(counts);
            core.recoverability(current.path("recoverability").textValue());
        }
        return core.score("NCISS", score.value().doubleValue(), "tables " + score.tables());
    }

    private static JsonNode core(StixObject incident) {
        return incident.json().path("extensions").path(IncidentCore.ID);
    }

    /// What the reports' incidents hold under a name, or under `member` of each of it, none twice.
    private List<String> all(String name, String member) {
        Set<String> values = new LinkedHashSet<>();
        for (StixObject earlier : incidents) {
            for (JsonNode value : core(earlier).path(name)) {
                values.add(
                        member.isEmpty() ? value.asText() : value.path(member).asText());
            }
        }
        return List.copyOf(values);
    }

    private static List<StixId> ids(List<String> texts) {
        return texts.stream().map(StixId::parse).filter(id -> id != null).collect(Collectors.toUnmodifiableList());
    }

    /// What a person concluded at the end, else what the report says.
    private static String determination(@Nullable Outcome outcome, @Nullable JsonNode current) {
        String reported = current == null ? null : current.path("determination").textValue();
        if (outcome == null) {
            return reported == null ? "suspected" : reported;
        }
        return switch (outcome) {
            case CONFIRMED -> "confirmed";
            case FAILED_ATTEMPT -> "failed-attempt";
            case FALSE_POSITIVE -> "false-positive";
            case DUPLICATE, TEST -> reported == null ? "suspected" : reported;
        };
    }

    private static String investigation(CaseState state) {
        return switch (state) {
            case NEW -> "new";
            case TRIAGED, IN_PROGRESS, WAITING, CONTAINED -> "open";
            case RESOLVED, CLOSED -> "closed";
        };
    }

    private StixObject task(TimelineEntry entry) {
        StixTimestamp at = StixTimestamp.of(entry.at());
        String details = new TreeMap<>(entry.details())
                .entrySet().stream()
                        .map(detail -> detail.getKey() + ": " + detail.getValue())
                        .collect(Collectors.joining("\n"));
        return finish(
                Sdo.task(id("task", "entry " + entry.number()), at, "successful")
                        .set("name", name(entry.kind()))
                        .set("task_types", List.of(type(entry)))
                        .description(details.isEmpty() ? null : details)
                        .set("start_time", at)
                        .set("end_time", at),
                at);
    }

    private static String name(TimelineEntry.Kind kind) {
        return switch (kind) {
            case OPENED -> "A report opened the case";
            case JOINED -> "A report joined the case";
            case STATE -> "The state changed";
            case ASSIGNED -> "Somebody took the case over";
            case PRIORITY -> "The priority was chosen";
            case ASSESSED -> "The assessment changed";
            case CLOCK_MET -> "A deadline was met";
            case COMMENT -> "A comment";
            case RELEASED -> "Something was shared";
            case WITHDRAWN -> "What was shared was withdrawn";
            case LISTED -> "A warning list knows a value";
            case SIGHTED -> "A value was seen elsewhere";
        };
    }

    /// A term of task-type-ov. `detected` and `reported` are the reporter's to say.
    private static String type(TimelineEntry entry) {
        return switch (entry.kind()) {
            case OPENED -> "declared";
            case JOINED -> "routine-updates";
            case RELEASED, WITHDRAWN, CLOCK_MET -> "external-outreach";
            case ASSIGNED, PRIORITY, ASSESSED, COMMENT, LISTED, SIGHTED -> "administrative";
            case STATE ->
                switch (String.valueOf(entry.details().get("to"))) {
                    case "in-progress" -> "investigation";
                    case "contained" -> "containment";
                    case "resolved" -> "recovery";
                    default -> "administrative";
                };
        };
    }

    private StixObject note(TimelineEntry entry) {
        StixTimestamp at = StixTimestamp.of(entry.at());
        return finish(
                Sdo.note(id("note", "entry " + entry.number()), at, String.valueOf(entry.text()), List.of(incident)),
                at);
    }

    private StixId id(String type, String what) {
        return StixId.derived(type, "case " + id + "\n" + what);
    }

    /// The case is its member's: made by whoever made the report's incident.
    private StixObject finish(StixBuilder builder, StixTimestamp version) {
        return builder.modified(version)
                .createdBy(incidents.isEmpty() ? null : incidents.getFirst().createdBy())
                .marking(marking.id())
                .build();
    }
}
