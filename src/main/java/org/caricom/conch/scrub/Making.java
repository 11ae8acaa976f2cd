package org.caricom.conch.scrub;

import java.util.List;
import java.util.Set;

/// How one property of an object that leaves is made. There is no way to copy text as it is.
sealed interface Making {
    /// Fixed text around what the first look has settled: `{kind}` of value, `{name}` of a family, technique or CVE.
    record Template(String text) implements Making {}

    /// The source's terms, as far as they are on the list.
    record Terms(Set<String> terms) implements Making {
        public Terms {
            terms = Set.copyOf(terms);
        }
    }

    /// The source's ATT&CK tactics, as far as they are on the list.
    record Phases(Set<String> terms) implements Making {
        public Phases {
            terms = Set.copyOf(terms);
        }
    }

    /// A STIX pattern built anew from the normalised value.
    record Pattern() implements Making {}

    /// When the value was first seen, rounded down.
    record RoundedTime() implements Making {}

    /// Publication time and as many days as a value of its kind keeps its worth.
    record Lifetime() implements Making {}

    /// The nearest step of a scale at or below the source's number; below the lowest there is none.
    record Scale(List<Integer> steps) implements Making {
        public Scale {
            steps = List.copyOf(steps);
        }
    }

    /// The JSON literal true.
    record True() implements Making {}

    /// An external reference to a public catalogue by the entry's number.
    record Reference(String catalogue) implements Making {}
}
