package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.Recoverability;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Sector;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.IncidentCore;
import org.caricom.conch.stix.StixObject;
import org.caricom.conch.stix.StixTimestamp;
import org.jspecify.annotations.Nullable;

/// What a STIX bundle says, as facts.
final class StixFacts {
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");

    /// Where a bundle without an object that says what it is about takes its title from, the most telling
    /// first.
    private static final List<String> NAMED = List.of(
            "campaign",
            "intrusion-set",
            "threat-actor",
            "malware",
            "indicator",
            "attack-pattern",
            "vulnerability",
            "tool",
            "infrastructure",
            "identity");

    private final StixGraph graph;
    private final Remarks setAside = new Remarks();

    StixFacts(StixGraph graph) {
        this.graph = graph;
    }

    List<Flaw> setAside() {
        return setAside.toList();
    }

    Facts facts() {
        StixObject centre = graph.centre();
        JsonNode core = core();
        String language = centre == null ? null : centre.text("lang");
        return new Facts(
                reference(),
                stage(core),
                title(),
                centre == null ? null : centre.text("description"),
                eventTime(),
                taskTime("detected"),
                taskTime("reported"),
                writtenAt(),
                classes(core),
                sector(),
                victim(),
                List.of(),
                count(core, "individual"),
                count(core, "system"),
                impact(core),
                new StixValues(graph, setAside).indicators(),
                techniques(),
                names("malware"),
                vulnerabilities(),
                List.of(),
                null,
                StixMarks.tlp(graph, setAside),
                Consent.UNSTATED,
                PersonalData.UNKNOWN,
                outcome(core),
                null,
                language == null ? "en" : language);
    }

    /// The identifier of the one object that the bundle is about: later bundles about it are versions of
    /// this report.
    private @Nullable String reference() {
        List<StixObject> centres = graph.centres();
        return centres.size() == 1 ? centres.getFirst().id().toString() : null;
    }

    private JsonNode core() {
        for (StixObject incident : graph.centres()) {
            JsonNode core = incident.json().path("extensions").path(IncidentCore.ID);
            if (core.isObject()) {
                return core;
            }
        }
        return Json.object();
    }

    private static ReportStage stage(JsonNode core) {
        return switch (core.path("investigation_status").asText()) {
            case "closed" -> ReportStage.FINAL;
            case "open" -> ReportStage.UPDATE;
            default -> ReportStage.ALERT;
        };
    }

    private static @Nullable Outcome outcome(JsonNode core) {
        return switch (core.path("determination").asText()) {
            case "confirmed" -> Outcome.CONFIRMED;
            case "failed-attempt", "blocked" -> Outcome.FAILED_ATTEMPT;
            case "false-positive" -> Outcome.FALSE_POSITIVE;
            default -> null;
        };
    }

    private String title() {
        for (StixObject centre : graph.centres()) {
            String name = centre.text("name");
            if (name != null && !name.isBlank()) {
                return OneLine.of(name);
            }
        }
        for (String type : NAMED) {
            for (StixObject object : graph.ofType(type)) {
                String name = object.text("name");
                if (name != null && !name.isBlank()) {
                    return OneLine.of(name);
                }
            }
        }
        return "STIX bundle of " + graph.bundle().objects().size() + " objects";
    }

    private @Nullable Instant eventTime() {
        Instant earliest = null;
        for (StixObject event : graph.ofType("event")) {
            StixTimestamp start = event.timestamp("start_time");
            earliest = Times.earliest(earliest, start == null ? null : start.instant());
        }
        return earliest;
    }

    private @Nullable Instant taskTime(String type) {
        Instant earliest = null;
        for (StixObject task : graph.ofType("task")) {
            StixTimestamp start = task.timestamp("start_time");
            if (task.texts("task_types").contains(type)) {
                earliest = Times.earliest(earliest, start == null ? null : start.instant());
            }
        }
        return earliest;
    }

