package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.Markings;
import org.caricom.conch.stix.StixId;
import org.jspecify.annotations.Nullable;

/// A STIX 2.0 bundle rewritten as STIX 2.1. Domain and relationship objects keep their identifiers, since what they
/// mean stays the same; observables come out of `observed-data` as objects of their own ([Stix20Observables]).
///
/// What 2.1 has no property for is kept under a name of its own that starts with `x_`. Objects stay where they stand
/// in the document and observables follow behind them, so that flaws found later can be told by their place.
final class Stix20 {
    /// Labels that 2.0 uses for what 2.1 has a property for; other words stay labels (2.0 part 2, the open
    /// vocabularies of §6).
    private static final Map<String, Kinds> KINDS = Map.of(
            "indicator",
            new Kinds(
                    "indicator_types",
                    Set.of(
                            "anomalous-activity",
                            "anonymization",
                            "attribution",
                            "benign",
                            "compromised",
                            "malicious-activity")),
            "malware",
            new Kinds(
                    "malware_types",
                    Set.of(
                            "adware",
                            "backdoor",
                            "bot",
                            "ddos",
                            "dropper",
                            "exploit-kit",
                            "keylogger",
                            "ransomware",
                            "remote-access-trojan",
                            "resource-exploitation",
                            "rogue-security-software",
                            "rootkit",
                            "screen-capture",
                            "spyware",
                            "trojan",
                            "virus",
                            "worm")),
            "report",
            new Kinds(
                    "report_types",
                    Set.of(
                            "attack-pattern",
                            "campaign",
                            "identity",
                            "indicator",
                            "intrusion-set",
                            "malware",
                            "observed-data",
                            "threat-actor",
                            "threat-report",
                            "tool",
                            "vulnerability")),
            "threat-actor",
            new Kinds(
                    "threat_actor_types",
                    Set.of(
                            "activist",
                            "competitor",
                            "crime-syndicate",
                            "criminal",
                            "hacker",
                            "insider-accidental",
                            "insider-disgruntled",
                            "nation-state",
                            "sensationalist",
                            "spy",
                            "terrorist")),
            "tool",
            new Kinds(
                    "tool_types",
                    Set.of(
                            "credential-exploitation",
                            "denial-of-service",
                            "exploitation",
                            "information-gathering",
                            "network-capture",
                            "remote-access",
                            "vulnerability-scanning")));

    private final JsonNode document;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private final Stix20Observables observables = new Stix20Observables(flaws, remarks);

    /// The property for a type's labels, and the words that belong there.
    private record Kinds(String property, Set<String> words) {}

    /// A bundle rewritten.
    ///
    /// @param bundle  in STIX 2.1; meant to be read like any other
    /// @param flaws   what could not be rewritten; none: everything was
    /// @param remarks what is worth a second look
    /// @param origins for each object of `bundle`, the pointer to what it was made of
    record Upgraded(ObjectNode bundle, List<Flaw> flaws, List<Flaw> remarks, List<String> origins) {
        Upgraded {
            flaws = List.copyOf(flaws);
            remarks = List.copyOf(remarks);
            origins = List.copyOf(origins);
        }

        /// The same flaw, told of the document as filed.
        Flaw asFiled(Flaw flaw) {
            String rest =
                    flaw.pointer().startsWith("/objects/") ? flaw.pointer().substring("/objects/".length()) : "";
            int end = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
            if (end == 0 || end > 6 || !rest.chars().limit(end).allMatch(c -> c >= '0' && c <= '9')) {
                return flaw;
            }
            int index = Integer.parseInt(rest.substring(0, end));
            return index < origins.size()
                    ? new Flaw(origins.get(index) + rest.substring(end), flaw.code(), flaw.detail())
                    : flaw;
        }
    }

    private Stix20(JsonNode document) {
        this.document = document;
    }

    /// Whether a bundle is of the older version: it says so, or none of its objects says that it is of the newer one
    /// (§3.2 of 2.1; in 2.0 objects had no such property).
    static boolean is(JsonNode document) {
        boolean older = document.path("spec_version").asText().equals("2.0");
        boolean newer = false;
        boolean versioned = false;
        for (JsonNode object : document.path("objects")) {
            String version = object.path("spec_version").asText();
            newer |= version.equals("2.1");
            older |= version.equals("2.0");
            versioned |= object.has("created");
        }
        return older || (!newer && versioned);
    }

    static Upgraded upgrade(JsonNode document) {
        return new Stix20(document).upgrade();
    }

