package org.caricom.conch.sharing;

import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Consent;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.scrub.Preview;

/// What a release from a case would show to others, for the person who decides.
///
/// @param caseId  the case
/// @param member  whose case it is
/// @param tlp     the marking looked at
/// @param source  the strictest marking of the reports it draws on
/// @param consent what the member agreed to, the narrowest of its reports
/// @param bars    what forbids it; empty when a coordinator may decide
/// @param preview source beside output, findings, and the digest that a decision must name
/// @param earlier releases from this case so far, newest first
public record ReleasePreview(
        CaseId caseId,
        MemberCode member,
        Tlp tlp,
        Tlp source,
        Consent consent,
        Set<Bar> bars,
        Preview preview,
        List<Release> earlier) {
    public ReleasePreview {
        bars = Set.copyOf(bars);
        earlier = List.copyOf(earlier);
    }
}
