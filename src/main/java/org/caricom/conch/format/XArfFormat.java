package org.caricom.conch.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.format.IncidentKinds.Kind;
import org.caricom.conch.format.IncidentKinds.Whose;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.jspecify.annotations.Nullable;

/// Reads X-ARF 0.1 and 0.2: a mail of which one part is the report in YAML, or that part alone. A mail that
/// brings a report in XARF's JSON is read for that.
///
/// Who the mail says it is from is told as the reporter's name, and not believed.
final class XArfFormat {
    /// In the headers of a mail, or of none.
    private static final Pattern HEADER =
            Pattern.compile("(?i)(?:\\A|\\n)(x-xarf|x-arf|from|date|mime-version|received)[ \\t]*:");

    private static final Pattern BODY = Pattern.compile("(?m)^(Reported-From|Report-Type|Report-ID|Source):");

    private static final List<String> NEEDED =
            List.of("Reported-From", "Category", "Report-Type", "Report-ID", "Date", "Source");

    private static final Set<String> CATEGORIES = Set.of("abuse", "fraud", "info", "private", "auth");

    private static final Set<String> REPORT_NAMES = Set.of("report.txt", "report.yaml", "report.yml", "xarf.yaml");

    private final ObjectNode report;
    private final String pointer;
    private final Origin origin;
    private final FormatLimits limits;
    private final Fields fields;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private final Gathered gathered = new Gathered();

    private XArfFormat(ObjectNode report, String pointer, Origin origin, FormatLimits limits) {
        this.limits = limits;
        this.report = report;
        this.pointer = pointer;
        this.origin = origin;
        fields = new Fields(report, pointer);
    }

