package org.caricom.conch.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What cases say about an action, an area or a plan now.
///
/// @param cases        how many are evidence for it; tests are not counted
/// @param members      whose cases these are, counted
/// @param lastEvidence when the newest of them was opened, to the day for those who do not read all cases; null when
///                     there is none or it may not be told
public record Live(Figure cases, Figure members, @Nullable Instant lastEvidence) {}
