package org.caricom.conch.sharing;

import java.time.Instant;
import org.caricom.conch.scrub.Cleared;

/// One version of an object in the collections.
///
/// @param object  what readers get
/// @param addedAt when it was added: a time of its own in microseconds, rising in the order things became visible
public record Published(Cleared object, Instant addedAt) {}
