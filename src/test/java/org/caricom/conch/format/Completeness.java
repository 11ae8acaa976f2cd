package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.stix.StixObject;

/// Looks for what a document says and the report made of it does not: nothing may be dropped.
final class Completeness {
    private Completeness() {}

    /// Pointers to the leaves of a document whose text stands nowhere in the report's STIX, in no form that a person
    /// would take for it.
    static List<String> missing(JsonNode document, NormalReport report) {
        StringBuilder all = new StringBuilder();
        for (StixObject object : report.bundle().objects()) {
            texts(object.json(), all);
        }
        String made = squeeze(all.toString());
        List<String> missing = new ArrayList<>();
        walk(document, "", made, missing);
        return missing;
    }

    private static void texts(JsonNode node, StringBuilder all) {
        if (node.isValueNode()) {
            all.append(node.asText()).append('\n');
        } else {
            node.forEach(child -> texts(child, all));
        }
    }

    private static void walk(JsonNode node, String pointer, String made, List<String> missing) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> walk(member.getValue(), pointer + "/" + member.getKey(), made, missing));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, made, missing);
            }
        } else if (!node.isNull() && !isThere(node.asText(), made)) {
            missing.add(pointer);
        }
    }

    private static boolean isThere(String text, String made) {
        String wanted = squeeze(text);
        if (made.contains(wanted)) {
            return true;
        }
        // Lists in one text are taken apart, and what is long is cut for a name.
        for (String part : text.split("[,;\n]", -1)) {
            String piece = squeeze(part);
            if (!made.contains(piece) && !made.contains(squeeze(Observables.refang(part)))) {
                return false;
            }
        }
        return true;
    }

    private static String squeeze(String text) {
        return text.replaceAll("[\\s\\p{Cc}]+", " ").strip();
    }
}
