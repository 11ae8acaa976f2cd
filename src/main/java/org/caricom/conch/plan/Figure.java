package org.caricom.conch.plan;

/// A number as its reader may know it.
public sealed interface Figure {
    /// The number itself.
    record Exact(int value) implements Figure {}

    /// Too small to be told without telling whose it is.
    record FewerThan(int bound) implements Figure {}

    /// Rounded to tens, since a smaller number beside it is hidden and could be found by subtraction.
    record About(int value) implements Figure {}
}
