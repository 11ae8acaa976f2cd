package org.caricom.conch.scrub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The word lists of the policy: words so common that they identify nobody, and the names of known malware families.
///
/// @param common   folded common words; searching for them would only raise noise
/// @param families from a squeezed name or alias of a malware family to the name we write
record Lists(Set<String> common, Map<String, String> families) {
    Lists {
        common = Set.copyOf(common);
        families = Map.copyOf(families);
    }

    static Lists load() {
        Map<String, String> families = new HashMap<>();
        for (String line : lines("malware-families.txt")) {
            List<String> names = List.of(line.split("\\|", -1));
            for (String name : names) {
                families.put(Folding.squeeze(Folding.fold(name)), names.getFirst());
            }
        }
        return new Lists(Set.copyOf(lines("common-words.txt")), families);
    }

    /// The name under which a family is known; null when it is not on the list.
    @Nullable String family(String name) {
        return families.get(Folding.squeeze(Folding.fold(name)));
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Lists.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
