package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.caricom.conch.json.Flaw;

/// What STIX 2.1 asks of an object: the table `objects.rules`, and the few rules that hold for all objects
/// alike.
///
/// Codes of flaws: `missing`, `wrong-type`, `wrong-value`, `timestamp`, `identifier`, `reference-type`, `order`,
/// `empty`, `null`, `not-allowed`, `not-together`, `name`, `reserved`, `selector`, `self-reference`.
public final class StixRules {
    private static final RuleTable TABLE = RuleTable.fromResource();

    /// §3.8; the schemas write the second of the two telephone words.
    private static final Set<String> RESERVED =
            Set.of("severity", "username", "phone_number", "phone_numbers", "action");

    /// §3.1.
    private static final Pattern NAME = Pattern.compile("id|[a-z][a-z0-9_]{2,249}");

    private static final Pattern DOT = Pattern.compile("\\.");

    private static final Pattern INDEX = Pattern.compile("\\[[0-9]{1,6}]");

    private StixRules() {}

    /// Every rule that the object breaks; pointers start at the object.
    public static List<Flaw> check(StixObject object) {
        var findings = new Findings();
        JsonNode json = object.json();
        names(json, findings);
        nothing(json, Place.TOP, findings);
        StixKind kind = kind(object);
        TABLE.common(kind == StixKind.UNKNOWN ? guess(json) : kind).check(json, Place.TOP, findings);
        if (kind != StixKind.UNKNOWN) {
            TABLE.object(object.type()).check(json, Place.TOP, findings);
        }
        markings(object, findings);
        return findings.flaws();
    }

    static StixKind kind(StixObject object) {
        return TABLE.kind(object.type());
    }

    /// Only an observable may leave out which version of STIX it is of (§3.2).
    static boolean needsSpecVersion(JsonNode object) {
        StixKind kind = TABLE.kind(object.path("type").asText());
        return (kind == StixKind.UNKNOWN ? guess(object) : kind) != StixKind.SCO;
    }

    /// The kind of an object whose type an extension defines: it says so, or has versions like a domain object.
    private static StixKind guess(JsonNode object) {
        for (JsonNode extension : object.path("extensions")) {
            switch (extension.path("extension_type").asText()) {
                case "new-sdo" -> {
                    return StixKind.SDO;
                }
                case "new-sro" -> {
                    return StixKind.SRO;
                }
                case "new-sco" -> {
                    return StixKind.SCO;
                }
                default -> {}
            }
        }
        return object.has("created") || object.has("modified") ? StixKind.SDO : StixKind.SCO;
    }

    private static void names(JsonNode object, Findings findings) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            Place place = Place.TOP.to(property.getKey());
            if (RESERVED.contains(property.getKey())) {
                findings.add(place, "reserved", "the standard keeps this name for itself");
            } else if (!NAME.matcher(property.getKey()).matches()) {
                findings.add(place, "name", "a property's name has 3 to 250 lower-case letters, digits, underscores");
            }
        }
        if (object.path("type").asText().equals("action")) {
            findings.add(Place.TOP.to("type"), "reserved", "the standard keeps this name for itself");
        }
    }

    /// No null anywhere, as deep as it may be hidden.
    private static void nothing(JsonNode value, Place place, Findings findings) {
        if (value.isNull()) {
            findings.add(place, "null", "what is not known is left out");
        } else if (value.isObject()) {
            value.properties().forEach(entry -> nothing(entry.getValue(), place.to(entry.getKey()), findings));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                nothing(value.get(i), place.to(i), findings);
            }
        }
    }

    /// §7.2: a marking does not mark itself, and a selector selects something.
    private static void markings(StixObject object, Findings findings) {
        if (object.markings().contains(object.id())) {
            findings.add(Place.TOP.to("object_marking_refs"), "self-reference", "a marking does not mark itself");
        }
        JsonNode granular = object.json().path("granular_markings");
        for (int i = 0; granular.isArray() && i < granular.size(); i++) {
            Place here = Place.TOP.to("granular_markings").to(i);
            if (object.id()
                    .toString()
                    .equals(granular.get(i).path("marking_ref").asText())) {
                findings.add(here.to("marking_ref"), "self-reference", "a marking does not mark itself");
            }
            JsonNode selectors = granular.get(i).path("selectors");
            for (int j = 0; selectors.isArray() && j < selectors.size(); j++) {
                JsonNode selector = selectors.get(j);
                if (selector.isTextual() && !selects(selector.textValue(), object.json())) {
                    findings.add(here.to("selectors").to(j), "selector", "the object has no such part");
                }
            }
        }
    }

    /// §7.2.3.1: names and `[index]`, joined by dots.
    private static boolean selects(String selector, JsonNode object) {
        JsonNode part = object;
        for (String step : DOT.split(selector, -1)) {
            if (INDEX.matcher(step).matches()) {
                part = part.isArray()
                        ? part.path(Integer.parseInt(step.substring(1, step.length() - 1)))
                        : part.path("");
            } else {
                part = part.path(step);
            }
        }
        return !part.isMissingNode();
    }
}
