package org.caricom.conch.access;

import org.caricom.conch.domain.MemberCode;
import org.jspecify.annotations.Nullable;

/// Who hands in a key.
///
/// @param name    as the audit log tells it
/// @param trusted whether a further key of a member needs no second person when they add it
/// @param only    the one member whose keys they may add; null for any
public record Enroller(
        String name, boolean trusted, @Nullable MemberCode only) {
    /// An operator at the hub's own machine.
    public static Enroller operator(String name) {
        return new Enroller(name, true, null);
    }

    /// Somebody who came through a door. An analyst speaks for their member, but a stolen token alone must not be worth
    /// a key.
    ///
    /// @throws IllegalArgumentException when they may add no keys at all: ask [Rights#mayManageKeys] first
    public static Enroller of(Caller caller) {
        if (Rights.mayManageMembers(caller)) {
            return new Enroller(caller.name(), true, null);
        }
        MemberCode own = caller.member();
        if (own == null || !Rights.mayManageKeys(caller, own)) {
            throw new IllegalArgumentException("no right to add keys");
        }
        return new Enroller(caller.name(), false, own);
    }

    boolean mayAddFor(MemberCode member) {
        return only == null || only.equals(member);
    }
}
