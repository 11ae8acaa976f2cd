package org.caricom.conch.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of a form or a query, `application/x-www-form-urlencoded`, in the order they came.
public record Form(Map<String, List<String>> fields) {
    private static final int MOST_FIELDS = 2_000;

    public Form {
        fields = Map.copyOf(fields);
    }

    /// The first value of a field; null when it is missing.
    public @Nullable String get(String name) {
        List<String> values = fields.get(name);
        return values == null ? null : values.getFirst();
    }

    /// The value of a field, or an empty text.
    public String text(String name) {
        String value = get(name);
        return value == null ? "" : value;
    }

    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /// Whether a box is ticked.
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    static Form parse(String encoded) throws Problem {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (encoded.isEmpty()) {
            return new Form(fields);
        }
        String[] pairs = encoded.split("&", -1);
        if (pairs.length > MOST_FIELDS) {
            throw Problem.badRequest("Too many fields.");
        }
        for (String pair : pairs) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return new Form(fields);
    }

    private static String decode(String text) throws Problem {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && text.chars().allMatch(letter -> letter < 0x80)) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '+') {
                out.put((byte) ' ');
            } else if (in[i] == '%') {
                int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw Problem.badRequest("A percent sign is not followed by two hexadecimal digits.");
                }
                out.put((byte) (high * 16 + low));
                i += 2;
            } else {
                out.put(in[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException _) {
            throw Problem.badRequest("A field is not UTF-8.");
        }
    }
}
