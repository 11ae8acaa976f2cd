package org.caricom.conch.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.caricom.conch.signature.Unreadable.Fault;
import org.jspecify.annotations.Nullable;

/// Goes through a text line by line. A line ends with CRLF or LF; a carriage return anywhere else is refused,
/// as some programs end a line there and others do not.
final class PgpLines {
    private final byte[] bytes;
    private int at;

    PgpLines(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The next line without its end; null when there is none. Behind the last line end there is no further
    /// line.
    byte @Nullable [] next() throws Breach {
        if (at == bytes.length) {
            return null;
        }
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        int to = end > at && end < bytes.length && bytes[end - 1] == '\r' ? end - 1 : end;
        for (int i = at; i < to; i++) {
            if (bytes[i] == '\r') {
                throw new Breach(Fault.ARMOUR, "a carriage return stands alone, which may end a line or not");
            }
        }
        byte[] line = Arrays.copyOfRange(bytes, at, to);
        at = Math.min(end + 1, bytes.length);
        return line;
    }

    /// The next line as text; null when there is none.
    @Nullable String text() throws Breach {
        byte[] line = next();
        return line == null ? null : new String(line, StandardCharsets.ISO_8859_1);
    }
}
