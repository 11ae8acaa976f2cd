package org.caricom.conch.sharing;

import java.util.List;
import java.util.Set;
import org.caricom.conch.scrub.Finding;

/// What came of a wish to release.
public sealed interface ReleaseAnswer {
    /// It is published.
    record Released(Release release) implements ReleaseAnswer {}

    /// There is no such case for this caller.
    record NoSuchCase() implements ReleaseAnswer {}

    /// This caller decides no releases.
    record NotYours() implements ReleaseAnswer {}

    /// It must not be released so.
    record Barred(Set<Bar> bars) implements ReleaseAnswer {
        public Barred {
            bars = Set.copyOf(bars);
        }
    }

    /// What would go out is not what was looked at; look again.
    record Changed(ReleasePreview preview) implements ReleaseAnswer {}

    /// Findings are not answered.
    record Leaking(List<Finding> findings) implements ReleaseAnswer {
        public Leaking {
            findings = List.copyOf(findings);
        }
    }
}
