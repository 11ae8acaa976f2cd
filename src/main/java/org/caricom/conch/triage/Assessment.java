package org.caricom.conch.triage;

import java.util.List;
import org.caricom.conch.domain.Rsit;

/// What triage makes of the facts.
///
/// @param findings the classes, the main one first; never empty
/// @param score    how bad
/// @param priority what the level alone asks for; a late clock raises it ([Priority#raised])
/// @param clocks   by when
public record Assessment(List<Finding> findings, NcissScore score, Priority priority, List<Clock> clocks) {
    public Assessment {
        findings = List.copyOf(findings);
        clocks = List.copyOf(clocks);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("an incident has a class, if only an undetermined one");
        }
    }

    /// The classes, the main one first.
    public List<Rsit> classes() {
        return findings.stream().map(Finding::type).toList();
    }
}
