package org.caricom.conch.scrub;

import java.util.List;

/// What came of trying to clear a release.
public sealed interface Clearing {
    /// Nothing is left that identifies someone, or a person has answered for each finding.
    ///
    /// @param objects what may be published, each under its natural key
    record Passed(List<Entry> objects) implements Clearing {
        public Passed {
            objects = List.copyOf(objects);
        }
    }

    /// Something still identifies someone, or may. Nothing is cleared until each finding is answered.
    record Leak(List<Finding> findings) implements Clearing {
        public Leak {
            findings = List.copyOf(findings);
        }
    }

    /// One cleared object, and what it is about.
    record Entry(NaturalKey key, Cleared object) {}
}
