package org.caricom.conch.format;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// What the attribute types of MISP's core format hold, as tables.
final class MispTypes {
    /// Every type of the core format by its name: the table `misp-types.tsv`.
    private static final Map<String, Home> HOMES = Tables.rows("misp-types.tsv", 3).stream()
            .collect(Collectors.toUnmodifiableMap(
                    List::getFirst, cells -> new Home(Kind.of(cells.get(1)), cells.get(2))));

    /// What becomes of an attribute.
    enum Kind {
        /// One value that Conch compares; the detail is its type.
        VALUE,
        /// Two values with a bar between; the detail says what each side is, `-` for words.
        PAIR,
        /// A hash that Conch does not compare; the detail is its name in STIX.
        HASH,
        /// A file name, a bar, and such a hash.
        NAMED_HASH,
        /// A fingerprint of a certificate; the detail is the hash's name.
        CERTIFICATE,
        /// A rule in the language that the detail names.
        RULE,
        VULNERABILITY,
        WEAKNESS,
        /// A CPE.
        SOFTWARE,
        /// The name of an object of the STIX type that the detail names.
        NAMED,
        MALWARE,
        VICTIM,
        /// What an email was; the detail is where STIX keeps it.
        EMAIL,
        /// Where to read more.
        REFERENCE,
        /// A file, whose name is the value.
        FILE,
        /// About a person: told in a note, and nowhere else.
        PERSONAL,
        WORDS;

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /// @param detail as [Kind] says; `-` for none
    record Home(Kind kind, String detail) {
        static final Home WORDS = new Home(Kind.WORDS, "-");
    }

    /// Galaxies whose clusters are families of malware.
    private static final Set<String> MALWARE_GALAXIES = Set.of(
            "malpedia",
            "ransomware",
            "banker",
            "rat",
            "botnet",
            "stealer",
            "backdoor",
            "android",
            "cryptominers",
            "mitre-malware",
            "mitre-enterprise-attack-malware",
            "mitre-mobile-attack-malware");

    private static final Set<String> ACTOR_GALAXIES = Set.of("threat-actor", "microsoft-activity-group");

    private static final Set<String> INTRUSION_GALAXIES =
            Set.of("mitre-intrusion-set", "mitre-enterprise-attack-intrusion-set", "mitre-mobile-attack-intrusion-set");

    private static final Set<String> TOOL_GALAXIES = Set.of(
            "tool", "exploit-kit", "tds", "mitre-tool", "mitre-enterprise-attack-tool", "mitre-mobile-attack-tool");

    private static final Map<String, String> OTHER_GALAXIES = Map.of(
            "sector", "sector",
            "branded-vulnerability", "vulnerability",
            "country", "location",
            "target-information", "location");

    /// Objects that describe what belongs to the one who was hit.
    private static final Set<String> VICTIM_OBJECTS = Set.of("corporate-asset", "victim", "target-system");

    private MispTypes() {}

    /// One side of a composite value.
    ///
    /// @param type what it is compared as; null when it is not compared
    record Side(@Nullable ObservableType type) {}

    /// What becomes of attributes of a type; null when the core format has no such type.
    static @Nullable Home home(String type) {
        return HOMES.get(type);
    }

    static @Nullable ObservableType simple(String type) {
        Home home = home(type);
        return home != null && home.kind() == Kind.VALUE ? ObservableType.parse(home.detail()) : null;
    }

    static @Nullable List<Side> composite(String type) {
        Home home = home(type);
        if (home == null || home.kind() != Kind.PAIR) {
            return null;
        }
        return List.of(home.detail().split(" ")).stream()
                .map(word -> new Side(ObservableType.parse(word)))
                .toList();
    }

    /// The STIX type for the clusters of a galaxy: `malware`, `threat-actor`, `intrusion-set`, `tool`,
    /// `attack-pattern`, `course-of-action`, `vulnerability`, `location` or `sector`; null when its clusters
    /// stay tags.
    static @Nullable String galaxy(String type) {
        if (MALWARE_GALAXIES.contains(type)) {
            return "malware";
        }
        if (ACTOR_GALAXIES.contains(type)) {
            return "threat-actor";
        }
        if (INTRUSION_GALAXIES.contains(type)) {
            return "intrusion-set";
        }
        if (TOOL_GALAXIES.contains(type)) {
            return "tool";
        }
        if (type.endsWith("course-of-action")) {
            return "course-of-action";
        }
        if (type.endsWith("attack-pattern") || type.endsWith("ics-techniques")) {
            return "attack-pattern";
        }
        return OTHER_GALAXIES.get(type);
    }

    static boolean describesVictim(String objectName) {
        return VICTIM_OBJECTS.contains(objectName);
    }
}
