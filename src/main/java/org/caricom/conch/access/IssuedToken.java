package org.caricom.conch.access;

/// A new token, shown this once.
///
/// @param secret what the bearer sends; it is not kept
/// @param info   the rest
public record IssuedToken(String secret, TokenInfo info) {
    /// Without the secret.
    @Override
    public String toString() {
        return "IssuedToken[" + info + "]";
    }
}
