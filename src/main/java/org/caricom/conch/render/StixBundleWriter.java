package org.caricom.conch.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.scrub.Cleared;

/// Writes objects as one STIX 2.1 bundle. Their texts are put together as they are.
public final class StixBundleWriter implements AutoCloseable {
    private final OutputStream out;
    private boolean first = true;

    /// @param name what the bundle holds; the same name gives the same identifier, so that the same content has the
    ///             same bytes
    public StixBundleWriter(OutputStream out, String name) {
        this.out = out;
        write("{\"type\":\"bundle\",\"id\":\"bundle--" + id(name) + "\"");
    }

    public void write(Cleared object) {
        write(first ? ",\"objects\":[" : ",");
        first = false;
        write(object.json());
    }

    @Override
    public void close() {
        // STIX 2.1 §2.1: a list is never empty.
        write(first ? "}" : "]}");
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UUID id(String name) {
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8)).toUuid();
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
