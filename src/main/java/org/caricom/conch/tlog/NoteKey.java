package org.caricom.conch.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whose signature under a note counts: a name with an Ed25519 public key (C2SP signed-note).
public final class NoteKey {
    private static final byte ED25519 = 1;
    private static final Pattern FORM = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]{44})");

    private final String name;
    private final byte[] octets;
    private final int id;
    private final PublicKey key;

    /// @throws IllegalArgumentException when the name cannot stand in a note, or the octets are no key
    public NoteKey(String name, byte[] octets) {
        if (!isName(name)) {
            throw new IllegalArgumentException("a key's name in a note has no space and no +");
        }
        this.name = name;
        this.octets = octets.clone();
        this.key = Ed25519.publicKey(octets);
        this.id = id(name, typed(octets));
    }

    public String name() {
        return name;
    }

    /// The four bytes that stand before a signature and say which key made it.
    public int id() {
        return id;
    }

    /// The 32 octets of the public key, RFC 8032 §5.1.5.
    public byte[] octets() {
        return octets.clone();
    }

    /// As programs for transparency logs read it: name, id in hex, type and key in base64, with a plus between.
    public String text() {
        return name + "+" + HexFormat.of().toHexDigits(id) + "+"
                + Base64.getEncoder().encodeToString(typed(octets));
    }

    /// Reads [#text()] and nothing else; null when it is not that.
    public static @Nullable NoteKey parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            byte[] typed = Base64.getDecoder().decode(matcher.group(3));
            var key = new NoteKey(matcher.group(1), Arrays.copyOfRange(typed, 1, typed.length));
            return key.text().equals(text) ? key : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    boolean verifies(byte[] text, byte[] signature) {
        return Ed25519.holds(key, text, signature);
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.chars().noneMatch(unit -> unit == '+' || unit < ' ' || isSpace(unit));
    }

    /// As Unicode's White_Space has it.
    private static boolean isSpace(int unit) {
        return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || unit == 0x85;
    }

    private static byte[] typed(byte[] octets) {
        byte[] typed = new byte[octets.length + 1];
        typed[0] = ED25519;
        System.arraycopy(octets, 0, typed, 1, octets.length);
        return typed;
    }

    private static int id(String name, byte[] typed) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(name.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            return ByteBuffer.wrap(sha256.digest(typed)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey that && name.equals(that.name) && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return text();
    }
}
