package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// One MISP event as a report. Its UUID is the number of the incident, so that a later state of the event
/// is a later version of the report.
final class MispEvent {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /// Members that have been read, are told of by a remark, or are numbers of one installation.
    private static final List<String> TAKEN = List.of(
            "uuid",
            "info",
            "date",
            "timestamp",
            "publish_timestamp",
            "analysis",
            "distribution",
            "Attribute",
            "Object",
            "Tag",
            "Galaxy",
            "EventReport",
            "Orgc",
            "Org",
            "event_creator_email",
            "ShadowAttribute",
            "RelatedEvent",
            "id",
            "org_id",
            "orgc_id",
            "attribute_count",
            "sharing_group_id",
            "proposal_email_lock",
            "locked",
            "disable_correlation",
            "protected");

    private final JsonNode event;
    private final String pointer;
    private final Origin origin;
    private final Remarks remarks = new Remarks();
    private final MispTags tags = new MispTags();
    private final MispAttributes attributes;

    MispEvent(JsonNode event, String pointer, Origin origin, FormatLimits limits) {
        attributes = new MispAttributes(tags, remarks, limits);
        this.event = event;
        this.pointer = pointer;
        this.origin = origin;
    }

    /// What an event must have to be a report.
    static List<Flaw> check(JsonNode event, String pointer) {
        List<Flaw> flaws = new ArrayList<>();
        if (!UUID.matcher(event.path("uuid").asText()).matches()) {
            flaws.add(new Flaw(MispFormat.at(pointer, "uuid"), "missing", "An event has a UUID."));
        }
        if (event.path("info").asText().isBlank()) {
            flaws.add(
                    new Flaw(MispFormat.at(pointer, "info"), "missing", "An event has an info that says what it is."));
        }
        for (String list : List.of("Attribute", "Object", "Tag", "Galaxy")) {
            if (event.has(list)
                    && !event.get(list).isArray()
                    && !event.get(list).isNull()) {
                flaws.add(new Flaw(MispFormat.at(pointer, list), "wrong-type", "This must be a list."));
            }
        }
        int count = event.path("Attribute").size();
        for (JsonNode object : event.path("Object")) {
            count += object.path("Attribute").size();
        }
        if (count > Formats.MAX_INDICATORS) {
            flaws.add(Sentences.tooManyValues(MispFormat.at(pointer, "Attribute"), count));
        }
        return flaws;
    }

    Reading read() {
        tags.take(event);
        Tlp own = tags.tlp();
        attributes.take(event.path("Attribute"), MispFormat.at(pointer, "Attribute"));
        attributes.takeObjects(event.path("Object"), MispFormat.at(pointer, "Object"));
        if (own != null && own != tags.tlp()) {
            remarks.add(
                    MispFormat.at(pointer, "Tag"),
                    "stricter-attribute",
                    "An attribute is marked more strictly than the event; the report as a whole is taken as marked so.");
        }
        if (!event.path("ShadowAttribute").isEmpty()) {
            remarks.add(
                    MispFormat.at(pointer, "ShadowAttribute"),
                    "kept-only",
                    "Proposals of others are kept, but not read.");
        }
        if (!event.path("RelatedEvent").isEmpty()) {
            remarks.add(
                    MispFormat.at(pointer, "RelatedEvent"),
                    "kept-only",
                    "What is said of other events is kept, but not read.");
        }
        if (!attributes.flaws().isEmpty()) {
            return new Reading.Unusable(attributes.flaws());
        }
        Facts facts = facts();
        ReportScope scope = facts.reference() == null
                ? ReportScope.standingFor(
                        Sha256.of(Json.canonical(event)).toString(), origin.member(), facts, origin.receivedAt())
                : ReportScope.of(origin.member(), facts, origin.receivedAt());
        NormalForm form = new NormalForm(scope, facts);
        extras(form);
        return new Reading.Content(
                new NormalReport(ReportFormat.MISP.slug(), facts, form.bundle(), null), remarks.toList());
    }

