package org.caricom.conch.format;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Judges the times that a document tells: one that cannot be true is pointed at and left out of the facts, but stays
/// readable. A reporter's clock may be a day ahead of ours.
record Moments(Origin origin, Remarks remarks) {
    private static final Duration AHEAD = Duration.ofDays(1);

    /// The time if it can be true; null otherwise, and for null.
    @Nullable Instant plausible(@Nullable Instant time, String pointer) {
        if (time == null) {
            return null;
        }
        if (time.isAfter(origin.receivedAt().plus(AHEAD))) {
            remarks.add(pointer, "in-future", "This lies in the future; it is kept, but not taken for a fact.");
            return null;
        }
        if (time.isBefore(Times.EARLIEST)) {
            remarks.add(pointer, "too-long-ago", "This lies before 1990; it is kept, but not taken for a fact.");
            return null;
        }
        return time;
    }

    /// An RFC 3339 time with its offset, if it is one and can be true; null for an empty text.
    @Nullable Instant rfc3339(String text, String pointer) {
        if (text.isBlank()) {
            return null;
        }
        Instant time = Times.rfc3339(text.strip());
        if (time == null) {
            remarks.add(
                    pointer,
                    "wrong-form",
                    "This is no time with its offset from UTC; it is kept, but not taken for a fact.");
        }
        return plausible(time, pointer);
    }
}
