package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An instance of an IODEF class and where it stands, whether it was written as XML (RFC 7970) or as JSON (RFC 8727).
///
/// The two differ in frames that JSON leaves out (`Flow`, `Record`, `IndicatorData`), in what it calls the text of an
/// element (`value`, of an id `id`), and in that one instance need not stand in a list there.
///
/// @param json the instance; a text where it has nothing else
/// @param way  to it
record IodefNode(JsonNode json, Way way) {
    /// The namespace of XML signatures, whose digests IODEF borrows.
    private static final String SIGNATURES = "{http://www.w3.org/2000/09/xmldsig#}";

    /// RFC 6901.
    String pointer() {
        return way.pointer();
    }

    /// All instances of a class inside this one.
    List<IodefNode> all(String name) {
        List<IodefNode> found = new ArrayList<>();
        for (String spelling : List.of(name, SIGNATURES + name, "ds:" + name)) {
            JsonNode value = json.path(spelling);
            if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    found.add(new IodefNode(value.get(i), way.member(spelling).element(i)));
                }
            } else if (!value.isMissingNode() && !value.isNull()) {
                found.add(new IodefNode(value, way.member(spelling)));
            }
        }
        return found;
    }

    /// All instances of a class inside this one, in a frame of its own or without it.
    List<IodefNode> framed(String frame, String name) {
        List<IodefNode> found = new ArrayList<>(all(name));
        all(frame).forEach(inside -> found.addAll(inside.all(name)));
        return found;
    }

    /// The first instance of a class; one that holds nothing when there is none.
    IodefNode first(String name) {
        List<IodefNode> found = all(name);
        return found.isEmpty() ? new IodefNode(MissingNode.getInstance(), way.member(name)) : found.getFirst();
    }

    boolean has(String name) {
        return !all(name).isEmpty();
    }

    /// An attribute; empty when there is none.
    String attribute(String name) {
        JsonNode value = json.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }

    /// The text of the element itself; empty when it has none.
    String text() {
        if (json.isValueNode()) {
            return json.isNull() ? "" : json.asText().strip();
        }
        String value = attribute("value");
        return value.isEmpty() ? attribute("id") : value;
    }

    /// The texts of all instances of a class, without those that say nothing.
    List<String> texts(String name) {
        return all(name).stream()
                .map(IodefNode::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /// All descriptions, one under the other.
    String description() {
        return String.join("\n\n", texts("Description"));
    }

    /// Every text inside this one, at any depth.
    String everything() {
        StringBuilder all = new StringBuilder();
        gather(json, all);
        return all.toString();
    }

    private static void gather(JsonNode node, StringBuilder all) {
        if (node.isValueNode()) {
            all.append(node.asText()).append('\n');
        } else {
            node.forEach(child -> gather(child, all));
        }
    }

    /// This one and all instances inside it, at any depth.
    void visit(java.util.function.BiConsumer<String, IodefNode> visitor) {
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (member.getValue().isContainerNode()) {
                for (IodefNode child : all(member.getKey())) {
                    visitor.accept(member.getKey(), child);
                    child.visit(visitor);
                }
            } else if (startsUpper(member.getKey())) {
                visitor.accept(member.getKey(), new IodefNode(member.getValue(), way.member(member.getKey())));
            }
        }
    }

    /// Classes start with a capital letter, attributes with none.
    static boolean startsUpper(String name) {
        return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
    }
}
