package org.caricom.conch.stix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Marking definitions, STIX 2.1 §7.2: the Traffic Light Protocol in both of its versions, and statements.
///
/// The objects of TLP are published once for all: nobody may make others (§7.2.1.4), and their identifiers mean
/// the same everywhere, whether or not a document brings them along.
public final class Markings {
    /// The extension that TLP 2.0 markings are made with.
    public static final StixId TLP2_EXTENSION = StixId.of("extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d");

    private static final Map<String, StixObject> TLP2 = tlp2(List.of(
            Map.entry("clear", "94868c89-83c2-464b-929b-a1a8aa3c8487"),
            Map.entry("green", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb"),
            Map.entry("amber", "55d920b0-5e8b-4f79-9ee9-91f868d9b421"),
            Map.entry("amber+strict", "939a9414-2ddd-4d32-a0cd-375ea402b003"),
            Map.entry("red", "e828b379-4e03-4974-9ac4-e53a884c97c1")));

    private static final Map<String, StixObject> TLP1 = tlp1(List.of(
            Map.entry("white", "613f2e26-407d-48c7-9eca-b8e91df99dc9"),
            Map.entry("green", "34098fce-860f-48ae-8e50-ebd3cc5e41da"),
            Map.entry("amber", "f88d31f6-486f-44da-b317-01333bde0b82"),
            Map.entry("red", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed")));

    private Markings() {}

    /// The TLP 2.0 marking for a word: `clear`, `green`, `amber`, `amber+strict` or `red`.
    ///
    /// @throws IllegalArgumentException for any other word
    public static StixObject tlp(String word) {
        return known(TLP2, word);
    }

    /// The TLP 1.0 marking for a word: `white`, `green`, `amber` or `red`. To be read, not to be given.
    ///
    /// @throws IllegalArgumentException for any other word
    public static StixObject tlp1(String word) {
        return known(TLP1, word);
    }

    /// As [#tlp(String)]; null for any other word.
    static @Nullable StixObject find(String word) {
        return TLP2.get(word);
    }

    /// As [#tlp1(String)]; null for any other word.
    static @Nullable StixObject find1(String word) {
        return TLP1.get(word);
    }

    private static StixObject known(Map<String, StixObject> markings, String word) {
        StixObject marking = markings.get(word);
        if (marking == null) {
            throw new IllegalArgumentException("no TLP word: " + word);
        }
        return marking;
    }

    /// The TLP 2.0 word that a marking stands for, in whichever version; null when it is no TLP marking. White
    /// is clear, and amber of version 1 is amber, never amber+strict.
    public static @Nullable String tlpWord(StixId marking) {
        for (Map.Entry<String, StixObject> entry : TLP2.entrySet()) {
            if (entry.getValue().id().equals(marking)) {
                return entry.getKey();
            }
        }
        for (Map.Entry<String, StixObject> entry : TLP1.entrySet()) {
            if (entry.getValue().id().equals(marking)) {
                return entry.getKey().equals("white") ? "clear" : entry.getKey();
            }
        }
        return null;
    }

    /// The TLP 2.0 word that a marking object stands for, also when it is one that its maker should not have
    /// made: another identifier with the content of TLP. Null when it says nothing about TLP that we know.
    public static @Nullable String tlpWord(StixObject marking) {
        String word = tlpWord(marking.id());
        if (word != null) {
            return word;
        }
        String second = marking.json()
                .path("extensions")
                .path(TLP2_EXTENSION.toString())
                .path("tlp_2_0")
                .textValue();
        if (second != null && TLP2.containsKey(second)) {
            return second;
        }
        String first = marking.json().path("definition").path("tlp").textValue();
        if ("tlp".equals(marking.text("definition_type")) && first != null && TLP1.containsKey(first)) {
            return first.equals("white") ? "clear" : first;
        }
        return null;
    }

    /// A statement marking, §7.2.1.3.
    public static StixObject statement(StixId id, StixTimestamp created, String statement) {
        return StixObject.build(id)
                .set("created", created)
                .set("definition_type", "statement")
                .set("definition", Json.object().put("statement", statement))
                .build();
    }

    private static Map<String, StixObject> tlp2(List<Map.Entry<String, String>> ids) {
        Map<String, StixObject> markings = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : ids) {
            String word = entry.getKey();
            ObjectNode extension =
                    Json.object().put("extension_type", "property-extension").put("tlp_2_0", word);
            markings.put(
                    word,
                    StixObject.build(StixId.of("marking-definition--" + entry.getValue()))
                            .set("created", StixTimestamp.of("2022-10-01T00:00:00.000Z"))
                            .set("name", "TLP:" + word.toUpperCase(Locale.ROOT))
                            .extension(TLP2_EXTENSION.toString(), extension)
                            .build());
        }
        return markings;
    }

    private static Map<String, StixObject> tlp1(List<Map.Entry<String, String>> ids) {
        Map<String, StixObject> markings = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : ids) {
            String word = entry.getKey();
            markings.put(
                    word,
                    StixObject.build(StixId.of("marking-definition--" + entry.getValue()))
                            .set("created", StixTimestamp.of("2017-01-20T00:00:00.000Z"))
                            .set("definition_type", "tlp")
                            .set("name", "TLP:" + word.toUpperCase(Locale.ROOT))
                            .set("definition", Json.object().put("tlp", word))
                            .build());
        }
        return markings;
    }
}
