package org.caricom.conch.cases;

import java.time.ZoneOffset;
import org.caricom.conch.access.MemberInfo;
import org.caricom.conch.access.Members;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.triage.MemberLaw;

/// Where cases look up a member's law on telling the data authority of a breach.
@FunctionalInterface
public interface LawBook {
    /// The law of a member; one that knows nothing when none is on file.
    MemberLaw lawOf(MemberCode member);

    /// The laws in the members' reference data.
    static LawBook of(Members members) {
        return code -> {
            MemberInfo member = members.find(code);
            return member == null ? new MemberLaw(code, ZoneOffset.UTC, null, null, null, null) : member.law();
        };
    }
}
