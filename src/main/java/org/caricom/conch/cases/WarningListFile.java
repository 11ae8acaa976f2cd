package org.caricom.conch.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;
import org.caricom.conch.json.JsonException;
import org.caricom.conch.json.JsonLimits;
import org.caricom.conch.json.JsonPointers;

/// Reads a warning list as MISP publishes it: `name`, `description`, `version`, `type`, `list`, `matching_attributes`.
final class WarningListFile {
    static final int MOST_ENTRIES = 2_000_000;
    private static final int MOST_FLAWS = 20;
    private static final JsonLimits LIMITS = new JsonLimits(8, 1 << 16, 32, MOST_ENTRIES + 1000, 256);

    private WarningListFile() {}

    /// What came of reading one.
    sealed interface Read {
        /// A list that can be used.
        record Good(WarningList list) implements Read {}

        /// A file that cannot, and why.
        record Unusable(List<Flaw> flaws) implements Read {
            public Unusable {
                flaws = List.copyOf(flaws);
            }
        }
    }

    static Read read(byte[] file) {
        JsonNode json;
        try {
            json = Json.parse(file, LIMITS);
        } catch (JsonException e) {
            return new Read.Unusable(List.of(new Flaw("", "json", String.valueOf(e.getMessage()))));
        }
        List<Flaw> flaws = new ArrayList<>();
        String name = json.path("name").asText().strip();
        if (name.isEmpty() || name.length() > 200) {
            flaws.add(new Flaw("/name", "name", "A list has a name of 1 to 200 characters."));
        }
        long version = json.path("version").asLong(-1);
        if (version < 0) {
            flaws.add(new Flaw("/version", "version", "A list has a version, a whole number."));
        }
        WarningList.Kind kind = WarningList.Kind.parse(json.path("type").asText());
        if (kind == null) {
            flaws.add(new Flaw("/type", "type", "The type is string, substring, hostname, cidr or regex."));
        }
        Set<ObservableType> types = EnumSet.noneOf(ObservableType.class);
        JsonNode attributes = json.path("matching_attributes");
        attributes.forEach(attribute -> types.addAll(WarningList.typesOf(attribute.asText())));
        if (!attributes.isEmpty() && types.isEmpty()) {
            flaws.add(new Flaw(
                    "/matching_attributes",
                    "types",
                    "None of these attribute types is a kind of value that we compare."));
        }
        List<String> entries = entries(json.path("list"), flaws);
        if (kind == null || !flaws.isEmpty()) {
            return new Read.Unusable(flaws);
        }
        WarningList list =
                new WarningList(name, json.path("description").asText(), version, kind, types, false, entries);
        List<Flaw> unusable = check(list);
        return unusable.isEmpty() ? new Read.Good(list) : new Read.Unusable(unusable);
    }

    /// What is wrong with the entries of a list.
    static List<Flaw> check(WarningList list) {
        List<Flaw> flaws = new ArrayList<>();
        for (int i = 0; i < list.entries().size() && flaws.size() < MOST_FLAWS; i++) {
            String wrong = WarningMatcher.wrong(list.kind(), list.entries().get(i));
            if (wrong != null) {
                flaws.add(new Flaw(JsonPointers.append("/list", i), list.kind().word(), wrong));
            }
        }
        int most = WarningMatcher.most(list.kind());
        if (list.entries().size() > most) {
            flaws.add(new Flaw("/list", "size", "A list of this type has at most " + most + " entries."));
        }
        return flaws;
    }

    private static List<String> entries(JsonNode array, List<Flaw> flaws) {
        List<String> entries = new ArrayList<>(array.size());
        if (!array.isArray() || array.isEmpty()) {
            flaws.add(new Flaw("/list", "list", "A list has entries."));
            return entries;
        }
        for (int i = 0; i < array.size(); i++) {
            JsonNode entry = array.path(i);
            if (entry.isTextual() && !entry.textValue().isBlank()) {
                entries.add(entry.textValue().strip());
            } else if (flaws.size() < MOST_FLAWS) {
                flaws.add(new Flaw(JsonPointers.append("/list", i), "entry", "An entry is text that is not empty."));
            }
        }
        return entries;
    }
}
