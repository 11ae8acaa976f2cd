package org.caricom.conch.cases;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import org.caricom.conch.domain.Sha256;

/// A set of texts that keeps 128 bits of the SHA-256 of each and nothing else: 22 bytes a text, however long it is.
///
/// Nobody can make a text that is taken for another: that needs a second text with the same half of its digest.
final class DigestSet {
    private static final double ROOM = 1.4;

    private final long[] table;
    private final int slots;

    private DigestSet(int slots) {
        this.slots = slots;
        this.table = new long[2 * slots];
    }

    static DigestSet of(Collection<String> texts) {
        DigestSet set = new DigestSet((int) Math.min(1 << 29, 1 + Math.ceil(texts.size() * ROOM)));
        MessageDigest sha256 = Sha256.digest();
        for (String text : texts) {
            set.add(digest(sha256, text));
        }
        return set;
    }

    boolean contains(String text) {
        return find(digest(Sha256.digest(), text)) >= 0;
    }

    private void add(ByteBuffer digest) {
        int at = find(digest);
        if (at < 0) {
            table[-at - 1] = digest.getLong(0);
            table[-at] = digest.getLong(Long.BYTES);
        }
    }

    /// The place of a digest, or minus one more than the free place where it would be.
    private int find(ByteBuffer digest) {
        long first = digest.getLong(0);
        long second = digest.getLong(Long.BYTES);
        int slot = (int) Long.remainderUnsigned(first, slots);
        while (true) {
            long one = table[2 * slot];
            long other = table[2 * slot + 1];
            if (one == 0 && other == 0) {
                return -(2 * slot) - 1;
            }
            if (one == first && other == second) {
                return 2 * slot;
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
        }
    }

    private static ByteBuffer digest(MessageDigest sha256, String text) {
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
