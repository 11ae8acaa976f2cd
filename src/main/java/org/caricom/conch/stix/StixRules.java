package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.stix.Violation.Level;

/// What STIX 2.1 asks of an object: the tables `objects.rules`, `words.rules` and `relationships.rules`, and
/// the few rules that hold for all objects alike. What it asks of objects together is told by [BundleRules].
///
/// Codes: `missing`, `wrong-type`, `wrong-value`, `timestamp`, `identifier`, `id-type`, `spec-version`,
/// `reference-type`, `order`, `empty`, `null`, `not-allowed`, `not-together`, `name`, `reserved`, `selector`,
/// `self-reference`, `pattern`, `tlp`, `id-version`, `reference`; and of a SHOULD also `vocabulary`,
/// `unusual-value`, `characters`, `deprecated`, `relationship`, `custom`.
public final class StixRules {
    private static final RuleTable TABLE = RuleTable.STANDARD;

    private StixRules() {}

    /// Every MUST that the object breaks; pointers start at the object.
    public static List<Flaw> check(StixObject object) {
        return violations(object).stream()
                .filter(violation -> violation.level() == Level.MUST)
                .map(Violation::flaw)
                .toList();
    }

    /// Every MUST and every SHOULD that the object breaks, all at once; pointers start at the object.
    public static List<Violation> violations(StixObject object) {
        return judge(object.type(), (ObjectNode) object.json());
    }

    /// As [#violations(StixObject)], of any JSON, also such as is no STIX object at all.
    public static List<Violation> violations(JsonNode json) {
        return switch (StixObject.read(json)) {
            case StixReading.Flawed flawed -> flawed.violations();
            case StixReading.Whole whole -> violations(whole.object());
        };
    }

    private static List<Violation> judge(String type, ObjectNode json) {
        var findings = new Findings();
        StixKind kind = TABLE.kind(type);
        boolean known = kind != StixKind.UNKNOWN;
        JsonNode extensions = json.get("extensions");
        StixKind like = known ? kind : guess(json);
        TABLE.shape(type, like)
                .check(json, findings, true, !known || (extensions != null && addsProperties(extensions)));
        if (!known) {
            unknownType(type, json, findings);
        }
        if (extensions != null) {
            hosts(type, extensions, findings);
        }
        if (like != StixKind.SCO && StixId.version(json.path("id").asText()) != '4') {
            published(json, findings);
        }
        return findings.violations();
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

    private static boolean addsProperties(JsonNode extensions) {
        for (JsonNode extension : extensions) {
            if (extension.path("extension_type").asText().equals("toplevel-property-extension")) {
                return true;
            }
        }
        return false;
    }

    /// §3.1, §3.8 and §11.1: the name of a property that no table has.
    ///
    /// @param open whether an extension says that it adds properties
    static void customName(String name, Findings findings, boolean open) {
        switch (name) {
            case "severity", "username", "phone_number", "phone_numbers", "action" ->
                findings.wrong("reserved", "§3.8", "the standard keeps this name for itself");
            default -> {
                if (!Syntax.isPropertyName(name)) {
                    findings.wrong(
                            "name", "§3.1", "a property's name has 3 to 250 lower-case letters, digits, underscores");
                } else if (!open && !name.startsWith("x_")) {
                    findings.unusual("custom", "§11.1", "a custom property's name starts with x_");
                }
            }
        }
    }

    /// §3.8, §7.3 and §11.2: a type that no table has.
    private static void unknownType(String type, JsonNode json, Findings findings) {
        if (type.equals("action")) {
            findings.enter("type");
            findings.wrong("reserved", "§3.8", "the standard keeps this name for itself");
            findings.leave();
        } else if (type.contains("--")) {
            findings.enter("type");
            findings.wrong("name", "§3.1", "in a type's name no hyphen follows another");
            findings.leave();
        } else if (!declared(json) && !type.startsWith("x-")) {
            findings.enter("type");
            findings.unusual("custom", "§11.2", "a new type is told by an extension; older ones start with x-");
            findings.leave();
        }
    }

    private static boolean declared(JsonNode json) {
        for (JsonNode extension : json.path("extensions")) {
            if (extension.path("extension_type").asText().startsWith("new-s")) {
                return true;
            }
        }
        return false;
    }

    /// A predefined extension stands in objects of one type.
    private static void hosts(String type, JsonNode extensions, Findings findings) {
        if (!extensions.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : extensions.properties()) {
            RuleTable.Block block = TABLE.extension(entry.getKey());
            String host = block == null ? null : block.host();
            if (block != null && host != null && !host.equals(type)) {
                findings.enter("extensions");
                findings.enter(entry.getKey());
                findings.add(
                        block.name() + ":host",
                        block.section(),
                        Level.SHOULD,
                        "not-allowed",
                        "this extension belongs to " + host);
                findings.leave();
                findings.leave();
            }
        }
    }

    /// §2.9: other than observables are told apart by random UUIDs.
    private static void published(JsonNode json, Findings findings) {
        StixId id = StixId.parse(json.path("id").asText());
        if (id != null && Markings.tlpWord(id) == null) {
            findings.enter("id");
            findings.unusual("id-version", "§2.9", "the UUID is of version 4");
            findings.leave();
        }
    }
}
