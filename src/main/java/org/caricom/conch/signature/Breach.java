package org.caricom.conch.signature;

import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// Leaves the reading of an envelope where it is found wanting; never leaves this package.
final class Breach extends Exception {
    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final String detail;

    Breach(Fault fault, String detail) {
        this(fault, detail, null);
    }

    /// @param cause what a parser said; nobody is told
    Breach(Fault fault, String detail, @Nullable Exception cause) {
        super(detail, cause, false, false);
        this.fault = fault;
        this.detail = detail;
    }

    Unreadable unreadable() {
        return new Unreadable(fault, detail);
    }
}
