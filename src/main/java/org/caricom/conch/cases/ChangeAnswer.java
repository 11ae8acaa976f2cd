package org.caricom.conch.cases;

/// What came of a wish to change a case.
public sealed interface ChangeAnswer {
    /// It was done; the case as it is now.
    record Changed(CaseView view) implements ChangeAnswer {}

    /// There is no such case for this caller.
    record NoSuchCase() implements ChangeAnswer {}

    /// Somebody changed the case since; `version` is today's.
    record Stale(int version) implements ChangeAnswer {}

    /// The wish itself cannot be met.
    ///
    /// @param pointer RFC 6901 pointer to the field
    /// @param why     a sentence for a person
    record NotAllowed(String pointer, String why) implements ChangeAnswer {}
}
