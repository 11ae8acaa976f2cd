package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.format.IncidentKinds.Kind;
import org.caricom.conch.format.ValueFields.Seen;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// Reads events of IntelMQ: one, a list, or one a line. All of a filing is one report about what a feed saw.
///
/// Names are those of IntelMQ's data harmonisation, with dots (`source.ip`) or as objects inside each other.
/// An event that is none is set aside and told; the others are read.
final class IntelMqFormat {
    private static final ValueFields VALUES = ValueFields.read("intelmq-values");

    private final List<Flaw> setAside = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private final Origin origin;
    private final Gathered gathered = new Gathered();
    private final List<Event> events = new ArrayList<>();
    private final Set<String> feeds = new LinkedHashSet<>();
    private final Evidence evidence;
    private int number;

    /// What is left of an event beside the facts.
    private record Event(
            Traffic traffic,
            @Nullable Instant first,
            @Nullable Instant last,
            List<String> rest) {}

    private IntelMqFormat(Origin origin, FormatLimits limits) {
        this.origin = origin;
        evidence = new Evidence(setAside, remarks, false, limits);
    }

    /// Whether an object, or the first of a list, is an event.
    static boolean fits(JsonNode document) {
        JsonNode first = document.isArray() ? document.path(0) : document;
        return isEvent(first);
    }

    static boolean isEvent(JsonNode node) {
        return node.has("classification.type")
                || node.path("classification").has("type")
                || (node.has("feed.name") && (node.has("time.observation") || node.has("time.source")));
    }

    static Reading read(JsonNode document, Origin origin, FormatLimits limits) {
        Map<String, JsonNode> events = new LinkedHashMap<>();
        if (document.isArray()) {
            for (int i = 0; i < document.size(); i++) {
                events.put(JsonPointers.append("", i), document.get(i));
            }
        } else {
            events.put("", document);
        }
        return read(events, List.of(), origin, limits);
    }

    /// Reads events by where they stand.
    ///
    /// @param broken what could not even be read as JSON
    static Reading read(Map<String, JsonNode> events, List<Flaw> broken, Origin origin, FormatLimits limits) {
        int most = limits.of(FormatLimit.INCIDENTS);
        if (events.size() > most) {
            return new Reading.Unusable(List.of(
                    new Flaw("", "too-many", "There are " + events.size() + " events, at most " + most + " can be.")));
        }
        IntelMqFormat format = new IntelMqFormat(origin, limits);
        broken.forEach(format.setAside::add);
        events.forEach(format::event);
        return format.report(Json.array().addAll(events.values()));
    }

    private void event(String pointer, JsonNode node) {
        ObjectNode flat = Json.object();
        if (node.isObject()) {
            flatten(node, "", flat, 0);
        }
        List<Flaw> flaws = new ArrayList<>();
        take(new Fields(flat, pointer), flaws, new Gathered(), new Remarks(), false);
        if (!node.isObject() || !isEvent(node)) {
            flaws.add(new Flaw(pointer, "no-event", "This is no event: it has no classification.type."));
        }
        if (flaws.isEmpty()) {
            take(new Fields(flat, pointer), flaws, gathered, remarks, true);
        } else {
            setAside.addAll(flaws);
        }
    }

