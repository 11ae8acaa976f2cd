package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// One STIX 2.1 object: any, of whatever type, with every property it came with, known to us or not.
///
/// It has a type and an identifier that agrees with it; what else the standard asks is told by [StixRules].
/// Objects are never changed: `with` makes another.
public final class StixObject {
    /// Jackson's own equality tells numbers apart by the Java type that holds them.
    private static final Comparator<JsonNode> SAME_VALUE = (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    };

    private final StixId id;
    private final ObjectNode json;

    private StixObject(StixId id, ObjectNode json) {
        this.id = id;
        this.json = json;
    }

    /// Takes an object from a document. The identifier must be one, its type the object's, and an object that
    /// is no observable must say that it is of STIX 2.1 (in 2.0 the property did not exist, §3.2).
    public static StixReading read(JsonNode json) {
        return take(json.deepCopy());
    }

    /// As [#read(JsonNode)], of a document that nobody else holds.
    static StixReading take(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            return new StixReading.Flawed(
                    List.of(breach("", "", "wrong-type", "§3", "a STIX object is a JSON object")));
        }
        JsonNode typeNode = object.get("type");
        JsonNode idNode = object.get("id");
        JsonNode version = object.get("spec_version");
        String type = typeNode == null ? null : typeNode.textValue();
        String idText = idNode == null ? null : idNode.textValue();
        StixId id = idText == null ? null : StixId.parse(idText);
        boolean right = type != null
                && id != null
                && id.isOfType(type)
                && (version == null ? !StixRules.needsSpecVersion(object) : "2.1".equals(version.textValue()));
        return right && id != null
                ? new StixReading.Whole(new StixObject(id, object))
                : new StixReading.Flawed(breaches(object, type, idText, id));
    }

    private static List<Violation> breaches(
            ObjectNode object, @Nullable String type, @Nullable String idText, @Nullable StixId id) {
        List<Violation> breaches = new ArrayList<>();
        if (type == null) {
            breaches.add(breach("/type", ".type", "missing", "§3.2", "a STIX object says its type"));
        }
        if (idText == null) {
            breaches.add(breach("/id", ".id", "missing", "§3.2", "a STIX object has an id"));
        } else if (id == null) {
            breaches.add(breach(
                    "/id", ".id", "wrong-value", "§2.9", "an id is a type, two hyphens and a UUID of version 1 to 5"));
        } else if (type != null && !id.isOfType(type)) {
            breaches.add(breach(
                    "/id", ".id", "id-type", "§2.9", "the id is of another type than the object says that it is"));
        }
        JsonNode version = object.path("spec_version");
        if (version.isMissingNode()
                ? type != null && StixRules.needsSpecVersion(object)
                : !"2.1".equals(version.textValue())) {
            breaches.add(breach(
                    "/spec_version",
                    ".spec_version",
                    "spec-version",
                    "§3.2",
                    "the object does not say that it is of STIX 2.1"));
        }
        return breaches;
    }

    private static Violation breach(String pointer, String property, String code, String section, String detail) {
        return new Violation(pointer, "object" + property + ":" + code, section, Violation.Level.MUST, code, detail);
    }

    /// An object that Conch itself made or kept.
    ///
    /// @throws IllegalArgumentException when it is none
    public static StixObject of(JsonNode json) {
        return owning(json.deepCopy());
    }

    /// As [#of(JsonNode)], of a document that nobody else holds.
    static StixObject owning(JsonNode json) {
        return switch (take(json)) {
            case StixReading.Whole whole -> whole.object();
            case StixReading.Flawed flawed -> throw new IllegalArgumentException("no STIX object: " + flawed.flaws());
        };
    }

    /// Starts an object of the identifier's type.
    public static StixBuilder build(StixId id) {
        return new StixBuilder(id);
    }

    public StixId id() {
        return id;
    }

    public String type() {
        return id.type();
    }

    /// What sort of object the type is.
    public StixKind kind() {
        return StixRules.kind(this);
    }

    /// Null for observables, which have none, and where it is no timestamp.
    public @Nullable StixTimestamp created() {
        return timestamp("created");
    }

    /// Null for objects without versions.
    public @Nullable StixTimestamp modified() {
        return timestamp("modified");
    }

    /// What tells this version of the object from others (§3.6): when it was modified, or else created; null
    /// for observables.
    public @Nullable StixTimestamp version() {
        StixTimestamp modified = modified();
        return modified == null ? created() : modified;
    }

    public @Nullable StixId createdBy() {
        return ref("created_by_ref");
    }

    public boolean isRevoked() {
        return json.path("revoked").booleanValue();
    }

    /// The identifiers in `object_marking_refs`.
    public List<StixId> markings() {
        return refs("object_marking_refs");
    }

    public boolean has(String name) {
        return json.has(name);
    }

    /// The value of a property; null when it is absent. Not to be changed.
    public @Nullable JsonNode get(String name) {
        return json.get(name);
    }

    /// The value of a string property; null when it is absent or no string.
    public @Nullable String text(String name) {
        return json.path(name).textValue();
    }

    /// The strings of a list property; empty when it is absent.
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : json.path(name)) {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        }
        return List.copyOf(texts);
    }

    /// The value of a timestamp property; null when it is absent or no timestamp.
    public @Nullable StixTimestamp timestamp(String name) {
        String text = text(name);
        return text == null ? null : StixTimestamp.parse(text);
    }

    /// The value of an identifier property; null when it is absent or no identifier.
    public @Nullable StixId ref(String name) {
        String text = text(name);
        return text == null ? null : StixId.parse(text);
    }

    /// The identifiers of a list property; empty when it is absent.
    public List<StixId> refs(String name) {
        List<StixId> refs = new ArrayList<>();
        for (String text : texts(name)) {
            StixId ref = StixId.parse(text);
            if (ref != null) {
                refs.add(ref);
            }
        }
        return List.copyOf(refs);
    }

    /// The same object with one property added or replaced.
    ///
    /// @throws IllegalArgumentException when the result is no STIX object any more
    public StixObject with(String name, JsonNode value) {
        ObjectNode copy = json.deepCopy();
        copy.set(name, value.deepCopy());
        return owning(copy);
    }

    public StixObject with(String name, String value) {
        return with(name, Json.object().textNode(value));
    }

    /// The same object without these properties.
    ///
    /// @throws IllegalArgumentException when the result is no STIX object any more
    public StixObject without(String... names) {
        ObjectNode copy = json.deepCopy();
        copy.remove(List.of(names));
        return owning(copy);
    }

    /// The whole object, its properties in the order they came. Not to be changed.
    public JsonNode json() {
        return json;
    }

    /// A copy of the whole object, to be changed.
    public ObjectNode copy() {
        return json.deepCopy();
    }

    /// RFC 8785: the same object always gives the same bytes.
    public byte[] canonical() {
        return Json.canonical(json);
    }

    /// Two objects are equal when all their properties are; 1 and 1.0 are the same number.
    @Override
    public boolean equals(Object other) {
        return other instanceof StixObject that && id.equals(that.id) && json.equals(SAME_VALUE, that.json);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /// The identifier alone; what an object holds is nobody's business in a log.
    @Override
    public String toString() {
        return id.toString();
    }
}
