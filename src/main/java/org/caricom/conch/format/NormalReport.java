package org.caricom.conch.format;

import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.stix.Bundle;
import org.jspecify.annotations.Nullable;

/// A report in the one form that everything behind intake works with.
///
/// @param format        which format it was read from, a slug of [ReportFormat]: `conch-report`,
///                      `stix-2.1`, `misp`
/// @param facts         what triage, cases and sharing need to know of it
/// @param bundle        all of it as STIX 2.1, marked by TLP 2.0, valid; the reporter's own objects where
///                      it came as STIX
/// @param claimedMember the member that the document says it is from, null when it says none; to be
///                      compared with the signer, never believed
public record NormalReport(
        String format, Facts facts, Bundle bundle, @Nullable MemberCode claimedMember) {}
