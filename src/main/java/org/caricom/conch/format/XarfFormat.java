package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.SharingConsent;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.format.IncidentKinds.Kind;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// Reads an abuse report in XARF: version 4, or one of 1 to 3, which differ little among themselves.
///
/// The kind of abuse says whose the source is ([IncidentKinds]); which field holds what says
/// `xarf-values.tsv`. What has no place is told in notes, all of it.
final class XarfFormat {
    private static final ReportSchema OLDER = ReportSchema.named("xarf-3");
    private static final ReportSchema NEWER = ReportSchema.named("xarf-4");
    private static final ValueFields VALUES = ValueFields.read("xarf-values");

    /// What people can be known by, among the kinds of data that were exposed.
    private static final Set<String> PERSONAL = Set.of(
            "personal_information", "pii", "credentials", "financial", "medical", "health", "identity_documents");

    private final JsonNode document;
    private final Origin origin;
    private final boolean newer;
    private final Fields fields;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private final FormatLimits limits;
    private final Gathered gathered = new Gathered();

    private XarfFormat(JsonNode document, Origin origin, FormatLimits limits) {
        this.limits = limits;
        this.document = document;
        this.origin = origin;
        newer = document.has("xarf_version");
        fields = new Fields(document, "");
    }

    static Reading read(JsonNode document, Origin origin, FormatLimits limits) {
        List<Flaw> broken = (document.has("xarf_version") ? NEWER : OLDER).check(document);
        return broken.isEmpty() ? new XarfFormat(document, origin, limits).read() : new Reading.Unusable(broken);
    }

    private Reading read() {
        Kind kind = kind();
        if (kind == null) {
            return new Reading.Unusable(List.of(new Flaw(
                    newer ? "/type" : "/Report/ReportType",
                    "wrong-value",
                    "This is no type of abuse that XARF knows.")));
        }
        gathered.classes(kind.classes());
        Instant first = time(newer ? "first_seen" : "Report/FirstSeen", "Report/AdditionalInfo/FirstSeen");
        Instant last = time(newer ? "last_seen" : "Report/Date", "Report/AdditionalInfo/LastSeen");
        Instant told = newer ? time("timestamp") : last;
        gathered.began(first);
        gathered.noticed(newer ? Times.earliest(last, told) : told);
        gathered.written(told);
        if (first != null && told != null && first.isAfter(told)) {
            remarks.add(
                    fields.at(newer ? "first_seen" : "Report/FirstSeen"),
                    "order",
                    "This was seen after the report was written.");
        }
        boolean inOrder = first == null || last == null || !last.isBefore(first);
        ValueFields.Seen seen = new ValueFields.Seen(first, inOrder ? Times.latest(first, last) : first, confidence());
        Traffic traffic = traffic();
        VALUES.take(fields, kind, seen, gathered, flaws, remarks);
        people();
        threats();
        Evidence evidence = evidence(kind.secret());
        evidence.hashes().forEach(gathered::value);
        frame();
        if (!flaws.isEmpty()) {
            return new Reading.Unusable(flaws);
        }
        Facts facts = gathered.facts(title(kind), Tlp.AMBER_STRICT);
        NormalForm form = new NormalForm(scope(facts), facts);
        if (traffic.tells()) {
            traffic.addTo(form, first, seen.last());
        }
        form.notes("Evidence", evidence.lines());
        form.notes("Further values", fields.rest());
        return new Reading.Content(new NormalReport(slug(), facts, form.bundle(), null), remarks.toList());
    }

    private String slug() {
        String version = document.path(newer ? "xarf_version" : "Version").asText();
        return "xarf-" + version.charAt(0);
    }

    private ReportScope scope(Facts facts) {
        return facts.reference() == null
                ? ReportScope.standingFor(
                        Sha256.of(Json.canonical(document)).toString(), origin.member(), facts, origin.receivedAt())
                : ReportScope.of(origin.member(), facts, origin.receivedAt());
    }

    private @Nullable Kind kind() {
        if (newer) {
            fields.take("category");
            return IncidentKinds.find(String.valueOf(fields.text("type")));
        }
        String type = String.valueOf(fields.text("Report/ReportType"));
        fields.take("Report/ReportClass");
        String part = fields.look("Report/ReportSubType").asText("");
        Kind narrow = part.isEmpty() ? null : IncidentKinds.find(part);
        return narrow == null ? IncidentKinds.find(type) : narrow;
    }

