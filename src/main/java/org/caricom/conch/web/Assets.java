package org.caricom.conch.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caricom.conch.domain.Sha256;
import org.jspecify.annotations.Nullable;

/// The style sheet, the script and the icons. Each has its content's hash in its address, so browsers keep it for ever
/// and never ask again; a changed file has another address.
public final class Assets {
    /// Where all of them stand.
    static final String FOLDER = "/static/";

    private static final List<Kind> KINDS = List.of(
            new Kind("conch.css", "text/css; charset=utf-8"),
            new Kind("conch.js", "text/javascript; charset=utf-8"),
            new Kind("icons.svg", "image/svg+xml"),
            new Kind("shell.svg", "image/svg+xml"));

    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Asset> byFile = new HashMap<>();

    /// Reads them all, once.
    public Assets() {
        for (Kind kind : KINDS) {
            byte[] bytes = read(kind.name());
            String hash = Sha256.of(bytes).toString().substring(0, 16);
            int dot = kind.name().indexOf('.');
            String file =
                    kind.name().substring(0, dot) + "." + hash + kind.name().substring(dot);
            addresses.put(kind.name(), FOLDER + file);
            byFile.put(file, new Asset(kind.type(), bytes, hash));
        }
    }

    /// One file as it is sent.
    static final class Asset {
        private final String type;
        private final byte[] bytes;
        private final String hash;

        private Asset(String type, byte[] bytes, String hash) {
            this.type = type;
            this.bytes = bytes;
            this.hash = hash;
        }

        /// Its Content-Type.
        String type() {
            return type;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        /// The start of its SHA-256, which is in its address and is its ETag.
        String hash() {
            return hash;
        }
    }

    private record Kind(String name, String type) {}

    /// The address of the file `name`.
    public String address(String name) {
        String address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return address;
    }

    /// The address of one drawing in the icon sprite, for `use`.
    public String icon(String name) {
        return address("icons.svg") + "#" + name;
    }

    /// What stands at [#FOLDER] + `file`, or null when nothing does.
    @Nullable Asset find(String file) {
        return byFile.get(file);
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("static/" + name)) {
            if (in == null) {
                throw new IllegalStateException("asset " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
