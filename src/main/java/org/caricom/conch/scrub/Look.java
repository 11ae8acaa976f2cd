package org.caricom.conch.scrub;

/// What the first look makes of one value.
sealed interface Look {
    /// It may leave as it is.
    record Kept(String value) implements Look {}

    /// It may leave in a more general form.
    record Changed(String value, Reason reason) implements Look {}

    /// It stays back.
    record Dropped(Reason reason) implements Look {}
}
