package org.caricom.conch.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text with signatures under it (C2SP signed-note), as programs for transparency logs exchange checkpoints.
///
/// @param text  what is signed; its last line is ended too
/// @param lines the signatures, at least one
public record SignedNote(String text, List<Line> lines) {
    /// One signature.
    ///
    /// @param name  of the key
    /// @param keyId see [NoteKey#id()]
    /// @param value the signature
    public record Line(String name, int keyId, Value value) {
        Line(String name, int keyId, byte[] value) {
            this(name, keyId, new Value(value));
        }
    }

    /// The octets of a signature, compared by what they are.
    public static final class Value {
        private final byte[] octets;

        Value(byte[] octets) {
            this.octets = octets.clone();
        }

        byte[] octets() {
            return octets.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Value that && Arrays.equals(octets, that.octets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }
    }

    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_LINES = 100;
    private static final Pattern LINE = Pattern.compile("\u2014 ([^ ]+) ([A-Za-z0-9+/]+={0,2})");

    public SignedNote {
        if (!text.endsWith("\n") || text.chars().anyMatch(unit -> unit < ' ' && unit != '\n') || lines.isEmpty()) {
            throw new IllegalArgumentException("a note is whole lines of text, and signed");
        }
        lines = List.copyOf(lines);
    }

    /// The note as it is sent.
    public String encoded() {
        StringBuilder encoded = new StringBuilder(text).append('\n');
        for (Line line : lines) {
            byte[] octets = line.value().octets();
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES + octets.length)
                    .putInt(line.keyId())
                    .put(octets)
                    .array();
            encoded.append("\u2014 ")
                    .append(line.name())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append('\n');
        }
        return encoded.toString();
    }

    /// Reads [#encoded()] and nothing else; null when it is not that.
    public static @Nullable SignedNote parse(byte[] utf8) {
        if (utf8.length > MOST_BYTES) {
            return null;
        }
        String encoded;
        try {
            encoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
        int blank = encoded.lastIndexOf("\n\n");
        if (blank < 0 || !encoded.endsWith("\n") || blank + 2 == encoded.length()) {
            return null;
        }
        List<Line> lines = new ArrayList<>();
        for (String line : encoded.substring(blank + 2, encoded.length() - 1).split("\n", -1)) {
            Line read = line(line);
            if (read == null || lines.size() == MOST_LINES) {
                return null;
            }
            lines.add(read);
        }
        try {
            var note = new SignedNote(encoded.substring(0, blank + 1), lines);
            return note.encoded().equals(encoded) ? note : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// The key of `known` that signed this; null when none did.
    ///
    /// Lines of keys that are not known say nothing, but a wrong signature in the name of a known key spoils the
    /// note.
    public @Nullable NoteKey signer(Collection<NoteKey> known) {
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        NoteKey signer = null;
        for (Line line : lines) {
            for (NoteKey key : known) {
                if (key.name().equals(line.name()) && key.id() == line.keyId()) {
                    if (!key.verifies(signed, line.value().octets())) {
                        return null;
                    }
                    signer = signer == null ? key : signer;
                }
            }
        }
        return signer;
    }

    private static @Nullable Line line(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || !NoteKey.isName(matcher.group(1))) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(matcher.group(2)));
            if (bytes.remaining() <= Integer.BYTES) {
                return null;
            }
            int keyId = bytes.getInt();
            byte[] value = new byte[bytes.remaining()];
            bytes.get(value);
            return new Line(matcher.group(1), keyId, value);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
