package org.caricom.conch.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads settings one by one and gathers every mistake, so that all are told in one go.
final class Settings {
    private final Map<String, String> values;
    private final List<String> mistakes = new ArrayList<>();

    Settings(Map<String, String> values) {
        this.values = values;
    }

    void mistake(String sentence) {
        mistakes.add(sentence);
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    @Nullable String text(String key) {
        String value = values.get(key);
        return value == null || value.isBlank() ? null : value.trim();
    }

    /// Reads a value; a reader's [IllegalArgumentException] is a mistake, and `usual` then stands in for it.
    <T extends @Nullable Object> T read(String key, T usual, Function<String, T> reader) {
        String value = text(key);
        if (value == null) {
            return usual;
        }
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            mistakes.add(key + " " + e.getMessage());
            return usual;
        }
    }
}