    /// Whether this is a mail, by its first lines (RFC 5322 §3.6): it says from whom, and when or how it came.
    static boolean isMail(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 16 * 1024), StandardCharsets.ISO_8859_1);
        int blank = Math.max(head.indexOf("\n\n"), head.indexOf("\r\n\r\n"));
        head = blank < 0 ? head : head.substring(0, blank);
        if (!head.matches("(?s)[!-9;-~]+[ \\t]*:.*")) {
            return false;
        }
        List<String> names = HEADER.matcher(head)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .toList();
        return names.contains("x-xarf")
                || names.contains("x-arf")
                || (names.contains("from") && names.stream().anyMatch(name -> !name.equals("from")));
    }

    /// Whether this is the report by itself.
    static boolean isReport(String text) {
        return BODY.matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .count()
                >= 3;
    }

    /// Reads a report without its mail.
    static Reading readReport(String text, Origin origin, FormatLimits limits) {
        try {
            return new XArfFormat(Yaml.read(text, limits), "", origin, limits).read(null, List.of());
        } catch (Yaml.YamlException e) {
            return new Reading.Unusable(List.of(e.flaw()));
        }
    }

    static Reading readMail(byte[] bytes, Origin origin, FormatLimits limits) {
        try {
            Mail.Message mail = Mail.read(bytes, limits);
            if (mail.header("x-xarf").equalsIgnoreCase("BULK")) {
                return unusable(
                        "", "bulk", "Reports in bulk are not read. File each by itself, so that each has its receipt.");
            }
            MailPart yaml = yaml(mail);
            MailPart json = json(mail);
            if (yaml != null && json != null) {
                return new Reading.Ambiguous(List.of("x-arf", "xarf"));
            }
            if (json != null) {
                return readJson(json, mail, origin, limits);
            }
            if (yaml == null) {
                return unusable(
                        "",
                        "no-report",
                        "This is a mail without a report in it that can be read (X-ARF's report.txt, or XARF's JSON).");
            }
            return readYaml(yaml, mail, origin, limits);
        } catch (MailException e) {
            return new Reading.Unusable(List.of(e.flaw()));
        }
    }

    private static Reading readYaml(MailPart part, Mail.Message mail, Origin origin, FormatLimits limits)
            throws MailException {
        try {
            return new XArfFormat(Yaml.read(part.text(), limits), part.pointer(), origin, limits)
                    .read(mail, others(mail, part));
        } catch (Yaml.YamlException e) {
            Flaw flaw = e.flaw();
            return unusable(part.pointer() + flaw.pointer(), flaw.code(), flaw.detail());
        }
    }

    /// The report in JSON; what else is in the mail stays in the mail.
    private static Reading readJson(MailPart part, Mail.Message mail, Origin origin, FormatLimits limits) {
        Reading reading;
        try {
            reading = XarfFormat.read(Json.parse(part.content(), limits.json()), origin, limits);
        } catch (JsonException e) {
            return unusable(
                    part.pointer() + e.pointer(), e.flaw().code(), e.flaw().detail());
        }
        return switch (reading) {
            case Reading.Content(NormalReport report, List<Flaw> setAside) -> {
                List<Flaw> all = new ArrayList<>();
                setAside.forEach(flaw -> all.add(below(part, flaw)));
                for (MailPart other : others(mail, part)) {
                    all.add(new Flaw(other.pointer(), "kept-only", "This part of the mail is kept, and not read."));
                }
                yield new Reading.Content(report, all);
            }
            case Reading.Unusable(List<Flaw> flaws) ->
                new Reading.Unusable(
                        flaws.stream().map(flaw -> below(part, flaw)).toList());
            case Reading.Ambiguous ambiguous -> ambiguous;
        };
    }

    private static Flaw below(MailPart part, Flaw flaw) {
        return new Flaw(part.pointer() + flaw.pointer(), flaw.code(), flaw.detail());
    }

    private static List<MailPart> others(Mail.Message mail, MailPart part) {
        return mail.parts().stream().filter(other -> other != part).toList();
    }

    /// The part with the name that X-ARF gives it, or else the second text of a mail that says it is X-ARF.
    private static @Nullable MailPart yaml(Mail.Message mail) throws MailException {
        boolean says = !mail.header("x-xarf").isEmpty() || !mail.header("x-arf").isEmpty();
        List<MailPart> named = mail.parts().stream()
                .filter(part -> REPORT_NAMES.contains(part.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (named.size() > 1) {
            throw new MailException("", "several-reports", "There is more than one report in this mail.");
        }
        if (!named.isEmpty()) {
            return named.getFirst();
        }
        List<MailPart> texts = mail.parts().stream()
                .filter(part -> part.isText() && !part.isAttachment())
                .toList();
        for (MailPart text : texts) {
            if (says && isReport(text.text())) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable MailPart json(Mail.Message mail) throws MailException {
        List<MailPart> found = new ArrayList<>();
        for (MailPart part : mail.parts()) {
            if (part.mediaType().equals("application/json")
                    || part.mediaType().equals("application/xarf+json")
                    || part.name().toLowerCase(Locale.ROOT).equals("xarf.json")) {
                found.add(part);
            }
        }
        if (found.size() > 1) {
            throw new MailException("", "several-reports", "There is more than one report in this mail.");
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private Reading read(Mail.@Nullable Message mail, List<MailPart> others) {
        for (String name : NEEDED) {
            if (report.path(name).asText("").isBlank()) {
                flaws.add(new Flaw(fields.at(name), "missing", "\"" + name + "\" is missing."));
            }
        }
        if (!TextTricks.forbidden(report).isEmpty()) {
            flaws.add(new Flaw(pointer, "null-character", "This holds the character U+0000."));
        }
        Kind kind = kind();
        if (kind == null || !flaws.isEmpty()) {
            return new Reading.Unusable(flaws);
        }
        gathered.classes(kind.classes());
        gathered.reference(fields.text("Report-ID"));
        gathered.reporter(fields.text("Reported-From"));
        Instant at = date();
        gathered.noticed(at);
        gathered.written(at);
        marking();
        source(kind, at);
        victim(at);
        Evidence evidence = new Evidence(flaws, remarks, kind.secret(), limits);
        String summary = files(evidence, others);
        gathered.summary(kind.secret() ? null : summary);
        evidence.hashes().forEach(gathered::value);
        if (!flaws.isEmpty()) {
            return new Reading.Unusable(flaws);
        }
        Observable telling = gathered.telling();
        String what =
                kind.classes().isEmpty() ? "Abuse" : kind.classes().getFirst().label();
        Facts facts = gathered.facts(
                telling == null || kind.secret() ? what : what + ": " + Observables.defang(telling), Tlp.AMBER_STRICT);
        NormalForm form = new NormalForm(ReportScope.of(origin.member(), facts, origin.receivedAt()), facts);
        form.notes("Evidence", evidence.lines());
        form.notes("Further values", fields.rest());
        if (mail != null) {
            form.notes("The mail says", headers(mail));
        }
        return new Reading.Content(new NormalReport("x-arf", facts, form.bundle(), null), remarks.toList());
    }

    private static List<String> headers(Mail.Message mail) {
        List<String> lines = new ArrayList<>();
        for (String name : List.of("from", "to", "date", "subject", "message-id", "x-xarf", "x-arf")) {
            if (!mail.header(name).isEmpty()) {
                lines.add(name + ": " + OneLine.of(mail.header(name)));
            }
        }
        return lines;
    }

    private @Nullable Kind kind() {
        String category = report.path("Category").asText("").toLowerCase(Locale.ROOT);
        if (!category.isEmpty() && !CATEGORIES.contains(category)) {
            flaws.add(new Flaw(
                    fields.at("Category"), "wrong-value", "This must be one of abuse, auth, fraud, info, private."));
        }
        String type = report.path("Report-Type").asText("");
        Kind kind = type.isBlank() ? null : IncidentKinds.find(type);
        if (kind == null && !type.isBlank()) {
            // Every schema of X-ARF could name types of its own: what it is will be said by a person.
            remarks.add(
                    fields.at("Report-Type"), "unknown-type", "This type of report is not known; it has no class yet.");
            return new Kind(List.of(), Whose.NOBODY, Whose.NOBODY, false);
        }
        fields.take("Report-Type");
        fields.take("Category");
        return kind;
    }

    private @Nullable Instant date() {
        String text = report.path("Date").asText("").strip();
        Instant at = Times.rfc3339(text);
        if (at == null) {
            try {
                at = ZonedDateTime.parse(withoutComment(text), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeException _) {
                flaws.add(new Flaw(
                        fields.at("Date"),
                        "wrong-form",
                        "This must be a time as in RFC 3339 or RFC 5322, with its offset from UTC."));
                return null;
            }
        }
        if (at.isBefore(Times.EARLIEST) || at.isAfter(origin.receivedAt().plus(Duration.ofDays(1)))) {
            remarks.add(fields.at("Date"), "unlikely-time", "This time is before 1990 or in the future.");
            return null;
        }
        fields.take("Date");
        return at;
    }

    /// RFC 5322 §3.3 lets the name of a time zone follow in parentheses.
    private static String withoutComment(String date) {
        int open = date.lastIndexOf('(');
        return open >= 0 && date.indexOf(')', open) == date.length() - 1
                ? date.substring(0, open).stripTrailing()
                : date;
    }

    private void marking() {
        String text = fields.look("TLP").asText("");
        if (text.isBlank()) {
            return;
        }
        Tlp tlp = Tlp.parse(text.strip());
        if (tlp == null) {
            flaws.add(new Flaw(fields.at("TLP"), "wrong-value", "This is no marking of the Traffic Light Protocol."));
        } else {
            fields.take("TLP");
            gathered.marked(tlp);
        }
    }

    private void source(Kind kind, @Nullable Instant at) {
        String text = report.path("Source").asText("");
        String type = report.path("Source-Type").asText("").toLowerCase(Locale.ROOT);
        Observable value = switch (type) {
            case "ipv4", "ipv6", "ip", "ip-address" -> {
                Observable address = Observables.normalise(ObservableType.IPV4_ADDR, text);
                boolean other = address != null
                        && ((type.equals("ipv4") && address.type() != ObservableType.IPV4_ADDR)
                                || (type.equals("ipv6") && address.type() != ObservableType.IPV6_ADDR));
                yield other ? null : address;
            }
            case "uri", "url" -> Observables.normalise(ObservableType.URL, text);
            case "domain", "fqdn", "hostname" -> Observables.normalise(ObservableType.DOMAIN_NAME, text);
            case "email", "e-mail" -> Observables.normalise(ObservableType.EMAIL_ADDR, text);
            default -> Observables.parse(text);
        };
        if (value == null) {
            flaws.add(new Flaw(
                    fields.at("Source"),
                    "wrong-form",
                    type.isEmpty() ? "This is no address, name or URL." : "This is not what Source-Type says."));
            return;
        }
        fields.take("Source");
        fields.take("Source-Type");
        add(value, value.type() == ObservableType.URL ? kind.url() : kind.source(), at);
    }

    private void victim(@Nullable Instant at) {
        for (String name : List.of("Destination", "Destination-IP", "Victim")) {
            String text = fields.look(name).asText("");
            Observable value = text.isEmpty() ? null : Observables.parse(text);
            if (value != null) {
                fields.take(name);
                add(value, Whose.VICTIM, at);
            }
        }
    }

    private void add(Observable value, Whose whose, @Nullable Instant at) {
        gathered.value(
                new ReportedIndicator(value, whose.detects(), whose.role(), List.of(), List.of(), null, at, at, null));
    }

    /// The text for people is the summary, everything else is evidence.
    private @Nullable String files(Evidence evidence, List<MailPart> parts) {
        String summary = null;
        for (MailPart part : parts) {
            if (part.isText() && !part.isAttachment() && summary == null) {
                try {
                    summary = part.text().strip();
                    continue;
                } catch (MailException _) {
                    remarks.add(
                            part.pointer(), "kept-only", "This text is kept, and not read: its charset is not known.");
                }
            }
            String name = part.name();
            evidence.file(part.content(), part.pointer(), part.mediaType() + (name.isEmpty() ? "" : " " + name));
        }
        if (!evidence.lines().isEmpty()) {
            remarks.add("", "kept-only", "Files are kept in the report as filed; they are known by their hashes.");
        }
        return summary == null || summary.isEmpty() ? null : summary;
    }

    private static Reading unusable(String pointer, String code, String detail) {
        return new Reading.Unusable(List.of(new Flaw(pointer, code, detail)));
    }
}