    private Facts facts() {
        Set<String> malware = new LinkedHashSet<>(tags.clusters("malware"));
        malware.addAll(attributes.malware());
        List<String> hit = attributes.victimNames();
        return new Facts(
                event.path("uuid").textValue(),
                stage(),
                event.has("info")
                        ? OneLine.of(event.path("info").asText())
                        : "MISP attributes: " + event.path("Attribute").size(),
                null,
                null,
                Times.date(event.path("date").asText()),
                null,
                Times.latest(
                        Times.epoch(event.path("timestamp").asText()),
                        Times.epoch(event.path("publish_timestamp").asText())),
                tags.classes(),
                tags.sector(),
                hit.isEmpty() ? Victim.UNTOLD : new Victim(null, null, hit, List.of(), List.of()),
                List.of(),
                null,
                null,
                Impact.UNSTATED,
                attributes.indicators(),
                tags.techniques(),
                List.copyOf(malware),
                attributes.vulnerabilities(),
                List.of(),
                null,
                tlp(),
                Consent.UNSTATED,
                PersonalData.UNKNOWN,
                null,
                reporter(),
                "en");
    }

    /// MISP's analysis: initial, ongoing, complete.
    private ReportStage stage() {
        return switch (event.path("analysis").asText()) {
            case "1" -> ReportStage.UPDATE;
            case "2" -> ReportStage.FINAL;
            default -> ReportStage.ALERT;
        };
    }

    /// A TLP tag wins; without one, how far MISP itself would have distributed the event.
    private Tlp tlp() {
        Tlp tagged = tags.tlp();
        if (tagged != null) {
            return tagged;
        }
        return switch (event.path("distribution").asText()) {
            case "0", "4" -> Tlp.RED;
            case "2" -> Tlp.AMBER;
            case "3" -> Tlp.GREEN;
            default -> Tlp.AMBER_STRICT;
        };
    }

    private @Nullable String reporter() {
        String organisation = event.path("Orgc").path("name").asText("");
        String mail = event.path("event_creator_email").asText("");
        if (organisation.isEmpty() || mail.isEmpty()) {
            String either = organisation.isEmpty() ? mail : organisation;
            return either.isEmpty() ? null : OneLine.of(either);
        }
        return OneLine.of(organisation + ", " + mail);
    }

    /// What facts have no place for: actors, tools, rules as objects of their own; the rest as notes.
    private void extras(NormalForm form) {
        for (String type : List.of("threat-actor", "intrusion-set", "tool", "course-of-action")) {
            for (String name : tags.clusters(type)) {
                form.add(named(form, type, name));
            }
        }
        tags.clusters("vulnerability").forEach(name -> form.add(named(form, "vulnerability", name)));
        countries(form);
        attributes.addTo(form);
        form.notes("Event", aboutEvent());
        form.notes("Tags", tags.others());
        int number = 0;
        for (JsonNode report : event.path("EventReport")) {
            String content = report.path("content").asText();
            if (!content.isBlank()) {
                number++;
                form.note(
                        "Event report " + number + ": "
                                + OneLine.of(report.path("name").asText()),
                        content);
            }
        }
    }

    /// Clusters of countries, by the names that Java knows in English; others stay words.
    private void countries(NormalForm form) {
        List<String> words = new ArrayList<>();
        for (String name : tags.clusters("location")) {
            String code = Countries.code(name);
            if (code == null) {
                words.add(name);
            } else {
                form.add(form.stamp()
                        .on(Sdo.location(
                                        form.scope().id("location", code),
                                        form.stamp().created(),
                                        code)
                                .set("name", name)));
            }
        }
        form.notes("Places", words);
    }

    /// What else the event says of itself, but for numbers that mean something in one MISP alone.
    private List<String> aboutEvent() {
        Leftovers leftovers = new Leftovers();
        TAKEN.forEach(name -> leftovers.take(event, name));
        return leftovers.lines(event);
    }

    private static StixObject named(NormalForm form, String type, String name) {
        StixBuilder builder = StixObject.build(form.scope().id(type, name))
                .created(form.stamp().created())
                .set("name", name);
        return form.stamp().on(builder);
    }
}
