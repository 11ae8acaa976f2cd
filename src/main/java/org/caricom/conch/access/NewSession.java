package org.caricom.conch.access;

/// A session that has just begun.
///
/// @param cookie  the value for the browser; only its digest is kept
/// @param session the rest
public record NewSession(String cookie, Session session) {
    /// Without the cookie.
    @Override
    public String toString() {
        return "NewSession[" + session + "]";
    }
}
