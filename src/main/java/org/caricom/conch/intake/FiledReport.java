package org.caricom.conch.intake;

import java.time.Instant;
import org.caricom.conch.domain.Facts;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.stix.Bundle;

/// A kept report with what it says, for the rooms that work on it.
///
/// @param id            its name
/// @param member        whose report it is
/// @param receivedAt    when it came in
/// @param payloadSha256 digest of what was signed: equal for the same report signed anew
/// @param facts         what it says, in the one form
/// @param bundle        the same as STIX 2.1
public record FiledReport(
        ReportId id, MemberCode member, Instant receivedAt, Sha256 payloadSha256, Facts facts, Bundle bundle) {}
