package org.caricom.conch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Real data of others, which lies beside the project and is not part of it: `../shared/corpora`, or where the
/// property or environment variable `CONCH_CORPORA` says. Where it is not, the tests that ask for it are
/// skipped and say so.
public final class Corpora {
    private Corpora() {}

    /// A folder of the data; skips the test when there is none.
    public static Path folder(String name) {
        String set = System.getProperty("CONCH_CORPORA", System.getenv("CONCH_CORPORA"));
        Path folder = Path.of(set == null ? "../shared/corpora" : set).resolve(name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                () -> "no test data at " + folder.toAbsolutePath().normalize() + " (CONCH_CORPORA)");
        return folder;
    }

    /// The JSON files in a folder of the data and below it, by name.
    public static List<Path> jsonFiles(String name) {
        try (Stream<Path> files = Files.walk(folder(name))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
