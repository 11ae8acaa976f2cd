package org.caricom.conch.triage;

import java.time.Instant;
import org.caricom.conch.domain.ReportStage;
import org.jspecify.annotations.Nullable;

/// What was received about an incident so far, which is what meets the clocks.
///
/// @param first        when the first report came in, of whatever stage
/// @param notification when the first update came in, or the final report if none came before; null until then
/// @param finalReport  when the first final report came in; null until then
/// @param awareAt      the awareness told last; null when no report tells one
public record History(
        Instant first,
        @Nullable Instant notification,
        @Nullable Instant finalReport,
        @Nullable Instant awareAt) {

    /// After one report.
    public static History begin(ReportStage stage, Instant receivedAt, @Nullable Instant awareAt) {
        return new History(receivedAt, null, null, null).and(stage, receivedAt, awareAt);
    }

    /// After one more report. A later stage holds what the earlier ones ask for, so it meets their clocks too.
    public History and(ReportStage stage, Instant receivedAt, @Nullable Instant aware) {
        return new History(
                earlier(first, receivedAt),
                stage == ReportStage.ALERT ? notification : earlier(notification, receivedAt),
                stage == ReportStage.FINAL ? earlier(finalReport, receivedAt) : finalReport,
                aware == null ? awareAt : aware);
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
