package org.caricom.conch.access;

import org.caricom.conch.db.Transaction;

/// Where this room writes down what it changes. The audit log stands above it and takes the entry in the same
/// transaction: no change without an entry, no entry without its change.
@FunctionalInterface
public interface ChangeLog {
    /// Writes `change` down in `tx`. Called last, since nobody else can append from here to the end of `tx`.
    void record(Transaction tx, AccessChange change);
}
