package org.caricom.conch.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A way to run PostgreSQL's programs without the rights of root, which they refuse.
///
/// An ordinary user needs nothing. Root first tries a new user namespace in which it is nobody: the files stay
/// root's own, and the server has no capability left. Where the kernel or a container forbids that, the
/// server runs as the machine's user `postgres` or `nobody`, who then owns the data directory.
///
/// @param prefix what to put before a command
/// @param owner  who must own the data directory; null when we cannot give it to anyone and need not
record Unprivileged(List<String> prefix, @Nullable String owner) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Unprivileged find() throws IOException, InterruptedException {
        if (!isRoot()) {
            return new Unprivileged(List.of(), null);
        }
        List<String> namespace = List.of("unshare", "--user");
        if (works(namespace)) {
            return new Unprivileged(namespace, "root");
        }
        for (String user : List.of("postgres", "nobody")) {
            List<List<String>> ways = List.of(
                    List.of("setpriv", "--reuid", user, "--regid", group(user), "--clear-groups", "--no-new-privs"),
                    List.of("runuser", "-u", user, "--"));
            for (List<String> way : ways) {
                if (works(way)) {
                    return new Unprivileged(way, user);
                }
            }
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root, and neither unshare --user nor setpriv nor "
                        + "runuser works here: start Conch as an ordinary user, or set CONCH_DATABASE_URL");
    }

    List<String> command(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }

    /// Gives everything below `directory` to the user that the server runs as, if it is not theirs already: another
    /// way may have been taken last time.
    void handOverTree(Path directory) throws IOException {
        if (owner == null || Files.getOwner(directory).getName().equals(owner)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            // The directory itself comes last, so that half a change is noticed next time.
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                handOver(path);
            }
        }
    }

    /// Gives a file that we have written to the user that the server runs as.
    void handOver(Path path) throws IOException {
        if (owner != null) {
            UserPrincipal user =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
            Files.setAttribute(path, "posix:owner", user, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? Files.getAttribute(self, "unix:uid").equals(0)
                : "root".equals(System.getProperty("user.name"));
    }

    private static String group(String user) throws IOException, InterruptedException {
        Command.Result id = Command.run(List.of("id", "-g", user), PATIENCE);
        return id.status() == 0 ? id.output().strip() : "65534";
    }

    private static boolean works(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("id", "-u"));
        try {
            Command.Result id = Command.run(command, PATIENCE);
            return id.status() == 0 && !id.output().strip().equals("0");
        } catch (IOException _) {
            return false; // the program is not installed
        }
    }
}
