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
public record FeedQuery(
        @Nullable ObservableType type,
        @Nullable Instant since,
        @Nullable Instant before,
        @Nullable LocalDate day) {
    /// Everything.
    public static final FeedQuery ALL = new FeedQuery(null, null, null, null);

    /// What was added later than a time.
    public static FeedQuery since(@Nullable Instant since) {
        return new FeedQuery(null, since, null, null);
    }

    /// What was added earlier than a time.
    public static FeedQuery before(Instant before) {
        return new FeedQuery(null, null, before, null);
    }

    /// What was first shared on a day.
    public static FeedQuery on(LocalDate day) {
        return new FeedQuery(null, null, null, day);
    }

    /// The same of one kind of value.
    public FeedQuery of(ObservableType only) {
        return new FeedQuery(only, since, before, day);
    }
}
