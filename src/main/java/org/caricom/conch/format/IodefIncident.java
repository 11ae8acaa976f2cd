package org.caricom.conch.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Outcome;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// One IODEF incident (RFC 7970 §3.2) as a report.
final class IodefIncident {
    private static final Pattern TECHNIQUE =
            Pattern.compile("(?<![A-Za-z0-9])T[0-9]{4}(?:\\.[0-9]{3})?(?![A-Za-z0-9.])");
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");

    /// RFC 5646 §4.4 gives an example of the longest that are of use; and a loop without an end costs the stack.
    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8}){0,8}");

    private final ReportFormat format;
    private final IodefNode incident;
    private final Origin origin;
    private final String documentLanguage;
    private final List<IodefNode> events = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private final Moments moments;
    private final Leftovers leftovers = new Leftovers();
    private final IodefAssessment assessment;
    private final IodefValues values;

    IodefIncident(ReportFormat format, IodefNode incident, Origin origin, String documentLanguage) {
        this.format = format;
        this.incident = incident;
        this.origin = origin;
        this.documentLanguage = documentLanguage;
        this.moments = new Moments(origin, remarks);
        this.values = new IodefValues(remarks, moments, leftovers);
        this.assessment = new IodefAssessment();
        gather(incident);
    }

    /// Events hold events; a limit on depth was held when the document was read.
    private void gather(IodefNode holder) {
        for (IodefNode event : holder.all("EventData")) {
            events.add(event);
            gather(event);
        }
    }

    /// What RFC 7970 §3.2 asks of an incident.
    List<Flaw> check() {
        List<Flaw> flaws = new ArrayList<>();
        String purpose = incident.attribute("purpose");
        if (purpose.isEmpty()) {
            flaws.add(new Flaw(incident.pointer() + "/purpose", "missing", "An incident has a purpose."));
        } else if (!IodefTypes.PURPOSES.contains(purpose)) {
            flaws.add(new Flaw(
                    incident.pointer() + "/purpose",
                    "wrong-value",
                    "This must be traceback, mitigation, reporting, watch, other or ext-value."));
        }
        IodefNode id = incident.first("IncidentID");
        if (id.text().isEmpty()) {
            flaws.add(new Flaw(id.pointer(), "missing", "An incident has a number, IncidentID."));
        } else if (id.attribute("name").isEmpty()) {
            flaws.add(new Flaw(id.pointer() + "/name", "missing", "A number has the name of the CSIRT that gave it."));
        }
        if (incident.all("IncidentID").size() > 1) {
            flaws.add(new Flaw(
                    incident.all("IncidentID").get(1).pointer(),
                    "too-many",
                    "An incident has one number; others are AlternativeID."));
        }
        IodefNode time = incident.first("GenerationTime");
        if (time.text().isEmpty()) {
            flaws.add(new Flaw(time.pointer(), "missing", "An incident says when this was written, GenerationTime."));
        } else if (Times.rfc3339(time.text()) == null) {
            flaws.add(new Flaw(time.pointer(), "wrong-form", "This must be a time with its offset from UTC."));
        }
        if (!incident.has("Contact")) {
            flaws.add(new Flaw(incident.pointer() + "/Contact", "missing", "An incident has at least one contact."));
        }
        return flaws;
    }

    /// @param frame what the document says around its incidents, a line each
    Reading read(List<String> frame) {
        values.take(incident, events);
        assessment.take(incident, events);
        unknownElements();
        Facts facts = facts();
        NormalForm form = new NormalForm(ReportScope.of(origin.member(), facts, origin.receivedAt()), facts);
        extras(form, frame);
        return new Reading.Content(new NormalReport(format.slug(), facts, form.bundle(), null), remarks.toList());
    }

    private Facts facts() {
        String number = number();
        String summary = incident.description();
        if (incident.all("Description").stream().allMatch(text -> text.json().isTextual())) {
            leftovers.take(incident.json(), "Description");
        }
        String title = OneLine.of(summary);
        ReportStage stage = stage();
        return new Facts(
                number,
                stage,
                title.isEmpty() ? "IODEF incident " + number : title,
                summary.isEmpty() ? null : summary,
                time("StartTime"),
                time("DetectTime"),
                time("ReportTime"),
                time("GenerationTime"),
                List.copyOf(classes()),
                null,
                victim(),
                List.of(),
                null,
                null,
                assessment.impact(),
                values.indicators(),
                named(TECHNIQUE),
                List.of(),
                named(CVE),
                history(),
                expectations(),
                tlp(),
                Consent.UNSTATED,
                assessment.personalData(),
                stage == ReportStage.FINAL && assessment.failed() ? Outcome.FAILED_ATTEMPT : null,
                reporter(),
                language());
    }

    private String number() {
        IodefNode id = incident.first("IncidentID");
        String instance = id.attribute("instance");
        return OneLine.of(id.attribute("name") + ":" + id.text() + (instance.isEmpty() ? "" : "#" + instance));
    }

    /// RFC 7970 §3.2: the status of the incident with the one who wrote it.
    private ReportStage stage() {
        return switch (incident.attribute("status")) {
            case "in-progress", "forwarded" -> ReportStage.UPDATE;
            case "resolved" -> ReportStage.FINAL;
            default -> ReportStage.ALERT;
        };
    }

    /// A time of the incident, or else the earliest of its events.
    private @Nullable Instant time(String name) {
        IodefNode own = incident.first(name);
        Instant time = moments.rfc3339(own.text(), own.pointer());
        if (time != null) {
            return time;
        }
        for (IodefNode event : events) {
            IodefNode node = event.first(name);
            time = Times.earliest(time, moments.rfc3339(node.text(), node.pointer()));
        }
        return time;
    }

    private Set<Rsit> classes() {
        Set<Rsit> classes = new LinkedHashSet<>(assessment.classes());
        incident.visit((name, node) -> {
            Rsit rsit = name.equals("NodeRole") ? IodefTypes.hostile(node.attribute("category")) : null;
            if (rsit != null) {
                classes.add(rsit);
            }
        });
        return classes;
    }

    private List<IodefNode> contacts(String role) {
        List<IodefNode> contacts = new ArrayList<>(incident.all("Contact"));
        events.forEach(event -> contacts.addAll(event.all("Contact")));
        return contacts.stream()
                .filter(contact -> contact.attribute("role").equals(role))
                .toList();
    }

    private Victim victim() {
        List<String> names = new ArrayList<>();
        String reach = null;
        for (IodefNode contact : contacts("victim")) {
            contact.texts("ContactName").forEach(name -> names.add(OneLine.of(name)));
            reach = reach == null ? reach(contact) : reach;
        }
        List<String> domains = values.victims(true);
        List<String> networks = values.victims(false);
        if (names.isEmpty() && reach == null && domains.isEmpty() && networks.isEmpty()) {
            return Victim.UNTOLD;
        }
        return new Victim(
                names.isEmpty() ? null : names.getFirst(),
                reach,
                names.stream().skip(1).distinct().toList(),
                domains,
                networks);
    }

    /// How somebody can be reached, on one line; null when that is not told.
    private static @Nullable String reach(IodefNode contact) {
        List<String> ways = new ArrayList<>();
        contact.all("Email").forEach(mail -> ways.addAll(mail.texts("EmailTo")));
        contact.all("Telephone").forEach(phone -> ways.addAll(phone.texts("TelephoneNumber")));
        return ways.isEmpty() ? null : OneLine.of(String.join(", ", ways));
    }

    private @Nullable String reporter() {
        for (IodefNode contact : contacts("creator")) {
            List<String> parts = new ArrayList<>(contact.texts("ContactName"));
            String reach = reach(contact);
            if (reach != null) {
                parts.add(reach);
            }
            if (!parts.isEmpty()) {
                return OneLine.of(String.join(", ", parts));
            }
        }
        return null;
    }

    /// Ids in what an incident refers to: its methods, and the references of its indicators.
    private List<String> named(Pattern pattern) {
        Set<String> found = new LinkedHashSet<>();
        List<IodefNode> holders = new ArrayList<>(incident.all("Method"));
        events.forEach(event -> holders.addAll(event.all("Method")));
        holders.addAll(incident.framed("IndicatorData", "Indicator"));
        for (IodefNode holder : holders) {
            for (String name : List.of("Reference", "AttackPattern", "Vulnerability", "Weakness")) {
                for (IodefNode reference : holder.all(name)) {
                    Matcher matcher = pattern.matcher(reference.everything());
                    while (matcher.find()) {
                        found.add(matcher.group());
                    }
                }
            }
        }
        holders.forEach(holder -> extensions(holder, pattern, found));
        return List.copyOf(found);
    }

    /// Structured cyber security information (RFC 7203) in the names of its own namespace.
    private static void extensions(IodefNode holder, Pattern pattern, Set<String> found) {
        holder.json().properties().forEach(member -> {
            if (member.getKey().startsWith("{urn:ietf:params:xml:ns:iodef-sci-")) {
                Matcher matcher = pattern.matcher(new IodefNode(member.getValue(), Way.DOCUMENT).everything());
                while (matcher.find()) {
                    found.add(matcher.group());
                }
            }
        });
    }

    /// What was done, in the order of the document.
    private List<String> history() {
        List<String> actions = new ArrayList<>();
        for (IodefNode item : incident.framed("History", "HistoryItem")) {
            List<String> parts = new ArrayList<>();
            parts.add(item.first("DateTime").text());
            parts.add(item.attribute("action"));
            parts.add(item.description());
            parts.removeIf(String::isEmpty);
            if (!parts.isEmpty()) {
                actions.add(String.join(" · ", parts));
            }
            List.of("DateTime", "action", "Description").forEach(name -> leftovers.take(item.json(), name));
        }
        return actions;
    }

    private @Nullable String expectations() {
        List<String> wanted = new ArrayList<>();
        List<IodefNode> holders = new ArrayList<>(events);
        holders.add(incident);
        for (IodefNode holder : holders) {
            for (IodefNode expectation : holder.all("Expectation")) {
                String action = expectation.attribute("action");
                String text = expectation.description();
                String line = action.isEmpty() || text.isEmpty() ? action + text : action + ": " + text;
                if (!line.isEmpty()) {
                    wanted.add(line);
                }
                List.of("action", "Description").forEach(name -> leftovers.take(expectation.json(), name));
            }
        }
        return wanted.isEmpty() ? null : String.join("\n", wanted);
    }

    /// RFC 7970 §3.3.1. What the incident itself says, or the strictest of what its parts say beyond that; without a
    /// word it is private.
    private Tlp tlp() {
        Tlp own = restriction(incident);
        if (own == null) {
            remarks.add(
                    incident.pointer() + "/restriction",
                    "restriction-default",
                    "Without a restriction an incident is private (RFC 7970 §3.2); it counts as TLP:RED.");
            return Tlp.RED;
        }
        List<Tlp> parts = new ArrayList<>();
        incident.visit((_, node) -> {
            Tlp part = restriction(node);
            if (part != null) {
                parts.add(part);
            }
        });
        Tlp strictest = parts.stream().reduce(own, Tlp::strictest);
        if (strictest != own) {
            remarks.add(
                    incident.pointer() + "/restriction",
                    "stricter-part",
                    "A part is restricted more strictly than the incident; the report as a whole is taken so.");
        }
        return strictest;
    }

    private @Nullable Tlp restriction(IodefNode node) {
        String word = node.attribute("restriction");
        if (word.isEmpty()) {
            return null;
        }
        Tlp tlp =
                word.equals("ext-value") ? Tlp.parse(node.attribute("ext-restriction")) : IodefTypes.restriction(word);
        if (tlp == null) {
            remarks.add(
                    node.pointer() + "/restriction",
                    "unknown-word",
                    "Nobody here knows what this restriction allows; it counts as TLP:RED.");
            return Tlp.RED;
        }
        return tlp;
    }

    private String language() {
        String own = incident.attribute("lang");
        String language = own.isEmpty() ? documentLanguage : own;
        return LANGUAGE.matcher(language).matches() ? language : "en";
    }

    /// A name that IODEF does not have is kept, but it may have been meant for one that it has.
    private void unknownElements() {
        incident.visit((name, node) -> {
            boolean foreign =
                    name.startsWith("{") || name.contains(":") || node.way().leadsThrough("AdditionalData");
            if (!foreign && IodefNode.startsUpper(name) && !IodefTypes.isElement(name)) {
                remarks.add(
                        node.pointer(), "unknown-element", "IODEF has no class of this name; it is kept as a note.");
            }
        });
    }

    private void extras(NormalForm form, List<String> frame) {
        List<IodefNode> holders = new ArrayList<>(events);
        holders.add(0, incident);
        for (IodefNode holder : holders) {
            holder.all("Discovery")
                    .forEach(found -> form.detail().detectedBy(IodefTypes.detection(found.attribute("source"))));
        }
        assessment.effects(form.detail());
        named(form, "threat-actor", related("ThreatActor", "ThreatActorID"));
        named(form, "campaign", related("Campaign", "CampaignID"));
        List<String> lines = new ArrayList<>(frame);
        lines.addAll(leftovers.lines(incident.json()));
        form.notes("Further details", lines);
        form.notes("Further values", values.words());
    }

    private Set<String> related(String name, String id) {
        Set<String> names = new LinkedHashSet<>();
        Function<IodefNode, List<String>> told = node -> {
            List<String> ids = node.texts(id);
            return ids.isEmpty() ? node.texts("Description") : ids;
        };
        for (IodefNode activity : incident.all("RelatedActivity")) {
            for (IodefNode node : activity.all(name)) {
                told.apply(node).forEach(text -> names.add(OneLine.of(text)));
            }
        }
        names.removeIf(String::isEmpty);
        return names;
    }

    private static void named(NormalForm form, String type, Set<String> names) {
        for (String name : names) {
            form.add(form.stamp()
                    .on(StixObject.build(form.scope().id(type, name))
                            .created(form.stamp().created())
                            .set("name", name)));
        }
    }
}
