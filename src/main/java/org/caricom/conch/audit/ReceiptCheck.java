package org.caricom.conch.audit;

/// What comes of checking a receipt offline.
public sealed interface ReceiptCheck {
    /// The hub signed it.
    record Genuine(Receipt receipt) implements ReceiptCheck {}

    /// It is none of the hub's.
    ///
    /// @param reason a sentence for a person
    record NotGenuine(String reason) implements ReceiptCheck {}
}
