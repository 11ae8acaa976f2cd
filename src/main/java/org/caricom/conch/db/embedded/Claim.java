package org.caricom.conch.db.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/// One process's use of a data directory: locks on bytes of a file that the system drops when the process
/// dies, so nothing is ever left to clear.
///
/// Byte 0 is held while the server is started or stopped; every user holds one other byte, and whoever gets
/// all of them at once is the last.
final class Claim implements AutoCloseable {
    private static final long LAST_BYTE = 1L << 40;

    private final FileChannel channel;
    private final FileLock own;

    private Claim(FileChannel channel, FileLock own) {
        this.channel = channel;
        this.own = own;
    }

    /// What must not happen in two processes at once.
    interface Step<T> {
        T run() throws IOException, InterruptedException;
    }

    static Claim on(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("in-use"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock own = channel.lock(ThreadLocalRandom.current().nextLong(1, LAST_BYTE), 1, false);
        return new Claim(channel, own);
    }

    /// Runs `step` while no other process starts or stops the server.
    <T> T alone(Step<T> step) throws IOException, InterruptedException {
        try (FileLock _ = channel.lock(0, 1, false)) {
            return step.run();
        }
    }

    /// Ends this use, and runs `last` if nobody else uses the directory. The second time does nothing.
    void release(Step<?> last) throws IOException, InterruptedException {
        if (!channel.isOpen()) {
            return;
        }
        own.release();
        try (FileLock everything = channel.tryLock(0, LAST_BYTE + 1, false)) {
            if (everything != null) {
                last.run();
            }
        } catch (OverlappingFileLockException _) {
            // Another part of this very process still uses it.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
