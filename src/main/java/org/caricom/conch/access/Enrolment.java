package org.caricom.conch.access;

/// What became of the wish to enrol or approve a key.
public sealed interface Enrolment {
    /// It can be used within its validity.
    record Enrolled(KeyRecord key) implements Enrolment {}

    /// A second person must approve it: it is a member's first key, or nobody known vouches for it.
    record Waiting(KeyRecord key) implements Enrolment {}

    /// It was not enrolled.
    ///
    /// @param reason a sentence for the administrator
    record Declined(String reason) implements Enrolment {}
}
