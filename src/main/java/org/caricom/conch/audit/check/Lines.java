package org.caricom.conch.audit.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads a stream line by line, as bytes.
final class Lines {
    private Lines() {}

    /// The next line with its line feed; without one only at the end of the stream. Null when nothing is left.
    static byte @Nullable [] next(InputStream in, int longest) throws IOException, Flawed {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int read = in.read(); read >= 0; read = in.read()) {
            line.write(read);
            if (read == '\n') {
                break;
            }
            if (line.size() == longest) {
                throw new Flawed("the file", "a line is too long for anything that a hub gives out");
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }
}
