package org.caricom.conch.access;

import java.util.Locale;

/// How a member belongs to the Caribbean Community.
public enum MembershipStatus {
    /// One of the full member states.
    FULL,
    /// An associate member.
    ASSOCIATE,
    /// A body of the Community.
    BODY;

    /// The word in our JSON and in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MembershipStatus read(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
