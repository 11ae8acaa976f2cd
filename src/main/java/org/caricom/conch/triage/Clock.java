package org.caricom.conch.triage;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One deadline of a case, as it follows from the facts. How it stands depends on the hour: [#at].
///
/// @param kind    which one
/// @param start   what it is counted from; null while that has not happened
/// @param due     when it is due; null while it has not started or the law is unknown
/// @param metAt   when what it waits for was received; null until then
/// @param stopped why it stands still; null unless it does
/// @param basis   what makes it a deadline, in words: the practice, or the law's name
public record Clock(
        ClockKind kind,
        @Nullable Instant start,
        @Nullable Instant due,
        @Nullable Instant metAt,
        @Nullable Stopped stopped,
        String basis) {
    private static final Duration SOON = Duration.ofHours(1);
    private static final double LAST_PART = 0.9;

    /// Why a clock stands still.
    public enum Stopped {
        /// The final report is counted from the notification, which has not come.
        STARTS_WITH_NOTIFICATION,
        /// Nobody has said yet whether personal data is touched.
        PERSONAL_DATA_NOT_KNOWN,
        /// The case is closed.
        CASE_CLOSED;

        /// The word in our JSON: lower case with hyphens.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// Whether it can still become due: it has a time, and neither was met nor stopped.
    public boolean open() {
        return due != null && metAt == null && stopped == null;
    }

    /// The same clock after the case was closed: what is not met stands still.
    public Clock closed() {
        return metAt != null || stopped != null || due == null
                ? this
                : new Clock(kind, start, due, null, Stopped.CASE_CLOSED, basis);
    }

    /// How it stands at `now`.
    public Reading at(Instant now) {
        if (metAt != null) {
            return new Reading(this, ClockStatus.MET, share(metAt), due == null ? null : Duration.between(metAt, due));
        }
        if (stopped != null) {
            return new Reading(this, ClockStatus.STOPPED, 0, null);
        }
        if (due == null) {
            return new Reading(this, ClockStatus.UNKNOWN, 0, null);
        }
        Duration left = Duration.between(now, due);
        double used = share(now);
        ClockStatus status = left.isNegative()
                ? ClockStatus.LATE
                : left.compareTo(SOON) < 0 || used >= LAST_PART ? ClockStatus.SOON : ClockStatus.RUNNING;
        return new Reading(this, status, used, left);
    }

    private double share(Instant moment) {
        if (start == null || due == null || !due.isAfter(start)) {
            return 1;
        }
        double used = (double) Duration.between(start, moment).toMillis()
                / Duration.between(start, due).toMillis();
        return Math.clamp(used, 0, 1);
    }

    /// A clock at one moment.
    ///
    /// @param clock  which one
    /// @param status how it stands
    /// @param used   share of its time used, 0 to 1; 0 when it has no time
    /// @param left   time left; negative when late, or met too late; for a met clock the margin it was met by;
    ///               null when there is no due time or it is stopped
    public record Reading(
            Clock clock,
            ClockStatus status,
            double used,
            @Nullable Duration left) {}
}
