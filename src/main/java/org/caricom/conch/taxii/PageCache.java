package org.caricom.conch.taxii;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.caricom.conch.sharing.Collection;
import org.caricom.conch.sharing.PublicationQuery;
import org.jspecify.annotations.Nullable;

/// Pages as they were written last, for as long as no collection changes. It holds a bounded number of bytes, and
/// forgets
/// those first that were not asked for longest.
final class PageCache {
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    /// What a page costs beside its array: the filters that it answers, which are as long as a query may be.
    private static final int BESIDE = 8 * 1024;

    /// Which page.
    record Key(String list, Collection collection, PublicationQuery query) {}

    /// A written page.
    ///
    /// @param array the JSON array of its items; never changed
    /// @param count how many items
    /// @param first when the first was added; null when there are none
    /// @param last  when the last was
    /// @param more  whether others follow
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of a page for each reader would cost
    record Kept(
            byte[] array,
            int count,
            @Nullable Instant first,
            @Nullable Instant last,
            boolean more) {
        static final Kept EMPTY = new Kept(new byte[0], 0, null, null, false);
    }

    private final Map<Key, Kept> pages = new LinkedHashMap<>(64, 0.75f, true);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Instant version;
    private long bytes;

    /// The page as of this version of the collections; null when it is not kept.
    @Nullable Kept find(Key key, Instant current) {
        lock.lock();
        try {
            return current.equals(version) ? pages.get(key) : null;
        } finally {
            lock.unlock();
        }
    }

    /// Keeps a page that was read after the version was.
    void keep(Key key, Instant current, Kept page) {
        lock.lock();
        try {
            if (version == null || version.isBefore(current)) {
                version = current;
                pages.clear();
                bytes = 0;
            }
            if (!current.equals(version) || page.array().length > MOST_BYTES || pages.containsKey(key)) {
                return;
            }
            pages.put(key, page);
            bytes += weight(page);
            for (Iterator<Kept> oldest = pages.values().iterator(); bytes > MOST_BYTES && oldest.hasNext(); ) {
                bytes -= weight(oldest.next());
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private static long weight(Kept page) {
        return page.array().length + (long) BESIDE;
    }
}
