package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.format.MispTypes.Home;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// The attributes of a MISP event, those inside its objects too: values to compare, and what stays words.
final class MispAttributes {
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");

    private final Remarks remarks;
    private final MispTags tags;
    private final Map<Observable, ReportedIndicator> values = new LinkedHashMap<>();
    private final Set<String> vulnerabilities = new LinkedHashSet<>();
    private final Set<String> malware = new LinkedHashSet<>();
    private final Set<String> victimNames = new LinkedHashSet<>();
    private final List<String> words = new ArrayList<>();
    private final List<String> personal = new ArrayList<>();
    private final List<Observable> refuted = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private final Evidence evidence;
    private final MispHomes homes = new MispHomes();
    private final MispObjects objects = new MispObjects();

    /// What an attribute takes from where it stands.
    private record Place(String pointer, boolean victims, String comment) {}

    MispAttributes(MispTags tags, Remarks remarks, FormatLimits limits) {
        this.tags = tags;
        this.remarks = remarks;
        evidence = new Evidence(flaws, remarks, false, limits);
    }

    /// Takes the `Attribute` list of an event.
    void take(JsonNode attributes, String pointer) {
        for (int i = 0; i < attributes.size(); i++) {
            attribute(attributes.get(i), new Place(JsonPointers.append(pointer, i), false, ""));
        }
    }

    /// Takes the `Object` list of an event.
    void takeObjects(JsonNode objects, String pointer) {
        for (int i = 0; i < objects.size(); i++) {
            JsonNode object = objects.get(i);
            String at = JsonPointers.append(pointer, i);
            if (object.path("deleted").asBoolean()) {
                remarks.add(at, "deleted", "This object is marked as deleted.");
                continue;
            }
            String name = object.path("name").asText();
            String comment = object.path("comment").asText().strip();
            boolean victims = MispTypes.describesVictim(name);
            if (!victims) {
                this.objects.take(object);
            }
            JsonNode attributes = object.path("Attribute");
            for (int j = 0; j < attributes.size(); j++) {
                attribute(
                        attributes.get(j),
                        new Place(
                                JsonPointers.append(at + "/Attribute", j),
                                victims,
                                name + (comment.isEmpty() ? "" : ": " + comment)));
            }
        }
    }

    private void attribute(JsonNode attribute, Place place) {
        if (attribute.path("deleted").asBoolean()) {
            remarks.add(place.pointer(), "deleted", "This attribute is marked as deleted.");
            return;
        }
        tags.take(attribute);
        String type = attribute.path("type").asText();
        String value = attribute.path("value").asText().strip();
        if (attribute.has("data")) {
            remarks.add(
                    place.pointer() + "/data", "kept-only", "A file is kept in the report as filed, and not opened.");
            String data = attribute.path("data").asText("");
            if (!data.isEmpty()) {
                evidence.base64(data, place.pointer() + "/data", type + " " + OneLine.of(value), null);
            }
        }
        if (value.isEmpty()) {
            remarks.add(place.pointer(), "empty", "This attribute has no value.");
            return;
        }
        Home home = MispTypes.home(type);
        if (home == null) {
            remarks.add(
                    place.pointer() + "/type",
                    "unknown-type",
                    "MISP's core format has no such type; the value is kept as a note.");
            home = Home.WORDS;
        }
        if (attribute.path("category").asText().equals("Targeting data") || type.startsWith("target-")) {
            victimNames.add(OneLine.of(value));
        }
        homed(attribute, place, home, value);
    }