    private @Nullable Instant writtenAt() {
        List<StixObject> centres = graph.centres();
        Instant latest = null;
        for (StixObject object : centres.isEmpty() ? graph.bundle().objects() : centres) {
            StixTimestamp version = object.type().equals("marking-definition") ? null : object.version();
            latest = Times.latest(latest, version == null ? null : version.instant());
        }
        return latest;
    }

    private List<Rsit> classes(JsonNode core) {
        Set<Rsit> classes = new LinkedHashSet<>();
        for (StixObject object : graph.bundle().objects()) {
            for (String label : object.texts("labels")) {
                Rsit rsit = Rsit.parse(label);
                if (rsit != null) {
                    classes.add(rsit);
                }
            }
        }
        if (classes.isEmpty()) {
            for (JsonNode type : core.path("incident_types")) {
                classes.addAll(IncidentTypes.meant(type.asText()));
            }
        }
        return List.copyOf(classes);
    }

    private @Nullable Sector sector() {
        List<StixObject> candidates = new ArrayList<>(graph.victims());
        candidates.addAll(graph.witnesses());
        for (StixObject identity : candidates) {
            for (String word : identity.texts("sectors")) {
                Sector sector = Sector.parse(word);
                if (sector == null && word.startsWith("government")) {
                    sector = Sector.GOVERNMENT;
                }
                if (sector != null) {
                    return sector;
                }
            }
        }
        return null;
    }

    private Victim victim() {
        List<String> names = new ArrayList<>();
        String contact = null;
        for (StixObject identity : graph.victims()) {
            contact = contact == null ? identity.text("contact_information") : contact;
            add(names, identity);
        }
        String name = names.isEmpty() ? null : names.getFirst();
        graph.witnesses().forEach(witness -> add(names, witness));
        if (name != null) {
            names.remove(name);
        }
        return names.isEmpty() && name == null
                ? Victim.UNTOLD
                : new Victim(name, contact, names.stream().distinct().toList(), List.of(), List.of());
    }

    private static void add(List<String> names, StixObject identity) {
        String name = identity.text("name");
        if (name != null && !name.isBlank()) {
            names.add(name);
        }
    }

    private static @Nullable Long count(JsonNode core, String entity) {
        JsonNode count = core.path("impacted_entity_counts").path(entity);
        return count.isIntegralNumber() && count.canConvertToLong() ? Long.valueOf(count.longValue()) : null;
    }

    private static Impact impact(JsonNode core) {
        Recoverability recoverability =
                Recoverability.parse(core.path("recoverability").asText());
        return recoverability == null
                ? Impact.UNSTATED
                : new Impact(null, null, null, null, null, recoverability, null);
    }

    private List<String> techniques() {
        Set<String> ids = new LinkedHashSet<>();
        for (StixObject pattern : graph.ofType("attack-pattern")) {
            for (JsonNode reference : pattern.json().path("external_references")) {
                String id = Techniques.idIn(reference.path("external_id").asText());
                if (id != null && reference.path("source_name").asText().startsWith("mitre")) {
                    ids.add(id);
                }
            }
        }
        return List.copyOf(ids);
    }

    private List<String> names(String type) {
        Set<String> names = new LinkedHashSet<>();
        for (StixObject object : graph.ofType(type)) {
            String name = object.text("name");
            if (name != null && !name.isBlank()) {
                names.add(OneLine.of(name));
            }
        }
        return List.copyOf(names);
    }

    private List<String> vulnerabilities() {
        Set<String> ids = new LinkedHashSet<>();
        for (StixObject vulnerability : graph.ofType("vulnerability")) {
            for (JsonNode reference : vulnerability.json().path("external_references")) {
                if (CVE.matcher(reference.path("external_id").asText()).matches()) {
                    ids.add(reference.path("external_id").asText());
                }
            }
            String name = vulnerability.text("name");
            if (name != null && CVE.matcher(name).matches()) {
                ids.add(name);
            }
        }
        return List.copyOf(ids);
    }
}
