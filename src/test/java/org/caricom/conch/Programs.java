package org.caricom.conch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Programs of others that sign and encrypt as members do.
public final class Programs {
    private Programs() {}

    /// Skips the test, visibly, where the program is not there.
    public static void assumeInstalled(String program) {
        assumeTrue(
                Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":", -1))
                        .anyMatch(part -> Files.isExecutable(Path.of(part).resolve(program))),
                program + " is not installed");
    }

    /// What a command prints, without the end of its last line. It must succeed.
    public static String run(Object... command) throws IOException, InterruptedException {
        String[] words = Stream.of(command).map(Object::toString).toArray(String[]::new);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s printed: %s", String.join(" ", words), output)
                .isZero();
        return output.stripTrailing();
    }
}
