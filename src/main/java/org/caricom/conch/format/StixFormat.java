package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.stix.Bundle;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.Sdo;
import org.caricom.conch.stix.Sro;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.stix.StixObject;
import org.jspecify.annotations.Nullable;

/// Reads a STIX bundle, 2.1 or 2.0 (which is rewritten first, [Stix20]). Its objects stay as they are; what a report
/// needs beyond them is added beside: an incident where there is none, and what ties it to the rest.
final class StixFormat {
    /// More objects than this in one bundle are refused; a feed of indicators is no report.
    private static final int MAX_OBJECTS = 200_000;

    private static final Pattern MEMBER = Pattern.compile("CARICOM member ([A-Z]{2})");

    private StixFormat() {}

    static Reading read(JsonNode document, Origin origin) {
        int size = document.path("objects").size();
        if (size > MAX_OBJECTS) {
            return new Reading.Unusable(List.of(new Flaw(
                    "/objects",
                    "too-many",
                    "There are " + size + " objects, at most " + MAX_OBJECTS + " can be in one report.")));
        }
        return Stix20.is(document) ? readOlder(document, origin) : read(document, origin, ReportFormat.STIX.slug());
    }

    private static Reading readOlder(JsonNode document, Origin origin) {
        Stix20.Upgraded upgraded = Stix20.upgrade(document);
        if (!upgraded.flaws().isEmpty()) {
            return new Reading.Unusable(upgraded.flaws());
        }
        return switch (read(upgraded.bundle(), origin, "stix-2.0")) {
            case Reading.Content(NormalReport report, List<Flaw> setAside) -> {
                List<Flaw> all = new ArrayList<>(upgraded.remarks());
                setAside.forEach(flaw -> all.add(upgraded.asFiled(flaw)));
                yield new Reading.Content(report, all);
            }
            case Reading.Unusable(List<Flaw> flaws) ->
                new Reading.Unusable(flaws.stream().map(upgraded::asFiled).toList());
            case Reading.Ambiguous ambiguous -> ambiguous;
        };
    }

    private static Reading read(JsonNode document, Origin origin, String format) {
        Bundle.Reading reading = Bundle.read(document);
        Bundle bundle = reading.bundle();
        // A bundle is a container: what is valid in it is filed, and the rest listed (CONTRACT.md 3). Its own frame has
        // to be whole.
        boolean framed =
                reading.flaws().stream().allMatch(flaw -> flaw.pointer().startsWith("/objects/"));
        if (bundle == null || bundle.objects().stream().allMatch(object -> saysNothing(object, bundle)) || !framed) {
            return new Reading.Unusable(
                    reading.flaws().isEmpty()
                            ? List.of(new Flaw("/objects", "empty", "There is nothing in this bundle."))
                            : reading.flaws());
        }
        StixGraph graph = new StixGraph(bundle, document);
        StixFacts read = new StixFacts(graph);
        Facts facts = read.facts();
        if (facts.indicators().size() > Formats.MAX_INDICATORS) {
            return new Reading.Unusable(List.of(
                    Sentences.tooManyValues("/objects", facts.indicators().size())));
        }
        Bundle complete = complete(graph, document, facts, origin);
        List<Flaw> remarks = new ArrayList<>(reading.flaws());
        remarks.addAll(read.setAside());
        reading.together().forEach(violation -> remarks.add(violation.flaw()));
        return new Reading.Content(new NormalReport(format, facts, complete, claimedMember(graph)), remarks);
    }

    /// Whether an object alone makes no report: a marking says how others may be used, an extension what they mean, and
    /// an observation that has lost all that was observed says nothing.
    private static boolean saysNothing(StixObject object, Bundle bundle) {
        return switch (object.type()) {
            case "marking-definition", "extension-definition", "language-content" -> true;
            case "observed-data" ->
                !object.has("objects") && object.refs("object_refs").stream().allMatch(ref -> bundle.find(ref) == null);
            default -> false;
        };
    }

    /// Reads a TAXII envelope (TAXII 2.1 §3.7), which is a bundle but for its frame.
    static Reading readEnvelope(JsonNode document, Origin origin) {
        String content = Sha256.of(Json.canonical(document)).toString();
        ObjectNode bundle = Json.object()
                .put("type", "bundle")
                .put("id", StixId.derived("bundle", content).toString());
        bundle.set("objects", document.get("objects"));
        return read(bundle, origin);
    }

    /// The bundle with an incident, so that every report has one.
    private static Bundle complete(StixGraph graph, JsonNode document, Facts facts, Origin origin) {
        if (!graph.ofType("incident").isEmpty()) {
            return graph.bundle();
        }
        String reference = facts.reference();
        String stands = reference == null ? Sha256.of(Json.canonical(document)).toString() : reference;
        ReportScope scope = ReportScope.standingFor(stands, origin.member(), facts, origin.receivedAt());
        StixObject member = NormalForm.identity(scope.member());
        Stamp stamp = Stamp.of(scope, member.id(), facts.tlp());
        StixObject incident = new IncidentObjects(scope, stamp, facts).alone();
        List<StixObject> all = new ArrayList<>(graph.bundle().objects());
        all.add(Markings.tlp("clear"));
        all.add(Markings.tlp(facts.tlp().word()));
        all.add(member);
        all.add(incident);
        StixObject centre = graph.centre();
        if (centre != null) {
            all.add(stamp.on(Sro.relationship(centre.id(), "related-to", incident.id(), stamp.created())));
        } else {
            List<StixId> contents = new ArrayList<>();
            contents.add(incident.id());
            graph.bundle().objects().stream()
                    .filter(object -> !object.type().equals("marking-definition"))
                    .forEach(object -> contents.add(object.id()));
            all.add(stamp.on(Sdo.report(
                            scope.id("report", "report"),
                            stamp.created(),
                            facts.title(),
                            stamp.modified(),
                            contents.stream().distinct().toList())
                    .set("report_types", List.of("incident"))));
        }
        return Bundle.of(all);
    }

    /// The member whose identity, as Conch writes it, made the objects; null when another identity did.
    private static @Nullable MemberCode claimedMember(StixGraph graph) {
        StixObject centre = graph.centre();
        StixId maker = centre == null ? null : centre.createdBy();
        StixObject identity = maker == null ? null : graph.find(maker);
        if (identity == null) {
            return null;
        }
        String name = identity.text("name");
        Matcher matcher = MEMBER.matcher(name == null ? "" : name);
        if (!matcher.matches()) {
            return null;
        }
        MemberCode code = new MemberCode(matcher.group(1));
        return NormalForm.identity(code).id().equals(identity.id()) ? code : null;
    }
}
