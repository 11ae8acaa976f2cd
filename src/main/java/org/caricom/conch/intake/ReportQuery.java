package org.caricom.conch.intake;

import java.time.Instant;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.ReportId;
import org.jspecify.annotations.Nullable;

/// Which reports a list holds, newest first.
///
/// @param member of this member alone; null for all that the caller may see
/// @param state  in this state alone; null for both
/// @param after  the last one of the page before; null for the first page
/// @param limit  most reports on the page
public record ReportQuery(
        @Nullable MemberCode member,
        @Nullable ReportState state,
        @Nullable Position after,
        int limit) {
    /// The place of a report in the list.
    public record Position(Instant receivedAt, ReportId id) {}

    /// The newest reports that the caller may see.
    public static ReportQuery newest(int limit) {
        return new ReportQuery(null, null, null, limit);
    }
}
