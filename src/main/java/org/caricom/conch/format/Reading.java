package org.caricom.conch.format;

import java.util.List;
import org.caricom.conch.json.Flaw;

/// What came of reading a payload.
public sealed interface Reading {
    /// It is a report.
    ///
    /// @param report   the report
    /// @param setAside what was left out of facts or is worth a second look, each with its JSON Pointer;
    ///                 the payload is kept whole all the same
    record Content(NormalReport report, List<Flaw> setAside) implements Reading {
        public Content {
            setAside = List.copyOf(setAside);
        }
    }

    /// It could be a document of more than one format; which one is never guessed.
    ///
    /// @param candidates slugs of the formats it could be, at least two
    record Ambiguous(List<String> candidates) implements Reading {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /// It is no report that Conch can read.
    ///
    /// @param flaws everything found wrong, at least one
    record Unusable(List<Flaw> flaws) implements Reading {
        public Unusable {
            flaws = List.copyOf(flaws);
            if (flaws.isEmpty()) {
                throw new IllegalArgumentException("a refusal says why");
            }
        }
    }
}
