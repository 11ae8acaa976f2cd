package org.caricom.conch.access;

import java.time.Duration;

/// What comes of a user name and a password.
public sealed interface LoginAnswer {
    /// They are right.
    record Welcome(Caller caller) implements LoginAnswer {}

    /// They are not, and which of the two is not told.
    record Wrong() implements LoginAnswer {}

    /// There were too many wrong ones for this name; nothing was tried.
    ///
    /// @param waiting how long until the next may be tried
    record TooMany(Duration waiting) implements LoginAnswer {}
}
