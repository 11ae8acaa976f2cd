package org.caricom.conch.access;

import java.time.Instant;
import java.util.UUID;

/// A signed-in person's stay.
///
/// @param id        names it inside the hub, to end it; not the cookie's value
/// @param caller    who it is
/// @param csrfToken what every form of this session must bring back
/// @param createdAt when they signed in
public record Session(UUID id, Caller caller, String csrfToken, Instant createdAt) {
    /// Without the token.
    @Override
    public String toString() {
        return "Session[" + id + "]";
    }
}
