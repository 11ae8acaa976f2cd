package org.caricom.conch.web;

import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.jspecify.annotations.Nullable;

/// Who is signed in, as pages tell it.
///
/// @param name       the login's name
/// @param role       what they are here for
/// @param member     whose analyst they are, else null
/// @param memberName the member's name, else null
public record Person(
        String name,
        Role role,
        @Nullable MemberCode member,
        @Nullable String memberName) {}
