package org.caricom.conch.sharing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One version of an object in a collection made by hand.
///
/// @param version as written; null for an object without one
public record MadeObject(String id, @Nullable String version, String json, Instant addedAt) {}
