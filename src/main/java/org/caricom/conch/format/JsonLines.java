package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonPointers;
import org.jspecify.annotations.Nullable;

/// JSON objects, one a line, as programs write them that never stop.
///
/// @param objects by the pointer to their line, counted from zero
/// @param flaws   of the lines that are none
record JsonLines(Map<String, JsonNode> objects, List<Flaw> flaws) {
    private static final int MOST_FLAWS = 500;

    /// Takes bytes apart that are no JSON text as a whole; null when they are no lines of objects either, or
    /// have more values together than one document may.
    static @Nullable JsonLines read(byte[] bytes, FormatLimits limits) {
        Map<String, JsonNode> objects = new LinkedHashMap<>();
        List<Flaw> flaws = new ArrayList<>();
        long values = 0;
        int line = 0;
        for (int from = 0; from < bytes.length; line++) {
            int end = MailHeaders.lineEnd(bytes, from, bytes.length);
            String text = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).strip();
            if (!text.isEmpty()) {
                if (text.charAt(0) != '{' || text.charAt(text.length() - 1) != '}') {
                    return null;
                }
                String pointer = JsonPointers.append("", line);
                try {
                    JsonNode object = Json.parse(Arrays.copyOfRange(bytes, from, end), limits.json());
                    values += count(object);
                    objects.put(pointer, object);
                } catch (JsonException e) {
                    Flaw flaw = e.flaw();
                    if (flaws.size() < MOST_FLAWS) {
                        flaws.add(new Flaw(pointer + flaw.pointer(), flaw.code(), flaw.detail()));
                    }
                }
                if (values > limits.of(FormatLimit.VALUES) || objects.size() > limits.of(FormatLimit.INCIDENTS) + 1) {
                    break;
                }
            }
            from = end + 1;
        }
        return objects.isEmpty() || line < 2 ? null : new JsonLines(objects, flaws);
    }

    private static int count(JsonNode node) {
        int count = 1;
        for (JsonNode child : node) {
            count += count(child);
        }
        return count;
    }
}
