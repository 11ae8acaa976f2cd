package org.caricom.conch.stix;

import java.util.List;
import org.caricom.conch.json.Flaw;

/// What came of reading a STIX object.
public sealed interface StixReading {
    /// It is one.
    record Whole(StixObject object) implements StixReading {}

    /// It is none, for these reasons; pointers start at the object.
    record Flawed(List<Flaw> flaws) implements StixReading {
        public Flawed {
            flaws = List.copyOf(flaws);
        }
    }
}
