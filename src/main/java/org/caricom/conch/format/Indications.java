package org.caricom.conch.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.ReportedIndicator;
import org.caricom.conch.domain.ReportedIndicator.Role;
import org.caricom.conch.format.Techniques.Technique;
import org.caricom.conch.stix.StixId;
import org.jspecify.annotations.Nullable;

/// What the attacker's values of a report indicate, as far as that follows from the report; which value belongs to
/// which of several is not guessed.
///
/// A malware family, when the report names just one. A technique, when it is the only one named that serves the
/// tactic that the value was used for; without a word on tactics and malware, the only technique of the report.
final class Indications {
    /// The tactics of values are those of the enterprise matrix.
    private static final String CHAIN = "mitre-attack";

    private final @Nullable StixId malware;
    private final @Nullable StixId technique;
    private final Map<String, StixId> byTactic = new HashMap<>();

    Indications(ReportScope scope, Facts facts) {
        Set<StixId> families = new LinkedHashSet<>();
        facts.malware().forEach(name -> families.add(ThreatObjects.malwareId(scope, name)));
        malware = families.size() == 1 ? families.iterator().next() : null;

        Set<String> techniques = new LinkedHashSet<>(facts.techniques());
        technique = families.isEmpty() && techniques.size() == 1
                ? ThreatObjects.techniqueId(scope, techniques.iterator().next())
                : null;
        serving(techniques).forEach((tactic, ids) -> {
            List<String> narrowest = narrowest(ids);
            if (narrowest.size() == 1) {
                byTactic.put(tactic, ThreatObjects.techniqueId(scope, narrowest.getFirst()));
            }
        });
    }

    /// The malware and the techniques that a value indicates; none for what is not the attacker's.
    Set<StixId> of(ReportedIndicator reported) {
        Set<StixId> indicated = new LinkedHashSet<>();
        if (reported.role() != Role.ATTACKER) {
            return indicated;
        }
        if (malware != null) {
            indicated.add(malware);
        }
        if (technique != null && reported.killChainPhases().isEmpty()) {
            indicated.add(technique);
        }
        for (String tactic : reported.killChainPhases()) {
            StixId serving = byTactic.get(tactic);
            if (serving != null) {
                indicated.add(serving);
            }
        }
        return indicated;
    }

    private static Map<String, List<String>> serving(Set<String> techniques) {
        Map<String, List<String>> serving = new LinkedHashMap<>();
        for (String id : techniques) {
            Technique known = Techniques.find(id);
            if (known != null && known.chain().equals(CHAIN)) {
                known.tactics()
                        .forEach(tactic -> serving.computeIfAbsent(tactic, _ -> new ArrayList<>())
                                .add(id));
            }
        }
        return serving;
    }

    /// Without the techniques of which a part is named too: `T1566` says nothing beside `T1566.002`.
    private static List<String> narrowest(List<String> ids) {
        return ids.stream()
                .filter(id -> ids.stream().noneMatch(other -> other.startsWith(id + ".")))
                .toList();
    }
}