    private void homed(JsonNode attribute, Place place, Home home, String value) {
        String type = attribute.path("type").asText();
        boolean detects = toIds(attribute);
        switch (home.kind()) {
            case VALUE -> {
                ObservableType compared = MispTypes.simple(type);
                if (compared != null) {
                    compared(attribute, place, compared, value, detects);
                }
            }
            case PAIR -> {
                List<MispTypes.Side> sides = MispTypes.composite(type);
                if (sides != null) {
                    composite(attribute, place, value, sides);
                }
            }
            case VULNERABILITY -> {
                if (CVE.matcher(value).matches()) {
                    vulnerabilities.add(value);
                } else {
                    word(attribute, place, type, value);
                }
            }
            case MALWARE -> malware.add(OneLine.of(value));
            case REFERENCE -> {
                if (detects) {
                    compared(attribute, place, ObservableType.URL, value, true);
                } else {
                    word(attribute, place, type, value);
                }
            }
            case PERSONAL -> personal.add(line(attribute, place, type, value));
            case HASH, NAMED_HASH, CERTIFICATE, RULE, WEAKNESS, SOFTWARE, NAMED, EMAIL -> {
                boolean whose = role(attribute, place, detects) != Role.VICTIM;
                if (!homes.take(home, value, detects && whose, comment(attribute, place))) {
                    remarks.add(
                            place.pointer() + "/value",
                            "no-such-value",
                            "This is no " + type + "; it is kept as a note, and not compared.");
                    word(attribute, place, type, value);
                }
            }
            case VICTIM, FILE, WORDS -> word(attribute, place, type, value);
        }
    }

    private void composite(JsonNode attribute, Place place, String value, List<MispTypes.Side> sides) {
        boolean file = sides.getFirst().type() == ObservableType.FILE_NAME;
        int bar = file ? value.lastIndexOf('|') : value.indexOf('|');
        if (bar < 0) {
            ObservableType first = sides.getFirst().type();
            if (first != null) {
                compared(attribute, place, first, value, toIds(attribute));
            }
            return;
        }
        List<String> parts = List.of(value.substring(0, bar), value.substring(bar + 1));
        for (int i = 0; i < 2; i++) {
            ObservableType type = sides.get(i).type();
            if (type == null) {
                word(attribute, place, attribute.path("type").asText(), value);
            } else {
                // Of a file with a hash, the hash detects: names are shared by good and bad.
                boolean detects = toIds(attribute) && !(file && i == 0);
                compared(attribute, place, type, parts.get(i), detects);
            }
        }
    }

    private void compared(JsonNode attribute, Place place, ObservableType type, String text, boolean detects) {
        Observable value = Observables.normalise(type, text);
        if (value == null && !isWords(type)) {
            value = Observables.parse(text);
            if (value != null) {
                remarks.add(
                        place.pointer() + "/value",
                        "other-type",
                        "This is no " + type.word() + "; it was read as "
                                + value.type().word() + ".");
            }
        }
        if (value == null) {
            remarks.add(
                    place.pointer() + "/value",
                    "no-such-value",
                    "This is no " + type.word() + "; it is kept as a note, and not compared.");
            word(attribute, place, attribute.path("type").asText(), text);
            return;
        }
        Role role = role(attribute, place, detects);
        Sightings seen = Sightings.of(attribute);
        if (seen.refuted()) {
            refuted.add(value);
            remarks.add(place.pointer() + "/Sighting", "refuted", "Somebody calls this value a false positive.");
        }
        // The name of a MISP object alone says no more than the type does.
        String comment = attribute.path("comment").asText("").isBlank()
                        && !place.comment().contains(":")
                ? ""
                : comment(attribute, place);
        ReportedIndicator reported = new ReportedIndicator(
                value,
                detects && role != Role.VICTIM,
                role,
                List.of(),
                List.of(),
                null,
                seen.first(),
                seen.last(),
                comment.isEmpty() ? null : comment);
        values.merge(value, reported, (before, now) -> now.detects() && !before.detects() ? now : before);
    }

    private static Role role(JsonNode attribute, Place place, boolean detects) {
        String type = attribute.path("type").asText();
        String category = attribute.path("category").asText();
        if (place.victims() || category.equals("Targeting data") || type.startsWith("target-")) {
            return Role.VICTIM;
        }
        // Who a mail went to is hit by it, but an address that stolen data went to is the attacker's.
        if (type.equals("email-dst") && !category.equals("Network activity")) {
            return Role.VICTIM;
        }
        return detects ? Role.ATTACKER : Role.UNKNOWN;
    }

