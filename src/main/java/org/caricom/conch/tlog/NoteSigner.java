package org.caricom.conch.tlog;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.List;

/// Signs notes with one key.
public final class NoteSigner {
    private final NoteKey key;
    private final PrivateKey privateKey;

    /// @param key  the public half
    /// @param seed the 32 octets of the private half, RFC 8032 §5.1.5
    public NoteSigner(NoteKey key, byte[] seed) {
        this.key = key;
        this.privateKey = Ed25519.privateKey(seed);
    }

    /// The public half.
    public NoteKey key() {
        return key;
    }

    /// The text with this key's signature under it.
    public SignedNote sign(String text) {
        byte[] signature = Ed25519.sign(privateKey, text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text, List.of(new SignedNote.Line(key.name(), key.id(), signature)));
    }
}
