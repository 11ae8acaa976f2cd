package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonPointers;
import org.caricom.conch.stix.StixId;
import org.jspecify.annotations.Nullable;

/// The observables that STIX 2.0 keeps inside `observed-data` under keys of their own, as STIX 2.1 objects
/// with the identifiers that everybody gives them (2.1 §2.9).
///
/// ```
/// {"0": {"type": "ipv4-addr", …}, "1": {"type": "network-traffic", "src_ref": "0", …}}
/// ```
///
/// An identifier can follow from what an object refers to, which can refer further, and in a hostile document
/// round in a ring: references are followed a few steps deep, and what goes deeper gets an identifier from
/// its place.
final class Stix20Observables {
    private static final int DEEPEST = 16;

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{1,248}[a-z0-9]");

    /// Properties that were renamed and nothing else (2.1 appendix on changes).
    private static final Map<String, Map<String, String>> RENAMED = Map.of(
            "directory", Map.of("created", "ctime", "modified", "mtime", "accessed", "atime"),
            "file", Map.of("created", "ctime", "modified", "mtime", "accessed", "atime"),
            "process", Map.of("created", "created_time", "binary_ref", "image_ref"),
            "user-account", Map.of("password_last_changed", "credential_last_changed"),
            "windows-registry-key", Map.of("modified", "modified_time"));

    /// Properties that 2.1 has no more.
    private static final Map<String, Set<String>> GONE = Map.of(
            "file", Set.of("is_encrypted", "encryption_algorithm", "decryption_key"),
            "archive-ext", Set.of("version"),
            "raster-image-ext", Set.of("image_compression_algorithm"),
            "socket-ext", Set.of("protocol_family"));

    private final List<Flaw> flaws;
    private final Remarks remarks;
    private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
    private final Map<String, String> pointers = new HashMap<>();
    private final Map<String, Set<String>> idsOf = new HashMap<>();

    Stix20Observables(List<Flaw> flaws, Remarks remarks) {
        this.flaws = flaws;
        this.remarks = remarks;
    }

    /// The observables of one `observed-data`.
    private final class Frame {
        final String observed;
        final String pointer;
        final Map<String, ObjectNode> contents = new LinkedHashMap<>();
        final Map<String, String> ids = new HashMap<>();

        Frame(String observed, String pointer) {
            this.observed = observed;
            this.pointer = pointer;
        }

        /// The identifier of the object under a key; null when there is none.
        @Nullable String id(String key, int depth, Set<String> open) {
            String known = ids.get(key);
            ObjectNode object = contents.get(key);
            if (known != null || object == null) {
                return known;
            }
            String type = object.path("type").asText();
            StixId id = null;
            if (depth < DEEPEST && open.add(key)) {
                ObjectNode resolved = object.deepCopy();
                resolve(resolved, this, pointer, depth + 1, open, false);
                id = StixId.deterministic(type, resolved);
                open.remove(key);
            }
            if (id == null) {
                id = StixId.unlinked(type, observed + "\n" + key);
            }
            ids.put(key, id.toString());
            return id.toString();
        }
    }