    private static boolean isWords(ObservableType type) {
        return switch (type) {
            case FILE_NAME, MUTEX, USER_ACCOUNT, USER_AGENT, EMAIL_SUBJECT, WINDOWS_REGISTRY_KEY -> true;
            default -> false;
        };
    }

    private static boolean toIds(JsonNode attribute) {
        JsonNode flag = attribute.path("to_ids");
        return flag.asBoolean() || flag.asText().equals("1");
    }

    private void word(JsonNode attribute, Place place, String type, String value) {
        words.add(line(attribute, place, type, value));
    }

    private static String line(JsonNode attribute, Place place, String type, String value) {
        String relation = attribute.path("object_relation").asText("");
        String comment = comment(attribute, place);
        String name = relation.isEmpty() || relation.equals(type) ? type : type + " (" + relation + ")";
        return name + ": " + value + (comment.isEmpty() ? "" : " [" + comment + "]");
    }

    private static String comment(JsonNode attribute, Place place) {
        String own = attribute.path("comment").asText("").strip();
        if (own.isEmpty() || place.comment().isEmpty()) {
            return own.isEmpty() ? place.comment() : own;
        }
        return place.comment() + ": " + own;
    }

    /// When an attribute was seen: its own span and its sightings together.
    private record Sightings(
            @Nullable Instant first, @Nullable Instant last, boolean refuted) {
        static Sightings of(JsonNode attribute) {
            Instant first = Times.rfc3339(attribute.path("first_seen").asText(""));
            Instant last = Times.rfc3339(attribute.path("last_seen").asText(""));
            boolean refuted = false;
            for (JsonNode sighting : attribute.path("Sighting")) {
                String type = sighting.path("type").asText("0");
                Instant at = Times.epoch(sighting.path("date_sighting").asText(""));
                if (type.equals("1")) {
                    refuted = true;
                } else if (type.equals("0") || type.equals("3")) {
                    first = Times.earliest(first, at);
                    last = Times.latest(last, at);
                }
            }
            return first != null && last != null && last.isBefore(first)
                    ? new Sightings(last, first, refuted)
                    : new Sightings(first, last, refuted);
        }
    }

    List<ReportedIndicator> indicators() {
        Map<Observable, ReportedIndicator> all = new LinkedHashMap<>(values);
        evidence.hashes().forEach(hash -> all.putIfAbsent(hash.observable(), hash));
        return List.copyOf(all.values());
    }

    /// What makes the event unusable.
    List<Flaw> flaws() {
        return List.copyOf(flaws);
    }

    /// Adds what is no fact: objects, rules, files, and what somebody does not believe.
    void addTo(NormalForm form) {
        homes.addTo(form);
        objects.addTo(form);
        form.notes("Evidence", evidence.lines());
        form.notes("Further values", words);
        form.notes("Personal data", personal);
        for (Observable value : refuted) {
            ReportedIndicator reported = values.get(value);
            if (reported != null && reported.detects() && Observables.toPattern(value) != null) {
                opinion(form, value);
            }
        }
    }

    /// A sighting of type 1 says that a value detects what it should not.
    private static void opinion(NormalForm form, Observable value) {
        StixId indicator = IndicatorObjects.id(form.scope(), value);
        form.add(form.stamp()
                .on(StixObject.build(form.scope().id("opinion", "refuted " + indicator))
                        .created(form.stamp().created())
                        .set("opinion", "strongly-disagree")
                        .set("explanation", "A sighting calls this a false positive.")
                        .set("object_refs", List.of(indicator))));
    }

    List<String> vulnerabilities() {
        return List.copyOf(vulnerabilities);
    }

    List<String> malware() {
        return List.copyOf(malware);
    }

    List<String> victimNames() {
        return List.copyOf(victimNames);
    }
}
