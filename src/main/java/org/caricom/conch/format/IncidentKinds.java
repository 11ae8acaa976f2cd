package org.caricom.conch.format;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.domain.Rsit;
import org.jspecify.annotations.Nullable;

/// What the types of abuse reports and feeds mean here: the table `incident-kinds.tsv`. XARF, X-ARF and
/// IntelMQ name the same things, each with its own hyphens.
final class IncidentKinds {
    private static final Map<String, Kind> TABLE = read();

    private IncidentKinds() {}

    /// Whose a value is, and whether it detects.
    record Whose(Role role, boolean detects) {
        static final Whose VICTIM = new Whose(Role.VICTIM, false);
        static final Whose NOBODY = new Whose(Role.UNKNOWN, false);
        static final Whose ATTACKER = new Whose(Role.ATTACKER, true);
        static final Whose ATTACKERS_CONTEXT = new Whose(Role.ATTACKER, false);
    }

    /// One kind of incident.
    ///
    /// @param classes what it is in the taxonomy
    /// @param source  whose the source is: a scanner's address is the attacker's, that of an open service the
    ///                victim's
    /// @param url     whose the reported URL is
    /// @param secret  whether what was found must not be kept, but where it must: sexual abuse of children
    record Kind(List<Rsit> classes, Whose source, Whose url, boolean secret) {
        Kind {
            classes = List.copyOf(classes);
        }
    }

    /// The kind with this name, whatever stands between its letters; null when there is none.
    static @Nullable Kind find(String name) {
        return TABLE.get(plain(name));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9&]", "");
    }

    private static Map<String, Kind> read() {
        Map<String, Kind> table = new HashMap<>();
        for (List<String> cells : Tables.rows("incident-kinds.tsv", 5)) {
            List<Rsit> classes = cells.get(1).equals("-")
                    ? List.of()
                    : List.of(cells.get(1).split(",")).stream()
                            .map(code -> {
                                Rsit rsit = Rsit.parse(code);
                                if (rsit == null) {
                                    throw new IllegalStateException("no class " + code);
                                }
                                return rsit;
                            })
                            .toList();
            Kind kind = new Kind(
                    classes,
                    whose(cells.get(2)),
                    whose(cells.get(3)),
                    cells.get(4).equals("secret"));
            if (table.put(plain(cells.get(0)), kind) != null) {
                throw new IllegalStateException("twice: " + cells.get(0));
            }
        }
        return Map.copyOf(table);
    }

    /// Reads a word of the tables.
    static Whose whose(String word) {
        return switch (word) {
            case "attacker" -> Whose.ATTACKER;
            case "attacker-context" -> Whose.ATTACKERS_CONTEXT;
            case "victim" -> Whose.VICTIM;
            case "nobody" -> Whose.NOBODY;
            default -> throw new IllegalStateException("no such role: " + word);
        };
    }
}
