package org.caricom.conch.http;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.caricom.conch.domain.Role;

/// Who may call a route. Every route is mounted with one; there is no default.
public sealed interface Allow {
    /// Anyone at all; nothing behind such a route depends on who asks.
    record Anyone() implements Allow {}

    /// Anyone with a signed body: the signature is the credential. A token may be sent, and must then be good.
    record Signed() implements Allow {}

    /// Callers of these roles. What of it they may see is decided by the feature.
    record Roles(Set<Role> roles) implements Allow {
        public Roles {
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("a route that no role may call");
            }
            roles = Set.copyOf(roles);
        }
    }

    static Allow anyone() {
        return new Anyone();
    }

    static Allow signed() {
        return new Signed();
    }

    static Allow roles(Role first, Role... others) {
        EnumSet<Role> roles = EnumSet.of(first, others);
        return new Roles(roles);
    }

    /// Everybody who has signed in or holds a token, whatever the role.
    static Allow anyRole() {
        return new Roles(Set.copyOf(List.of(Role.values())));
    }
}
