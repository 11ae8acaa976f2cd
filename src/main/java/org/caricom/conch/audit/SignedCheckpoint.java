package org.caricom.conch.audit;

import org.caricom.conch.tlog.Checkpoint;

/// What the hub commits to: all entries so far, in this order.
///
/// @param checkpoint the log's name, size and root
/// @param signature  a compact JWS over [Checkpoint#text()], typ [AuditLog#CHECKPOINT_TYPE]
/// @param note       the same text as a signed note, which programs for transparency logs read
public record SignedCheckpoint(Checkpoint checkpoint, String signature, String note) {}
