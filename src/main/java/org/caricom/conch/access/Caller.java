package org.caricom.conch.access;

import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;
import org.jspecify.annotations.Nullable;

/// Who is asking, once a token, a login or a certificate has been checked.
///
/// @param name   the token's or the login's name, as the audit log tells it: `analyst-TT`
/// @param role   what they are here for
/// @param member whose analyst they are; null for roles that serve no one member
public record Caller(String name, Role role, @Nullable MemberCode member) {
    public Caller {
        if ((role == Role.ANALYST) != (member != null)) {
            throw new IllegalArgumentException("an analyst, and nobody else, belongs to a member");
        }
    }

    /// Whether reports and cases of `owner` exist for this caller: [Rights#mayReadReports].
    public boolean mayReadCasesOf(MemberCode owner) {
        return Rights.mayReadReports(this, owner);
    }
}
