package org.caricom.conch.sharing;

import org.jspecify.annotations.Nullable;

/// What became of one posted object.
///
/// @param id      as written; empty when it had none that can be read
/// @param version as written; null for an object without one
/// @param refusal a sentence for the writer; null when it was taken or is there already
public record PostOutcome(
        String id, @Nullable String version, @Nullable String refusal) {}
