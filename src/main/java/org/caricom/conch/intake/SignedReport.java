package org.caricom.conch.intake;

import java.time.Instant;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;

/// A report that some key signed, as far as whoever looks after that key may know it.
///
/// @param id         the report
/// @param member     whose report it is
/// @param receivedAt when it came
/// @param state      whether it was understood
public record SignedReport(ReportId id, MemberCode member, Instant receivedAt, ReportState state) {}