    /// Takes the contents of one `observed-data`, and gives the identifiers of what is in it.
    List<String> take(String observed, JsonNode contents, String pointer, JsonNode markings) {
        Frame frame = new Frame(observed, pointer);
        for (Map.Entry<String, JsonNode> entry : contents.properties()) {
            String at = JsonPointers.append(pointer, entry.getKey());
            JsonNode type = entry.getValue().path("type");
            if (!type.isTextual() || !TYPE.matcher(type.textValue()).matches()) {
                flaws.add(new Flaw(at + "/type", "missing", "An observable says its type."));
            } else {
                frame.contents.put(entry.getKey(), upgraded(entry.getValue(), at));
            }
        }
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> entry : frame.contents.entrySet()) {
            String at = JsonPointers.append(pointer, entry.getKey());
            String id = String.valueOf(frame.id(entry.getKey(), 0, new HashSet<>()));
            ObjectNode object = Json.object();
            object.set("type", entry.getValue().get("type"));
            object.put("spec_version", "2.1");
            object.put("id", id);
            ObjectNode properties = entry.getValue().deepCopy();
            properties.remove("type");
            resolve(properties, frame, at, 0, new HashSet<>(), true);
            object.setAll(properties);
            if (markings.isArray() && !markings.isEmpty()) {
                object.set("object_marking_refs", markings.deepCopy());
            }
            merge(id, object, at);
            ids.add(id);
        }
        idsOf.put(pointer.substring(0, pointer.length() - "/objects".length()), Set.copyOf(ids));
        return ids;
    }

    /// Marks all observables of the `observed-data` at a pointer.
    void mark(String pointer, String marking) {
        for (String id : idsOf.getOrDefault(pointer, Set.of())) {
            ObjectNode object = byId.get(id);
            if (object != null) {
                add(object.withArray("/object_marking_refs"), marking);
            }
        }
    }

    /// All observables by the pointer to what they were made of.
    Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        byId.forEach((id, object) -> all.put(String.valueOf(pointers.get(id)), object));
        return all;
    }

    /// The same observable seen twice is one object that says what both say.
    private void merge(String id, ObjectNode object, String pointer) {
        ObjectNode before = byId.putIfAbsent(id, object);
        pointers.putIfAbsent(id, pointer);
        if (before == null) {
            return;
        }
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            JsonNode there = before.get(property.getKey());
            if (there == null) {
                before.set(property.getKey(), property.getValue());
            } else if (property.getKey().endsWith("_refs") && there instanceof ArrayNode list) {
                property.getValue().forEach(ref -> add(list, ref.asText()));
            } else if (!there.equals(property.getValue())) {
                remarks.add(
                        JsonPointers.append(pointer, property.getKey()),
                        "kept-only",
                        "The same observable is told of with another value elsewhere; that one is compared.");
            }
        }
    }

    private static void add(ArrayNode list, String ref) {
        if (list.valueStream().noneMatch(there -> there.asText().equals(ref))) {
            list.add(ref);
        }
    }

    /// Keys of the same `observed-data` become identifiers.
    private void resolve(JsonNode node, Frame frame, String pointer, int depth, Set<String> open, boolean tellFlaws) {
        if (node instanceof ObjectNode object) {
            for (String name :
                    new TreeSet<>(object.propertyStream().map(Map.Entry::getKey).toList())) {
                JsonNode value = object.get(name);
                String at = JsonPointers.append(pointer, name);
                if (name.endsWith("_ref") && value.isTextual()) {
                    object.put(name, target(value.textValue(), frame, at, depth, open, tellFlaws));
                } else if (name.endsWith("_refs") && value.isArray()) {
                    ArrayNode ids = Json.array();
                    for (JsonNode ref : value) {
                        add(ids, target(ref.asText(), frame, at, depth, open, tellFlaws));
                    }
                    object.set(name, ids);
                } else {
                    resolve(value, frame, at, depth, open, tellFlaws);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                resolve(node.get(i), frame, JsonPointers.append(pointer, i), depth, open, tellFlaws);
            }
        }
    }

    private String target(String key, Frame frame, String pointer, int depth, Set<String> open, boolean tellFlaws) {
        if (open.contains(key)) {
            return key;
        }
        String id = frame.id(key, depth, open);
        if (id == null && tellFlaws) {
            flaws.add(new Flaw(pointer, "no-such-object", "There is no object under this key."));
        }
        return id == null ? key : id;
    }

    private ObjectNode upgraded(JsonNode source, String pointer) {
        ObjectNode object = source.deepCopy();
        String type = object.path("type").asText();
        RENAMED.getOrDefault(type, Map.of()).forEach((from, to) -> {
            JsonNode value = object.remove(from);
            if (value != null && !object.has(to)) {
                object.set(to, value);
            }
        });
        gone(type, object);
        hashNames(object);
        switch (type) {
            case "process" -> process(object);
            default -> {}
        }
        if (object.path("extensions") instanceof ObjectNode extensions) {
            extensions(extensions, pointer);
            if (extensions.isEmpty()) {
                object.remove("extensions");
            }
        }
        return object;
    }

    private void extensions(ObjectNode extensions, String pointer) {
        for (String name :
                List.copyOf(extensions.propertyStream().map(Map.Entry::getKey).toList())) {
            JsonNode extension = extensions.get(name);
            if (extension instanceof ObjectNode object) {
                gone(name, object);
                if (name.equals("http-request-ext")) {
                    lists(object.path("request_header"));
                }
            }
            boolean emptyArchive = name.equals("archive-ext") && !extension.has("contains_refs");
            boolean ofOthers = !PREDEFINED.contains(name);
            if (emptyArchive || ofOthers) {
                extensions.remove(name);
                remarks.add(
                        JsonPointers.append(pointer + "/extensions", name),
                        "kept-only",
                        ofOthers
                                ? "STIX 2.1 wants a definition for this extension, which 2.0 has not; it is kept in the"
                                        + " report as filed."
                                : "An archive of which no content is told has no place in STIX 2.1; it is kept in the"
                                        + " report as filed.");
            }
        }
    }

    private static final Set<String> PREDEFINED = Set.of(
            "archive-ext",
            "ntfs-ext",
            "pdf-ext",
            "raster-image-ext",
            "windows-pebinary-ext",
            "http-request-ext",
            "icmp-ext",
            "socket-ext",
            "tcp-ext",
            "windows-process-ext",
            "windows-service-ext",
            "unix-account-ext");

    private static void gone(String type, ObjectNode object) {
        for (String name : GONE.getOrDefault(type, Set.of())) {
            JsonNode value = object.remove(name);
            if (value != null) {
                object.set("x_" + name, value);
            }
        }
    }

    /// A process has no name and no list of arguments any more: both are its command line.
    private static void process(ObjectNode process) {
        JsonNode name = process.remove("name");
        JsonNode arguments = process.remove("arguments");
        if (process.has("command_line") || (name == null && arguments == null)) {
            if (name != null) {
                process.set("x_name", name);
            }
            if (arguments != null) {
                process.set("x_arguments", arguments);
            }
            return;
        }
        StringBuilder line = new StringBuilder(name == null ? "" : name.asText());
        if (arguments != null) {
            arguments.forEach(argument -> line.append(line.isEmpty() ? "" : " ").append(argument.asText()));
        }
        if (!line.isEmpty()) {
            process.put("command_line", line.toString());
        }
    }

    /// Values that could be one text in 2.0 are lists in 2.1.
    private static void lists(JsonNode dictionary) {
        if (dictionary instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
                if (entry.getValue().isTextual()) {
                    object.set(entry.getKey(), Json.array().add(entry.getValue()));
                }
            }
        }
    }

    /// The names of hash algorithms are spelled the same but for one.
    static void hashNames(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("hashes") instanceof ObjectNode hashes && hashes.has("ssdeep")) {
                hashes.set("SSDEEP", hashes.remove("ssdeep"));
            }
            object.forEach(Stix20Observables::hashNames);
        } else if (node.isArray()) {
            node.forEach(Stix20Observables::hashNames);
        }
    }
}
