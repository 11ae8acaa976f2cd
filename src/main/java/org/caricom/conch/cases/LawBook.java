package org.caricom.conch.cases;

import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.triage.MemberLaw;

/// Where cases look up a member's law on telling the data authority of a breach.
@FunctionalInterface
public interface LawBook {
    /// The law of a member; one that knows nothing when none is on file.
    MemberLaw of(MemberCode member);
}
