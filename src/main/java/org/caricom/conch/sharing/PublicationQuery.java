package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody wants of a collection; empty sets ask for no special one.
///
/// @param ids      STIX identifiers
/// @param types    STIX types
/// @param versions which versions of each object
/// @param after    only what was added later than this; null from the beginning
/// @param limit    most items on the page
public record PublicationQuery(
        Set<String> ids,
        Set<String> types,
        Versions versions,
        @Nullable Instant after,
        int limit) {

    /// Which versions are wanted; several wishes add up.
    ///
    /// @param last    the latest one
    /// @param first   the first one that the collection holds
    /// @param all     each of them
    /// @param exactly those of these times
    public record Versions(boolean last, boolean first, boolean all, Set<Instant> exactly) {
        public static final Versions LAST = new Versions(true, false, false, Set.of());
        public static final Versions ALL = new Versions(false, false, true, Set.of());

        public Versions {
            exactly = Set.copyOf(exactly);
        }
    }

    public PublicationQuery {
        ids = Set.copyOf(ids);
        types = Set.copyOf(types);
        if (limit < 1) {
            throw new IllegalArgumentException("a page has room for something");
        }
    }

    /// Everything that stands, from a place on.
    public static PublicationQuery everything(@Nullable Instant after, int limit) {
        return new PublicationQuery(Set.of(), Set.of(), Versions.LAST, after, limit);
    }
}
