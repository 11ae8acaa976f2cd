package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.Impact;
import org.caricom.conch.domain.PersonalData;
import org.caricom.conch.domain.ReportStage;
import org.caricom.conch.domain.Rsit;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.domain.Victim;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.Sco;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.Sro;
import org.caricom.conch.stix.StixBuilder;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// Reads an advisory in CSAF 2.0 (OASIS Common Security Advisory Framework). It tells of weaknesses and what to do
/// about them, and of no victim: its report is of the class of vulnerable systems.
final class CsafFormat {
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");

    /// RFC 5646 §4.4 gives an example of the longest that are of use; and a loop without an end costs the stack.
    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8}){0,8}");

    private final JsonNode advisory;
    private final JsonNode document;
    private final Origin origin;
    private final Remarks remarks = new Remarks();
    private final Moments moments;
    private final Leftovers leftovers = new Leftovers();

    private CsafFormat(JsonNode advisory, Origin origin) {
        this.advisory = advisory;
        this.document = advisory.path("document");
        this.origin = origin;
        this.moments = new Moments(origin, remarks);
    }

    static Reading read(JsonNode advisory, Origin origin) {
        List<Flaw> flaws = check(advisory);
        return flaws.isEmpty() ? new CsafFormat(advisory, origin).read() : new Reading.Unusable(flaws);
    }

    /// What CSAF 2.0 §3.2.1 asks of every document.
    private static List<Flaw> check(JsonNode advisory) {
        List<Flaw> flaws = new ArrayList<>();
        for (String name : List.of(
                "/document/category",
                "/document/title",
                "/document/publisher/category",
                "/document/publisher/name",
                "/document/publisher/namespace",
                "/document/tracking/current_release_date",
                "/document/tracking/id",
                "/document/tracking/initial_release_date",
                "/document/tracking/status",
                "/document/tracking/version")) {
            JsonNode value = advisory.at(name);
            if (!value.isTextual() || value.asText().isBlank()) {
                flaws.add(new Flaw(name, "missing", "An advisory in CSAF has this, a text."));
            }
        }
        String version = advisory.at("/document/csaf_version").asText();
        if (!version.equals("2.0")) {
            flaws.add(new Flaw("/document/csaf_version", "other-version", "This must be \"2.0\"."));
        }
        if (!advisory.at("/document/tracking/revision_history").isArray()) {
            flaws.add(new Flaw(
                    "/document/tracking/revision_history", "missing", "An advisory in CSAF has this, a list."));
        }
        if (advisory.has("vulnerabilities") && !advisory.get("vulnerabilities").isArray()) {
            flaws.add(new Flaw("/vulnerabilities", "wrong-type", "This must be a list."));
        }
        return flaws;
    }

    private Reading read() {
        products();
        Facts facts = facts();
        NormalForm form = new NormalForm(ReportScope.of(origin.member(), facts, origin.receivedAt()), facts);
        extras(form);
        return new Reading.Content(
                new NormalReport(ReportFormat.CSAF.slug(), facts, form.bundle(), null), remarks.toList());
    }

    private Facts facts() {
        JsonNode tracking = document.path("tracking");
        String language = document.path("lang").asText("");
        String title = OneLine.of(document.path("title").asText());
        return new Facts(
                OneLine.of(tracking.path("id").asText()),
                stage(tracking.path("status").asText()),
                title.isEmpty() ? "Advisory " + OneLine.of(tracking.path("id").asText()) : title,
                summary(),
                null,
                moments.rfc3339(
                        tracking.path("initial_release_date").asText(), "/document/tracking/initial_release_date"),
                null,
                moments.rfc3339(
                        tracking.path("current_release_date").asText(), "/document/tracking/current_release_date"),
                List.of(rsit(document.path("category").asText())),
                null,
                Victim.UNTOLD,
                List.of(),
                null,
                null,
                Impact.UNSTATED,
                List.of(),
                List.of(),
                List.of(),
                vulnerabilities(),
                List.of(),
                null,
                tlp(),
                Consent.UNSTATED,
                PersonalData.UNKNOWN,
                null,
                reporter(),
                LANGUAGE.matcher(language).matches() ? language : "en");
    }

    private static ReportStage stage(String status) {
        return switch (status) {
            case "interim" -> ReportStage.UPDATE;
            case "final" -> ReportStage.FINAL;
            default -> ReportStage.ALERT;
        };
    }

    private static Rsit rsit(String category) {
        return switch (category) {
            case "csaf_security_incident_response" -> Rsit.UNDETERMINED;
            case "csaf_informational_advisory" -> Rsit.OTHER;
            default -> Rsit.VULNERABLE_SYSTEM;
        };
    }

    /// The note that sums up, or else the first that describes.
    private @Nullable String summary() {
        JsonNode notes = document.path("notes");
        for (String category : List.of("summary", "description", "general")) {
            for (int i = 0; i < notes.size(); i++) {
                JsonNode note = notes.path(i);
                String text = note.path("text").asText("").strip();
                if (note.path("category").asText().equals(category) && !text.isEmpty()) {
                    leftovers.take(note, "text");
                    return text;
                }
            }
        }
        return null;
    }

    private List<String> vulnerabilities() {
        Set<String> ids = new LinkedHashSet<>();
        JsonNode list = advisory.path("vulnerabilities");
        for (int i = 0; i < list.size(); i++) {
            String cve = list.path(i).path("cve").asText("");
            if (CVE.matcher(cve).matches()) {
                ids.add(cve);
            } else if (!cve.isEmpty()) {
                remarks.add("/vulnerabilities/" + i + "/cve", "wrong-form", "This is no CVE id; it is kept as a note.");
            }
        }
        return List.copyOf(ids);
    }

    private Tlp tlp() {
        String label = document.at("/distribution/tlp/label").asText("");
        if (label.isEmpty()) {
            return Tlp.AMBER_STRICT;
        }
        Tlp tlp = Tlp.parse(label);
        if (tlp == null) {
            remarks.add(
                    "/document/distribution/tlp/label",
                    "unknown-marking",
                    "Nobody here knows what this label allows; it counts as TLP:RED.");
            return Tlp.RED;
        }
        return tlp;
    }

    private String reporter() {
        JsonNode publisher = document.path("publisher");
        String contact = publisher.path("contact_details").asText("").strip();
        String name = publisher.path("name").asText();
        return OneLine.of(contact.isEmpty() ? name : name + ", " + contact);
    }

    /// CSAF 2.0 §6.1.1: a product that is referred to is defined. One that is not is pointed at.
    private void products() {
        Set<String> defined = new HashSet<>();
        ids(advisory.path("product_tree"), defined);
        JsonNode list = advisory.path("vulnerabilities");
        for (int i = 0; i < list.size(); i++) {
            String at = JsonPointers.append("/vulnerabilities", i) + "/product_status";
            for (var status : list.path(i).path("product_status").properties()) {
                JsonNode ids = status.getValue();
                for (int j = 0; j < ids.size(); j++) {
                    if (!defined.contains(ids.path(j).asText())) {
                        remarks.add(
                                JsonPointers.append(JsonPointers.append(at, status.getKey()), j),
                                "undefined-product",
                                "There is no product with this id in the product tree.");
                    }
                }
            }
        }
    }

    private static void ids(JsonNode tree, Set<String> defined) {
        if (tree.path("product_id").isTextual()) {
            defined.add(tree.path("product_id").asText());
        }
        tree.forEach(child -> {
            if (child.isContainerNode()) {
                ids(child, defined);
            }
        });
        for (JsonNode group : tree.path("product_groups")) {
            if (group.path("group_id").isTextual()) {
                defined.add(group.path("group_id").asText());
            }
        }
    }

    /// Weaknesses without a number of the CVE list, what to do about each, and the products, as objects of their own.
    private void extras(NormalForm form) {
        JsonNode list = advisory.path("vulnerabilities");
        for (int i = 0; i < list.size(); i++) {
            JsonNode vulnerability = list.path(i);
            StixId id = weakness(form, vulnerability, i);
            JsonNode remediations = vulnerability.path("remediations");
            for (int j = 0; j < remediations.size(); j++) {
                remediation(form, remediations.path(j), "remedy " + i + " " + j, id);
            }
        }
        software(form, advisory.path("product_tree"), new HashSet<>());
        form.notes("Further details", leftovers.lines(advisory));
    }

    private StixId weakness(NormalForm form, JsonNode vulnerability, int index) {
        String cve = vulnerability.path("cve").asText("");
        if (CVE.matcher(cve).matches()) {
            // Made from the facts.
            return form.scope().id("vulnerability", cve);
        }
        String title = OneLine.of(vulnerability.path("title").asText(""));
        String other = OneLine.of(vulnerability.at("/ids/0/text").asText(""));
        String name = !title.isEmpty() ? title : !other.isEmpty() ? other : "Vulnerability " + (index + 1);
        StixBuilder builder = Sdo.vulnerability(
                form.scope().id("vulnerability", "csaf " + index), form.stamp().created(), name, null);
        StixObject object = form.stamp().on(builder);
        form.add(object);
        return object.id();
    }

    private static void remediation(NormalForm form, JsonNode remediation, String what, StixId weakness) {
        String details = remediation.path("details").asText("").strip();
        String category = OneLine.of(remediation.path("category").asText(""));
        if (details.isEmpty()) {
            return;
        }
        StixObject action = form.stamp()
                .on(StixObject.build(form.scope().id("course-of-action", what))
                        .created(form.stamp().created())
                        .set("name", OneLine.of(category.isEmpty() ? details : category + ": " + details))
                        .description(details));
        form.add(action);
        form.add(form.stamp()
                .on(Sro.relationship(
                        action.id(), "mitigates", weakness, form.stamp().created())));
    }

    private static void software(NormalForm form, JsonNode tree, Set<StixId> made) {
        String name = OneLine.of(tree.path("name").asText(""));
        if (tree.path("product_id").isTextual() && !name.isEmpty()) {
            ObjectNode properties = Json.object().put("name", name);
            String cpe = tree.at("/product_identification_helper/cpe").asText("");
            if (cpe.length() < 1000 && Sco.isCpe(cpe)) {
                properties.put("cpe", cpe);
            }
            StixObject software = Sco.of("software", properties);
            if (made.add(software.id())) {
                form.add(form.stamp().onObservable(software));
            }
        }
        tree.forEach(child -> {
            if (child.isContainerNode()) {
                software(form, child, made);
            }
        });
    }
}
