package org.caricom.conch.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Finds archives that would swamp whoever opens them. Nothing that is inflated here is kept: a report's
/// evidence is known by its hash, and people who open it should not be the first to find out.
///
/// What cannot be inflated (encrypted, cut off, another method) is no bomb to this reader, and is left as it
/// is.
final class Archives {
    private static final int RATIO = 100;
    private static final int HARMLESS = 1024 * 1024;
    private static final long MOST_INFLATED = 64L * 1024 * 1024;
    private static final int MOST_ENTRIES = 1000;
    private static final int DEEPEST = 2;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int CENTRAL_HEADER_SIZE = 46;

    private final int packed;
    private long inflated;
    private int entries;

    private Archives(int packed) {
        this.packed = packed;
    }

    /// A limit was passed; the message says which.
    private static final class Bomb extends IOException {
        private static final long serialVersionUID = 1;

        Bomb(String message) {
            super(message);
        }
    }

    /// What is wrong with an archive, in a sentence; null when it is none, or a tame one.
    static @Nullable String bomb(byte[] bytes) {
        if (!isZip(bytes) && !isGzip(bytes)) {
            return null;
        }
        Archives archives = new Archives(bytes.length);
        try {
            if (isZip(bytes)) {
                archives.declared(bytes);
            }
            archives.open(new ByteArrayInputStream(bytes), 0);
            return null;
        } catch (Bomb e) {
            return e.getMessage();
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean isZip(byte[] bytes) {
        return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    /// What the central directory says: entries can overlap there, so that the local headers tell of one only.
    private void declared(byte[] bytes) throws Bomb {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        int count = 0;
        for (int i = 0; i + CENTRAL_HEADER_SIZE <= bytes.length; i++) {
            if (bytes[i] == 'P' && buffer.getInt(i) == CENTRAL_HEADER) {
                sum += Integer.toUnsignedLong(buffer.getInt(i + 24));
                count++;
                i += CENTRAL_HEADER_SIZE - 1;
            }
        }
        entries(count);
        size(sum);
    }

    private void open(InputStream in, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new Bomb("There are archives in archives in archives.");
        }
        in.mark(4);
        byte[] head = in.readNBytes(4);
        in.reset();
        if (isZip(java.util.Arrays.copyOf(head, 5))) {
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries(++entries);
                entry(new Counted(zip), depth + 1);
            }
        } else if (isGzip(head)) {
            open(new BufferedInputStream(new Counted(new GZIPInputStream(in)), 4096), depth + 1);
        } else {
            drain(in);
        }
    }

    /// An entry; archives among them are opened as well, as deep as it takes to say that they go too deep. What
    /// an archive in it leaves unread is read here: the JDK would do so too, without an end.
    private void entry(InputStream entry, int depth) throws IOException {
        try {
            open(new BufferedInputStream(entry, 4096), depth);
        } catch (Bomb e) {
            throw e;
        } catch (IOException _) {
            // It only begins like an archive.
        }
        drain(entry);
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        int read = in.read(buffer);
        while (read > 0) {
            read = in.read(buffer);
        }
    }

    /// Counts whatever is inflated, by whoever reads it: the JDK reads names, comments and what it skips as well.
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(read);
            return read;
        }

        @Override
        public long skip(long most) throws IOException {
            long skipped = super.skip(most);
            count(skipped);
            return skipped;
        }

        private void count(long octets) throws Bomb {
            inflated += Math.max(octets, 0);
            size(inflated);
        }
    }

    private static void entries(int count) throws Bomb {
        if (count > MOST_ENTRIES) {
            throw new Bomb("There are more than " + MOST_ENTRIES + " files in this archive.");
        }
    }

    private void size(long unpacked) throws Bomb {
        if (unpacked > MOST_INFLATED || (unpacked > HARMLESS && unpacked / packed > RATIO)) {
            throw new Bomb("This archive would become more than " + RATIO + " times as large, or more than "
                    + MOST_INFLATED / HARMLESS + " MiB.");
        }
    }
}
