package org.caricom.conch.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes addresses with queries.
final class Addresses {
    private Addresses() {}

    /// `path` with those of `query` that are not empty.
    static String with(String path, Map<String, String> query) {
        StringBuilder text = new StringBuilder(path);
        char before = '?';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            if (!parameter.getValue().isEmpty()) {
                text.append(before)
                        .append(encode(parameter.getKey()))
                        .append('=')
                        .append(encode(parameter.getValue()));
                before = '&';
            }
        }
        return text.toString();
    }

    /// The same query with one parameter set otherwise; an empty value takes it away.
    static Map<String, String> and(Map<String, String> query, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        changed.put(name, value);
        return changed;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