    private String title(Kind kind) {
        String what =
                kind.classes().isEmpty() ? "Abuse" : kind.classes().getFirst().label();
        Observable telling = gathered.telling();
        return telling == null || kind.secret() ? what : what + ": " + Observables.defang(telling);
    }

    /// The time at the first of the paths that has one. What lies before 1990 or in the future is no time at
    /// which anything was seen: it is left to be told in words.
    private @Nullable Instant time(String... paths) {
        for (String path : paths) {
            String text = fields.look(path).asText("");
            if (text.isEmpty()) {
                continue;
            }
            Instant at = Times.rfc3339(text.replace(' ', 'T'));
            if (at == null) {
                flaws.add(new Flaw(fields.at(path), "wrong-form", "There is no such time."));
                return null;
            }
            if (at.isBefore(Times.EARLIEST) || at.isAfter(origin.receivedAt().plus(Duration.ofDays(1)))) {
                remarks.add(fields.at(path), "unlikely-time", "This time is before 1990 or in the future.");
                return null;
            }
            fields.take(path);
            return at;
        }
        return null;
    }

    private @Nullable Integer confidence() {
        JsonNode confidence = fields.look("confidence");
        if (!confidence.isNumber()) {
            return null;
        }
        fields.take("confidence");
        return (int) Math.round(confidence.asDouble() * 100);
    }

    /// Looked at before the values are taken: who talked to whom.
    private Traffic traffic() {
        Observable from = end("source_identifier", "Report/SourceIp", "Report/Source/IP");
        Observable to = end("destination_ip", "Report/DestinationIp", "Report/AdditionalInfo/DestinationIP");
        return new Traffic(
                from,
                port("source_port", "Report/SourcePort", "Report/Source/Port"),
                to,
                port("destination_port", "Report/DestinationPort", "Report/AdditionalInfo/DestinationPort"),
                fields.firstText("protocol", "Report/TransportProtocol", "Report/AdditionalInfo/Protocol"));
    }

    private @Nullable Observable end(String... paths) {
        for (String path : paths) {
            String text = fields.look(path).asText("");
            if (!text.isEmpty()) {
                return Observables.parse(text);
            }
        }
        return null;
    }

    /// One port; several stay to be told in words.
    private @Nullable Integer port(String... paths) {
        for (String path : paths) {
            JsonNode port = fields.look(path);
            if (port.isInt()) {
                fields.take(path);
                return port.intValue();
            }
        }
        return null;
    }

    private void people() {
        String organisation = fields.firstText("reporter/org", "ReporterInfo/ReporterOrg");
        String person = fields.text("ReporterInfo/ReporterContactName");
        String contact = fields.firstText("reporter/contact", "ReporterInfo/ReporterContactEmail");
        List<String> reporter = new ArrayList<>();
        for (String part : new String[] {organisation, person, contact}) {
            if (part != null) {
                reporter.add(part);
            }
        }
        gathered.reporter(reporter.isEmpty() ? null : String.join(", ", reporter));
        gathered.victimName(fields.firstText("affected_organization", "OnBehalfOf/ComplainantOrg"));
        gathered.victimName(fields.firstText("target_brand", "rights_holder", "OnBehalfOf/ComplainantContactName"));
        gathered.victimContact(
                fields.firstText("OnBehalfOf/ComplainantContactEmail", "OnBehalfOf/ComplainantOrgEmail"));
        for (String path :
                List.of("ReporterInfo/ReporterOrgDomain", "reporter/domain", "OnBehalfOf/ComplainantOrgDomain")) {
            String domain = fields.look(path).asText("");
            if (!domain.isEmpty() && HostNames.normalise(domain) == null) {
                flaws.add(new Flaw(fields.at(path), "wrong-form", "This is no host name."));
            }
        }
    }

