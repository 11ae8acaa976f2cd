package org.caricom.conch.stix;

import java.util.List;
import org.caricom.conch.json.Flaw;

/// What came of reading a STIX object.
public sealed interface StixReading {
    /// It is one.
    record Whole(StixObject object) implements StixReading {}

    /// It is none, for these reasons; pointers start at the object.
    record Flawed(List<Violation> violations) implements StixReading {
        public Flawed {
            violations = List.copyOf(violations);
        }

        public List<Flaw> flaws() {
            return violations.stream().map(Violation::flaw).toList();
        }
    }
}
