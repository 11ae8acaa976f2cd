package org.caricom.conch.access;

/// What became of the wish to enrol or approve a key.
public sealed interface Enrolment {
    /// It can be used within its validity.
    record Enrolled(KeyRecord key) implements Enrolment {}

    /// It is a member's first key: a second person must approve it.
    record Waiting(KeyRecord key) implements Enrolment {}

    /// It was not enrolled.
    ///
    /// @param reason a sentence for the administrator
    record Declined(String reason) implements Enrolment {}
}
