package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object of a document by the paths of its members, with an account of which of them were understood.
final class Fields {
    private final JsonNode root;
    private final String pointer;
    private final Leftovers leftovers = new Leftovers();

    /// @param pointer where the object stands in the document
    Fields(JsonNode root, String pointer) {
        this.root = root;
        this.pointer = pointer;
    }

    /// The pointer to a member in the document; steps are separated by slashes.
    String at(String path) {
        return pointer + "/" + path;
    }

    /// The member at a path such as `Report/SourceIp`, which counts as understood; a missing node when there
    /// is none.
    JsonNode take(String path) {
        int last = path.lastIndexOf('/');
        JsonNode holder = last < 0 ? root : look(path.substring(0, last));
        return leftovers.taking(holder, path.substring(last + 1));
    }

    /// Notes that the member of an object somewhere inside was understood.
    void hide(JsonNode holder, String name) {
        leftovers.take(holder, name);
    }

    /// The member at a path, which is still to be told.
    JsonNode look(String path) {
        JsonNode node = root;
        for (String step : path.split("/", -1)) {
            node = node.isObject() ? node.path(step) : MissingNode.getInstance();
        }
        return node;
    }

    /// What stands at a path in text, a number or a truth value; null when there is none, or it is blank.
    /// What is no single value stays to be told.
    @Nullable String text(String path) {
        String text = look(path).asText("").strip();
        if (text.isEmpty()) {
            return null;
        }
        take(path);
        return text;
    }

    /// The first of several paths that has a text.
    @Nullable String firstText(String... paths) {
        for (String path : paths) {
            String text = text(path);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /// The texts of a list, or of one text that stands for a list.
    List<String> texts(String path) {
        JsonNode node = take(path);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node.isArray() ? node : List.of(node)) {
            String text = element.asText("").strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /// What nobody took, a line for each value.
    List<String> rest() {
        return leftovers.lines(root);
    }
}
