package org.caricom.conch.sharing;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.caricom.conch.access.Caller;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// The built-in collections, CONTRACT.md section 4: each holds what is marked so or wider.
public enum Collection {
    CLEAR(Tlp.CLEAR, UUID.fromString("5a9e6a3c-1f53-4c0a-9d0e-6f2b8a7c1d01"), "Public"),
    GREEN(Tlp.GREEN, UUID.fromString("8c1f4b7e-92d6-4e35-8a41-0b7d3e5f6a02"), "Community"),
    AMBER(Tlp.AMBER, UUID.fromString("e3b07d52-6c4a-4f18-b2c9-7a5d1e9f4c03"), "Members");

    private final Tlp tlp;
    private final UUID id;
    private final String title;

    Collection(Tlp tlp, UUID id, String title) {
        this.tlp = tlp;
        this.id = id;
        this.title = title;
    }

    /// The narrowest marking in it.
    public Tlp tlp() {
        return tlp;
    }

    /// Its TAXII identifier, the same on every hub.
    public UUID id() {
        return id;
    }

    /// Its TAXII alias: `green`.
    public String alias() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Who it is for, in one English word.
    public String title() {
        return title;
    }

    /// Reads an identifier or an alias; null when there is no such collection.
    public static @Nullable Collection parse(String text) {
        for (Collection collection : values()) {
            if (collection.alias().equals(text) || collection.id.toString().equals(text)) {
                return collection;
            }
        }
        return null;
    }

    /// The collections that a caller may read, from the widest.
    public static Set<Collection> readableBy(Caller caller) {
        return switch (caller.role()) {
            case PARTNER -> EnumSet.of(CLEAR, GREEN);
            case ANALYST, COORDINATOR, AUDITOR -> EnumSet.allOf(Collection.class);
            case ADMIN -> EnumSet.noneOf(Collection.class);
        };
    }

    /// The collection with all that a caller may read; null when there is none.
    public static @Nullable Collection widestFor(Caller caller) {
        List<Collection> readable = List.copyOf(readableBy(caller));
        return readable.isEmpty() ? null : readable.getLast();
    }

    /// The marking's place from wide to narrow, as stored.
    int rank() {
        return rank(tlp);
    }

    /// The place of any published marking.
    static int rank(Tlp tlp) {
        return switch (tlp) {
            case CLEAR -> 0;
            case GREEN -> 1;
            case AMBER -> 2;
            case AMBER_STRICT, RED -> throw new IllegalArgumentException("nothing is published so");
        };
    }

    /// The marking at a place.
    static Tlp tlpOf(int rank) {
        for (Collection collection : values()) {
            if (collection.rank() == rank) {
                return collection.tlp();
            }
        }
        throw new IllegalArgumentException("no such place: " + rank);
    }
}