    private Upgraded upgrade() {
        ObjectNode bundle = Json.object();
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            if (!member.getKey().equals("spec_version") && !member.getKey().equals("objects")) {
                bundle.set(member.getKey(), member.getValue());
            }
        }
        ArrayNode objects = bundle.putArray("objects");
        List<String> origins = new ArrayList<>();
        JsonNode old = document.path("objects");
        for (int i = 0; i < old.size(); i++) {
            String pointer = JsonPointers.append("/objects", i);
            if (old.get(i).path("spec_version").asText().equals("2.1")) {
                flaws.add(new Flaw(
                        pointer + "/spec_version",
                        "mixed-versions",
                        "The bundle is of STIX 2.0, this object of 2.1. File the two by themselves."));
            }
            objects.add(object(old.get(i), pointer));
            origins.add(pointer);
        }
        observables.all().forEach((pointer, observable) -> {
            objects.add(observable);
            origins.add(pointer);
        });
        return new Upgraded(bundle, flaws, remarks.toList(), origins);
    }

    private JsonNode object(JsonNode source, String pointer) {
        if (!(source instanceof ObjectNode)) {
            return source;
        }
        ObjectNode object = Json.object();
        object.set("type", source.path("type"));
        object.put("spec_version", "2.1");
        for (Map.Entry<String, JsonNode> member : source.properties()) {
            if (!member.getKey().equals("spec_version")) {
                object.set(member.getKey(), member.getValue().deepCopy());
            }
        }
        if (source.path("type").isMissingNode()) {
            object.remove("type");
        }
        String type = source.path("type").asText();
        switch (type) {
            case "indicator" -> {
                object.put("pattern_type", "stix");
                object.put("pattern_version", "2.0");
            }
            case "malware" -> {
                // 2.0 had no word for it, and no place for samples: what it names is a family.
                object.put("is_family", true);
                remarks.add(
                        pointer,
                        "family-assumed",
                        "STIX 2.0 does not say whether this is a family or one sample; it is taken for a family.");
            }
            case "observed-data" -> observed(object, pointer);
            case "marking-definition" -> {
                JsonNode published = published(source);
                if (published != null) {
                    return published;
                }
            }
            default -> {}
        }
        Kinds kinds = KINDS.get(type);
        if (kinds != null) {
            kinds(object, kinds);
        }
        Stix20Observables.hashNames(object.path("external_references"));
        granular(source, object, pointer);
        return object;
    }

    /// The TLP markings have the same identifiers in both versions, and one form in each.
    private static @Nullable JsonNode published(JsonNode marking) {
        StixId id = StixId.parse(marking.path("id").asText());
        if (id == null || Markings.tlpWord(id) == null) {
            return null;
        }
        String word = marking.path("definition").path("tlp").asText();
        return List.of("white", "green", "amber", "red").contains(word)
                        && Markings.tlp1(word).id().equals(id)
                ? Markings.tlp1(word).json()
                : null;
    }

    private static void kinds(ObjectNode object, Kinds kinds) {
        JsonNode labels = object.path("labels");
        if (!labels.isArray()) {
            return;
        }
        ArrayNode types = Json.array();
        ArrayNode others = Json.array();
        for (JsonNode label : labels) {
            (kinds.words().contains(label.asText()) ? types : others).add(label);
        }
        object.remove("labels");
        if (!types.isEmpty()) {
            object.set(kinds.property(), types);
        }
        if (!others.isEmpty()) {
            object.set("labels", others);
        }
    }

    private void observed(ObjectNode object, String pointer) {
        JsonNode contents = object.path("objects");
        if (!contents.isObject()) {
            return;
        }
        object.remove("objects");
        List<String> ids = observables.take(
                object.path("id").asText(), contents, pointer + "/objects", object.path("object_marking_refs"));
        if (!ids.isEmpty()) {
            ArrayNode refs = object.putArray("object_refs");
            ids.stream().distinct().forEach(refs::add);
        }
    }

    /// Markings of parts that have moved mark the whole object: nothing gets a wider audience by being rewritten.
    private void granular(JsonNode source, ObjectNode object, String pointer) {
        JsonNode markings = source.path("granular_markings");
        if (!markings.isArray()) {
            return;
        }
        ArrayNode kept = Json.array();
        for (JsonNode marking : markings) {
            boolean moved = false;
            for (JsonNode selector : marking.path("selectors")) {
                String text = selector.asText();
                moved |= text.startsWith("labels") || text.startsWith("objects");
            }
            if (moved) {
                object.withArray("/object_marking_refs").add(marking.path("marking_ref"));
                remarks.add(
                        pointer + "/granular_markings",
                        "marks-all",
                        "A marking of a part that STIX 2.1 keeps elsewhere is taken as a marking of the whole object.");
                observables.mark(pointer, marking.path("marking_ref").asText());
            } else {
                kept.add(marking);
            }
        }
        object.remove("granular_markings");
        if (!kept.isEmpty()) {
            object.set("granular_markings", kept);
        }
    }
}
