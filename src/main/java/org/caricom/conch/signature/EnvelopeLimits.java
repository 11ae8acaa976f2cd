package org.caricom.conch.signature;

/// How much of an envelope is opened.
///
/// @param bytes       of the message as sent
/// @param headerBytes of one protected header, decoded
/// @param signatures  on one message
public record EnvelopeLimits(int bytes, int headerBytes, int signatures) {
    public static final EnvelopeLimits DEFAULT = new EnvelopeLimits(32 * 1024 * 1024, 16 * 1024, 8);

    public EnvelopeLimits {
        if (bytes < 1 || headerBytes < 2 || signatures < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