    /// IntelMQ writes `{"source": {"ip": …}}` where it is told to.
    private static void flatten(JsonNode node, String name, ObjectNode flat, int depth) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String full = name.isEmpty() ? member.getKey() : name + "." + member.getKey();
            if (member.getValue().isObject() && depth < 8 && !full.equals("extra")) {
                flatten(member.getValue(), full, flat, depth + 1);
            } else {
                flat.set(full, member.getValue());
            }
        }
    }

    private void take(Fields fields, List<Flaw> flaws, Gathered into, Remarks told, boolean keep) {
        String type = fields.text("classification.type");
        Kind kind = type == null ? null : IncidentKinds.find(type);
        if (kind == null) {
            flaws.add(new Flaw(
                    fields.at("classification.type"),
                    type == null ? "missing" : "wrong-value",
                    type == null
                            ? "An event has a classification.type."
                            : "This is no type of IntelMQ's classification."));
            return;
        }
        fields.take("classification.taxonomy");
        Instant seen = time(fields, "time.source", flaws, told);
        Instant observed = time(fields, "time.observation", flaws, told);
        Instant first = seen == null ? observed : seen;
        Traffic traffic = traffic(fields);
        int before = into.count();
        VALUES.take(fields, kind, new Seen(first, first, accuracy(fields)), into, flaws, told);
        if (traffic.from() == null && traffic.to() == null && into.count() == before && !keep) {
            flaws.add(new Flaw(fields.at(""), "empty", "This event has no source, no destination and no hash."));
        }
        marking(fields, flaws, into);
        if (!keep) {
            return;
        }
        number++;
        into.classes(kind.classes());
        into.began(seen);
        into.noticed(observed == null ? seen : observed);
        into.written(observed == null ? seen : observed);
        into.malware(fields.text("malware.name"));
        into.reference(fields.text("event_hash"));
        into.summary(fields.text("event_description.text"));
        String feed = fields.text("feed.name");
        String provider = fields.text("feed.provider");
        feeds.add(OneLine.of((feed == null ? "unnamed" : feed) + (provider == null ? "" : " (" + provider + ")")));
        raw(fields);
        events.add(new Event(traffic, first, first, fields.rest()));
    }

    private @Nullable Instant time(Fields fields, String name, List<Flaw> flaws, Remarks told) {
        String text = fields.look(name).asText("");
        if (text.isEmpty()) {
            return null;
        }
        Instant at = Times.rfc3339(text);
        if (at == null) {
            flaws.add(new Flaw(fields.at(name), "wrong-form", "This must be a time with its offset from UTC."));
            return null;
        }
        if (at.isBefore(Times.EARLIEST) || at.isAfter(origin.receivedAt().plus(Duration.ofDays(1)))) {
            told.add(fields.at(name), "unlikely-time", "This time is before 1990 or in the future.");
            return null;
        }
        fields.take(name);
        return at;
    }

    private static @Nullable Integer accuracy(Fields fields) {
        JsonNode accuracy = fields.look("feed.accuracy");
        boolean usable = accuracy.isNumber() && accuracy.asDouble() >= 0 && accuracy.asDouble() <= 100;
        if (!usable) {
            return null;
        }
        fields.take("feed.accuracy");
        return (int) Math.round(accuracy.asDouble());
    }

    private static void marking(Fields fields, List<Flaw> flaws, Gathered into) {
        String text = fields.text("tlp");
        if (text == null) {
            return;
        }
        Tlp tlp = Tlp.parse(text);
        if (tlp == null) {
            flaws.add(new Flaw(fields.at("tlp"), "wrong-value", "This is no marking of the Traffic Light Protocol."));
        } else {
            into.marked(tlp);
        }
    }

    private static Traffic traffic(Fields fields) {
        String protocol = fields.look("protocol.transport").asText("");
        return new Traffic(
                value(fields, "source.ip", "source.fqdn"),
                port(fields, "source.port"),
                value(fields, "destination.ip", "destination.fqdn"),
                port(fields, "destination.port"),
                protocol.isBlank() ? null : protocol);
    }

    private static @Nullable Observable value(Fields fields, String... names) {
        for (String name : names) {
            String text = fields.look(name).asText("");
            if (!text.isEmpty()) {
                return Observables.parse(text);
            }
        }
        return null;
    }

    private static @Nullable Integer port(Fields fields, String name) {
        JsonNode port = fields.look(name);
        return port.isInt() && port.intValue() >= 0 && port.intValue() <= 65535 ? (Integer) port.intValue() : null;
    }

    /// What the feed gave to IntelMQ, in base64: measured and hashed, like every file.
    private void raw(Fields fields) {
        String raw = fields.text("raw");
        if (raw != null) {
            // What is no base64, or a bomb, is told and not opened; the event holds without it.
            evidence.base64(raw, fields.at("raw"), "event " + number + " as the feed had it", null);
        }
    }

    private Reading report(JsonNode document) {
        if (number == 0) {
            List<Flaw> flaws = setAside.isEmpty()
                    ? List.of(new Flaw("", "empty", "There is no event in this."))
                    : new ArrayList<>(setAside.subList(0, Math.min(setAside.size(), 500)));
            return new Reading.Unusable(flaws);
        }
        if (number > 1) {
            gathered.forgetReference();
        }
        Observable telling = gathered.telling();
        String title = number == 1
                ? gathered.className() + (telling == null ? "" : ": " + Observables.defang(telling))
                : gathered.className() + ": " + number + " events of " + String.join(", ", feeds);
        gathered.reporter("IntelMQ: " + String.join(", ", feeds));
        Facts facts = gathered.facts(title, Tlp.AMBER_STRICT);
        NormalForm form = new NormalForm(
                facts.reference() == null
                        ? ReportScope.standingFor(
                                Sha256.of(Json.canonical(document)).toString(),
                                origin.member(),
                                facts,
                                origin.receivedAt())
                        : ReportScope.of(origin.member(), facts, origin.receivedAt()),
                facts);
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.traffic().tells()) {
                event.traffic().addTo(form, event.first(), event.last());
            }
            String before = number == 1 ? "" : "Event " + (i + 1) + " › ";
            event.rest().forEach(line -> rest.add(before + line));
        }
        form.notes("Evidence", evidence.lines());
        form.notes("Further values", rest);
        setAside.forEach(flaw -> remarks.add(flaw.pointer(), flaw.code(), flaw.detail()));
        return new Reading.Content(new NormalReport("intelmq", facts, form.bundle(), null), remarks.toList());
    }
}
