package org.caricom.conch.upstream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a source fares.
///
/// @param pulledAt when it was last pulled to its end; null when never
/// @param failedAt when a pull last failed; null when never
/// @param failure  why the last pull failed, a word; null when it did not
/// @param dueAt    when the next pull is due
/// @param taken    objects taken from it so far, each version counted
public record SourceState(
        String name,
        @Nullable Instant pulledAt,
        @Nullable Instant failedAt,
        @Nullable String failure,
        Instant dueAt,
        long taken) {}
