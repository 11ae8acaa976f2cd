package org.caricom.conch.audit;

import java.time.Instant;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.caricom.conch.domain.Sha256;

/// That the hub took in a report; not that the report is true.
///
/// @param report     the report
/// @param sha256     of the bytes as filed
/// @param member     whose report it is
/// @param receivedAt when it came
/// @param logIndex   where it stands in the audit log, from 0
public record Receipt(ReportId report, Sha256 sha256, MemberCode member, Instant receivedAt, long logIndex) {}
