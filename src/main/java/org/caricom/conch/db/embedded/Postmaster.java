package org.caricom.conch.db.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `postmaster.pid` in a data directory says of the server that wrote it, whether or not it still runs.
///
/// @param pid   its process
/// @param port  the TCP port, 0 when it has not said yet
/// @param ready whether it has begun to take connections
record Postmaster(long pid, int port, boolean ready) {
    /// Null when there is no such file, or it is still being written.
    static @Nullable Postmaster of(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(data), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            return null;
        }
        // Lines: process, data directory, start, port, socket directory, address, shared memory, status.
        Long pid = lines.isEmpty() ? null : number(lines.get(0));
        if (pid == null) {
            return null;
        }
        Long port = lines.size() < 4 ? null : number(lines.get(3));
        boolean ready = lines.size() >= 8 && lines.get(7).strip().equals("ready");
        return new Postmaster(pid, port == null ? 0 : port.intValue(), ready);
    }

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /// Whether the process is there and could be a PostgreSQL server. After a restart of the machine, another
    /// program may have its number; in a container whose first process collects no orphans, a dead one keeps it.
    boolean mayRun() throws IOException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive() || isDefunct()) {
            return false;
        }
        String program = process.info().command().orElse(null);
        return program == null || program.endsWith("postgres");
    }

    /// Whether Linux keeps of the process no more than its number (proc_pid_stat(5), state Z).
    private boolean isDefunct() throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static @Nullable Long number(String line) {
        try {
            return Long.valueOf(line.strip());
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
