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
    /// Nobody reads more than this, and it bounds what a document of tiny values grows to.
    static final int MOST = 100_000;

    /// Characters of the way to a value; of a longer one, its end tells most.
    private static final int LONGEST = 200;

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

    /// Every leaf that was not taken, a line each: the way to it, counted from one as people count, and its text. Of
    /// more than [#MOST] the last line tells how many more there are.
    List<String> lines(JsonNode document) {
        List<String> lines = new ArrayList<>();
        int more = walk(document, "", lines);
        if (more > 0) {
            lines.add("And " + more + " more, in the report as filed.");
        }
        return lines;
    }

    /// How many leaves found no room.
    private int walk(JsonNode node, String way, List<String> lines) {
        int more = 0;
        if (node.isObject()) {
            Set<String> gone = taken.getOrDefault(node, Set.of());
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (!gone.contains(member.getKey())) {
                    more += walk(member.getValue(), step(way, member.getKey()), lines);
                }
            }
        } else if (node.isArray()) {
            Set<String> gone = taken.getOrDefault(node, Set.of());
            for (int i = 0; i < node.size(); i++) {
                if (!gone.contains(Integer.toString(i))) {
                    more += walk(node.get(i), node.size() == 1 ? way : way + " " + (i + 1), lines);
                }
            }
        } else if (!node.isNull() && !node.asText().isBlank()) {
            if (lines.size() >= MOST) {
                return 1;
            }
            lines.add(way + ": " + node.asText().strip());
        }
        return more;
    }

    private static String step(String way, String name) {
        String whole = way.isEmpty() ? name : way + " › " + name;
        return whole.length() <= LONGEST ? whole : "… " + whole.substring(whole.length() - LONGEST);
    }
}
