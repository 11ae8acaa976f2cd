package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps account of what a reader has taken out of a document, so that the rest can be told in words: what has no
/// place in STIX stays readable beside it, and nothing is dropped for want of a line of code.
final class Leftovers {
    private final IdentityHashMap<JsonNode, Set<String>> taken = new IdentityHashMap<>();

    /// Notes that the member or element of this name has been taken, with all that is in it.
    void take(JsonNode holder, String name) {
        taken.computeIfAbsent(holder, _ -> new HashSet<>()).add(name);
    }

    /// Takes what a member holds.
    JsonNode taking(JsonNode holder, String name) {
        JsonNode value = holder.path(name);
        if (!value.isMissingNode()) {
            take(holder, name);
        }
        return value;
    }

    /// Every leaf that was not taken, a line each: the way to it, counted from one as people count, and its text.
    List<String> lines(JsonNode document) {
        List<String> lines = new ArrayList<>();
        walk(document, "", lines);
        return lines;
    }

    private void walk(JsonNode node, String way, List<String> lines) {
        if (node.isObject()) {
            Set<String> gone = taken.getOrDefault(node, Set.of());
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (!gone.contains(member.getKey())) {
                    walk(member.getValue(), step(way, member.getKey()), lines);
                }
            }
        } else if (node.isArray()) {
            Set<String> gone = taken.getOrDefault(node, Set.of());
            for (int i = 0; i < node.size(); i++) {
                if (!gone.contains(Integer.toString(i))) {
                    walk(node.get(i), node.size() == 1 ? way : way + " " + (i + 1), lines);
                }
            }
        } else if (!node.isNull() && !node.asText().isBlank()) {
            lines.add(way + ": " + node.asText().strip());
        }
    }

    private static String step(String way, String name) {
        return way.isEmpty() ? name : way + " › " + name;
    }
}
