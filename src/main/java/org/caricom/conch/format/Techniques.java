package org.caricom.conch.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The techniques of MITRE ATT&CK: what an id is called and which tactics it serves.
final class Techniques {
    private static final Pattern ID = Pattern.compile("(?<![A-Za-z0-9])(T[0-9]{4}(?:\\.[0-9]{3})?)(?![A-Za-z0-9.])");

    private static final Map<String, Technique> TABLE = read();

    private Techniques() {}

    /// One technique.
    ///
    /// @param chain   the name of its kill chain in STIX: `mitre-attack` and two more
    /// @param tactics phases of that chain
    record Technique(String id, String name, String chain, List<String> tactics) {}

    /// What an id stands for; null when today's ATT&CK has no such id (older reports name ids since
    /// withdrawn).
    static @Nullable Technique find(String id) {
        return TABLE.get(id);
    }

    /// The name of an id, or the id itself when it is not in the table.
    static String name(String id) {
        Technique technique = find(id);
        return technique == null ? id : technique.name();
    }

    /// The technique id in a text such as `Spearphishing Attachment - T1566.001`; null when there is none.
    static @Nullable String idIn(String text) {
        Matcher matcher = ID.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static Map<String, Technique> read() {
        Map<String, Technique> table = new HashMap<>();
        try (InputStream in = Techniques.class.getResourceAsStream("attack-techniques.tsv")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> cells = List.of(line.split("\t", -1));
                table.put(
                        cells.get(0),
                        new Technique(
                                cells.get(0),
                                cells.get(1),
                                cells.get(2),
                                List.of(cells.get(3).split(","))));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(table);
    }
}
