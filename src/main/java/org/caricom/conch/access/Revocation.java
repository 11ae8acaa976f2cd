package org.caricom.conch.access;

import java.time.Instant;

/// The end of a key before its time.
///
/// @param from   from when what it signs is not to be believed; may lie before it was told, or still ahead
/// @param reason why
/// @param toldAt when the hub learnt of it
public record Revocation(Instant from, RevocationReason reason, Instant toldAt) {}
