package org.caricom.conch.db;

import org.jspecify.annotations.Nullable;

/// What to do on one connection. It may be run again when its transaction lost a race, so it changes nothing
/// but the database.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
    /// Does it.
    T run(Transaction tx);
}
