package org.caricom.conch.sharing;

import java.time.Instant;
import java.time.LocalDate;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// Which indicators a feed wants; null asks for no special ones.
///
/// @param type   only with a value of this kind
/// @param since  only what was added later
/// @param before only what was added earlier
/// @param day    only what was first shared on this day, UTC
/// @param active only what had not expired then
/// @param held   without what was held back from blocking then
public record FeedQuery(
        @Nullable ObservableType type,
        @Nullable Instant since,
        @Nullable Instant before,
        @Nullable LocalDate day,
        @Nullable Instant active,
        @Nullable Instant held) {
    /// Everything.
    public static final FeedQuery ALL = new FeedQuery(null, null, null, null, null, null);

    /// What was added later than a time.
    public static FeedQuery since(@Nullable Instant since) {
        return new FeedQuery(null, since, null, null, null, null);
    }

    /// What was added earlier than a time.
    public static FeedQuery before(Instant before) {
        return new FeedQuery(null, null, before, null, null, null);
    }

    /// What was first shared on a day.
    public static FeedQuery on(LocalDate day) {
        return new FeedQuery(null, null, null, day, null, null);
    }

    /// The same of one kind of value.
    public FeedQuery of(ObservableType only) {
        return new FeedQuery(only, since, before, day, active, held);
    }

    /// The same without what had expired by `time`.
    public FeedQuery activeAt(Instant time) {
        return new FeedQuery(type, since, before, day, time, held);
    }

    /// The same without what was held back by `time`: for feeds that block by themselves.
    public FeedQuery forBlockingAt(Instant time) {
        return new FeedQuery(type, since, before, day, active, time);
    }
}
