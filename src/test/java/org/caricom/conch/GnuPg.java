package org.caricom.conch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// GnuPG with a home of its own, which is removed at the end, its agent ended with it.
public final class GnuPg implements AutoCloseable {
    private static final DateTimeFormatter FAKED = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);

    private final Path home;

    private GnuPg(Path home) {
        this.home = home;
    }

    /// A new one; the test is skipped where the program is missing.
    public static GnuPg open() throws IOException {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gpg")));
        Assumptions.assumeTrue(there, "gpg is not installed");
        // The agent's socket lies in it, and the name of a socket is short.
        return new GnuPg(Files.createTempDirectory(
                Path.of("/tmp"),
                "g",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /// Makes a key without a passphrase; its fingerprint.
    ///
    /// @param usage     as `--quick-generate-key` takes it: `sign`, `cert`, `sign,cert` …
    /// @param expiry    `never`, a number of days and so on
    public String generate(String name, String algorithm, String usage, String expiry, Instant at)
            throws IOException, InterruptedException {
        runAt(at, new byte[0], "--passphrase", "", "--quick-generate-key", name, algorithm, usage, expiry);
        return fingerprint(name);
    }

    /// The fingerprint of the primary key of this name.
    public String fingerprint(String name) throws IOException, InterruptedException {
        return new String(run(new byte[0], "--with-colons", "--fingerprint", "=" + name), UTF_8)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .map(line -> line.substring(0, line.length() - 1))
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .orElseThrow();
    }

    /// Lets a key revoke itself.
    ///
    /// @param reason the program's number for it: 0 none, 1 compromised, 2 superseded, 3 no longer used
    public void revoke(String fingerprint, String reason, Instant at) throws IOException, InterruptedException {
        byte[] answers = "y\n%s\n\ny\n".formatted(reason).getBytes(UTF_8);
        run(runAt(at, answers, "--command-fd", "0", "--no-batch", "--gen-revoke", fingerprint), "--import");
    }

    /// What the program answers to `input`.
    public byte[] run(byte[] input, String... arguments) throws IOException, InterruptedException {
        return execute(input, List.of(arguments));
    }

    /// The same with the program's clock set to a time.
    public byte[] runAt(Instant time, byte[] input, String... arguments) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("--faked-system-time", FAKED.format(time.atOffset(ZoneOffset.UTC)) + "!"));
        all.addAll(List.of(arguments));
        return execute(input, all);
    }

    private byte[] execute(byte[] input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "gpg", "--homedir", home.toString(), "--batch", "--yes", "--no-tty", "--pinentry-mode", "loopback"));
        command.addAll(arguments);
        Path in = Files.write(home.resolve("in"), input);
        Path out = home.resolve("out");
        Path told = home.resolve("told");
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(told.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(told)).isZero();
        return Files.readAllBytes(out);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                        .start()
                        .waitFor())
                .isZero();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
