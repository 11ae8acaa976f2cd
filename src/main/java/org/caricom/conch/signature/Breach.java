package org.caricom.conch.signature;

import org.caricom.conch.signature.Unreadable.Fault;

/// Leaves the reading of an envelope where it is found wanting; never leaves this package.
final class Breach extends Exception {
    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final String detail;

    Breach(Fault fault, String detail) {
        super(detail, null, false, false);
        this.fault = fault;
        this.detail = detail;
    }

    Unreadable unreadable() {
        return new Unreadable(fault, detail);
    }
}
