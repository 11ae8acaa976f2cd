package org.caricom.conch.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that first stands where it is put, so that a month of reports can be filed in the order and at the times
/// they tell of, and then runs with the real one for good.
///
/// Only the demo's hub has it. Whatever the hub then writes (receipts, timelines, clocks) it computes as always.
final class ReplayClock extends Clock {
    private final Clock real;
    private volatile Duration behind;

    ReplayClock(Clock real) {
        this.real = real;
        this.behind = Duration.ZERO;
    }

    /// Puts the clock to `time`, from where it goes on at the real speed. It never goes back, so neither does the log.
    ///
    /// @throws IllegalArgumentException when `time` has passed on this clock, or has not yet come on the real one
    synchronized void moveTo(Instant time) {
        Duration next = Duration.between(time, real.instant());
        if (next.isNegative() || (!behind.isZero() && next.compareTo(behind) > 0)) {
            throw new IllegalArgumentException("the clock of the demo goes forward only, and not beyond now");
        }
        behind = next;
    }

    /// From here on the real time.
    synchronized void release() {
        behind = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return real.instant().minus(behind);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the demo's clock knows UTC alone");
    }
}
