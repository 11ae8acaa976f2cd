package org.caricom.conch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The incidents of the VERIS Community Database, each as the text of one document. They are about real victims: what
/// fails is told by its number in the file, never by what it says.
public final class Vcdb {
    private Vcdb() {}

    public static List<String> incidents() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Corpora.folder("vcdb").resolve("incidents.ndjson.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
