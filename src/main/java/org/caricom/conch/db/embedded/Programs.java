package org.caricom.conch.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's own programs, unpacked once from the archive on the class path.
record Programs(Path home) {
    private static final int OWNER_MAY_EXECUTE = 0100;

    Path initdb() {
        return home.resolve("bin/initdb");
    }

    Path pgCtl() {
        return home.resolve("bin/pg_ctl");
    }

    /// Unpacks below `cache` unless that was done before. The folder is named after the archive, so that a new
    /// version of Conch brings its own server; half an unpacking is never taken for a whole one.
    static Programs unpackedBelow(Path cache) throws IOException {
        String name = archiveName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        URL archive = Programs.class.getResource("/" + name);
        if (archive == null) {
            throw new EmbeddedPostgresException("there is no embedded PostgreSQL for this machine (" + name
                    + "): set CONCH_DATABASE_URL to a PostgreSQL server of your own");
        }
        URLConnection connection = archive.openConnection();
        connection.setUseCaches(false);
        try (InputStream stream = connection.getInputStream()) {
            Path home = cache.resolve(name.replace(".txz", "") + "-" + fingerprint(connection));
            if (!Files.isDirectory(home)) {
                unpackInto(home, stream);
            }
            return new Programs(home);
        }
    }

    private static String fingerprint(URLConnection archive) throws IOException {
        long checksum =
                archive instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : archive.getContentLengthLong();
        return Long.toHexString(checksum);
    }

    private static void unpackInto(Path home, InputStream archive) throws IOException {
        Path cache = Files.createDirectories(home.resolveSibling(".").normalize());
        Path unfinished = Files.createTempDirectory(cache, "unpacking-");
        try {
            unpack(archive, unfinished);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
            deleteTree(unfinished); // somebody else was faster
        } catch (IOException e) {
            deleteTree(unfinished);
            throw e;
        }
    }

    static String archiveName(String system, String architecture) {
        String os = system.toLowerCase(Locale.ROOT);
        String family = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "windows";
        String processor = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> architecture;
        };
        return "postgres-" + family + "-" + processor + ".txz";
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive of PostgreSQL points outside itself");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.resolveSibling(".").normalize());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (isNeeded(path)) {
                    Files.createDirectories(path.resolveSibling(".").normalize());
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /// A server needs no static libraries.
    private static boolean isNeeded(Path path) {
        return !path.toString().endsWith(".a");
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
