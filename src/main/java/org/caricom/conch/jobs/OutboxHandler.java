package org.caricom.conch.jobs;

import org.caricom.conch.db.Transaction;

/// Does what a message asks for.
@FunctionalInterface
public interface OutboxHandler {
    /// Handles `message` in the transaction that also removes it: what this changes in the database happens
    /// exactly once, however often a process dies on the way. What it changes elsewhere may happen again.
    ///
    /// Whatever is thrown undoes the changes, and the message comes back later.
    void handle(Transaction tx, OutboxMessage message);
}
