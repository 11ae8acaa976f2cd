package org.caricom.conch.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything the pages say, in one language: whole sentences by key, with `java.text.MessageFormat` places for what
/// varies. A sentence that a translation lacks is said in English.
public final class Messages {
    private static final Map<Language, Messages> ALL = loadAll();

    private final Language language;
    private final Map<String, String> sentences;

    private Messages(Language language, Map<String, String> sentences) {
        this.language = language;
        this.sentences = sentences;
    }

    /// The sentences in `language`.
    public static Messages in(Language language) {
        Messages messages = ALL.get(language);
        if (messages == null) {
            messages = ALL.get(Language.EN);
        }
        if (messages == null) {
            throw new IllegalStateException("the English message file is missing");
        }
        return messages;
    }

    /// Whether there is a message file for `language`.
    static boolean speaks(Language language) {
        return ALL.containsKey(language);
    }

    /// The sentence of `key` with `values` in its places.
    ///
    /// @throws IllegalArgumentException when there is no such key, which a test keeps from happening
    public String text(String key, @Nullable Object... values) {
        String sentence = sentences.get(key);
        if (sentence == null) {
            throw new IllegalArgumentException("no sentence " + key);
        }
        return values.length == 0 && sentence.indexOf('{') < 0
                ? sentence
                : new MessageFormat(sentence, language.numbers()).format(values);
    }

    /// The sentence of `key`, or null when there is none: for words that come from data.
    public @Nullable String find(String key) {
        return sentences.get(key);
    }

    Set<String> keys() {
        return new TreeSet<>(sentences.keySet());
    }

    Language language() {
        return language;
    }

    private static Map<Language, Messages> loadAll() {
        Map<Language, Messages> all = new EnumMap<>(Language.class);
        Map<String, String> english = Map.copyOf(load(Language.EN));
        for (Language language : Language.values()) {
            Map<String, String> own = load(language);
            if (!own.isEmpty()) {
                Map<String, String> sentences = new HashMap<>(english);
                sentences.putAll(own);
                all.put(language, new Messages(language, Map.copyOf(sentences)));
            }
        }
        return all;
    }

    /// What the file of `language` holds; empty when there is none.
    static Map<String, String> load(Language language) {
        try (InputStream in = Messages.class.getResourceAsStream("messages_" + language.tag() + ".properties")) {
            if (in == null) {
                return Map.of();
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> sentences = new HashMap<>();
            properties.forEach((key, value) -> sentences.put((String) key, (String) value));
            return sentences;
        } catch (IOException e) {
            throw new UncheckedIOException("message file of " + language.tag(), e);
        }
    }
}