    private void threats() {
        gathered.malware(fields.firstText(
                "malware_family", "Report/MalwareName", "Report/BotnetName", "Report/AdditionalInfo/MalwareFamily"));
        for (String path : List.of("cve_id", "vulnerability_cve", "Report/CVE")) {
            String cve = fields.look(path).asText("");
            if (!cve.isEmpty() && gathered.vulnerability(cve)) {
                fields.take(path);
            }
        }
        for (String path : List.of("cve_ids", "exploit_cve")) {
            boolean all = true;
            for (JsonNode cve : fields.look(path)) {
                all &= gathered.vulnerability(cve.asText());
            }
            if (all) {
                fields.take(path);
            }
        }
        if (fields.look("type").asText().equals("exposed_data")) {
            exposed();
        }
    }

    private void exposed() {
        List<String> kinds = new ArrayList<>();
        for (JsonNode kind : fields.look("data_types")) {
            kinds.add(OneLine.of(kind.asText()));
        }
        if (kinds.stream().anyMatch(PERSONAL::contains)) {
            JsonNode records = fields.take("record_count");
            fields.take("data_types");
            gathered.personalData(new PersonalData(
                    PersonalData.Involved.SUSPECTED,
                    kinds,
                    null,
                    records.canConvertToLong() && records.isIntegralNumber() ? Long.valueOf(records.longValue()) : null,
                    null,
                    null,
                    null,
                    null));
        }
    }

    private Evidence evidence(boolean secret) {
        Evidence evidence = new Evidence(flaws, remarks, secret, limits);
        files(evidence, "evidence", "content_type", "description", "payload");
        files(evidence, "Report/Samples", "ContentType", "Description", "Payload");
        files(evidence, "Report/Attachment", "ContentType", "Description", "Data");
        if (!evidence.lines().isEmpty()) {
            remarks.add(
                    newer
                            ? "/evidence"
                            : fields.look("Report/Samples").isArray() ? "/Report/Samples" : "/Report/Attachment",
                    "kept-only",
                    secret
                            ? "Files are kept in the report as filed, and nowhere else; it is for the police to open them."
                            : "Files are kept in the report as filed; they are known by their hashes.");
        }
        if (secret) {
            // What describes what is seen there is for those who must know, in the report as filed.
            for (String path : List.of("file_hash", "hash_values", "perpetrator_indicators", "evidence_type")) {
                fields.take(path);
            }
        }
        return evidence;
    }

    private void files(Evidence evidence, String path, String type, String description, String payload) {
        JsonNode list = fields.look(path);
        for (int i = 0; i < list.size(); i++) {
            JsonNode file = list.get(i);
            String name = file.path("FileName").asText("");
            String what = file.path(type).asText("")
                    + (name.isEmpty() ? "" : " " + name)
                    + (file.path(description).asText("").isEmpty()
                            ? ""
                            : " \"" + file.path(description).asText() + "\"");
            String at = JsonPointers.append(JsonPointers.append(fields.at(path), i), payload);
            boolean text =
                    path.equals("Report/Samples") && !file.path("Base64Encoded").asBoolean();
            if (!file.has(payload)) {
                continue;
            }
            if (text) {
                evidence.text(file.path(payload).asText(), at, what, null);
            } else {
                evidence.base64(
                        file.path(payload).asText(), at, what, file.path("hash").textValue());
            }
            fields.hide(file, payload);
            fields.hide(file, type);
            fields.hide(file, description);
            fields.hide(file, "FileName");
            fields.hide(file, "Base64Encoded");
        }
    }

    /// What is about the report and not about the abuse.
    private void frame() {
        fields.take(newer ? "xarf_version" : "Version");
        String number = newer ? fields.text("report_id") : fields.text("Report/ReporterCaseID");
        if (newer && number != null) {
            number = UUID.fromString(number).toString();
        }
        gathered.reference(number);
        gathered.summary(fields.firstText("description", "Report/ReporterNotes", "Report/HarassmentDescription"));
        JsonNode disclosure = fields.take("Disclosure");
        if (disclosure.isBoolean() && !disclosure.booleanValue()) {
            gathered.consent(new Consent(SharingConsent.NONE, Consent.UNSTATED.limit()));
            remarks.add("/Disclosure", "not-to-be-disclosed", "The reporter does not want this told on.");
        }
        for (String path : List.of("_internal", "InternalProcessing")) {
            if (!fields.look(path).isMissingNode()) {
                remarks.add(
                        fields.at(path),
                        "internal",
                        "This is meant for the sender's own use; it is kept in the report as filed.");
                fields.take(path);
            }
        }
    }
}
