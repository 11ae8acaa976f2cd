package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.render.ClearedIndicator;
import org.jspecify.annotations.Nullable;

/// What is in the collections, for the doors that serve it. Whether a caller may read a collection is told by
/// [Collection#readableBy].
public final class Publications {
    private static final int AT_ONCE = 500;

    private final Database database;
    private final PublicationStore store = new PublicationStore();

    public Publications(Database database) {
        this.database = database;
    }

    /// One page of a collection, oldest first. One statement.
    public PublicationPage page(Collection collection, PublicationQuery query) {
        List<Published> rows = database.read(tx -> store.page(tx, collection, query, query.limit() + 1));
        boolean more = rows.size() > query.limit();
        return new PublicationPage(more ? rows.subList(0, query.limit()) : rows, more);
    }

    /// Stands for the state of all collections: as long as it is the same, every page is. Read it before a page that is
    /// to be kept.
    public Instant version() {
        return database.read(store::clock);
    }

    /// When the newest of a collection was added: as long as this stays, so does all of it. Null when it is empty.
    public @Nullable Instant newest(Collection collection) {
        return database.read(tx -> store.newest(tx, collection));
    }

    /// Hands over every indicator of a collection, withdrawn ones too, oldest first; few are in memory at a time, and
    /// no connection is held while `each` has them, since that may write to a slow reader. What gets a new version
    /// meanwhile may come twice, the newer one later.
    ///
    /// @param type  only of this kind of value; null for all
    /// @param since only what was added later; null for all
    public void eachIndicator(
            Collection collection,
            @Nullable ObservableType type,
            @Nullable Instant since,
            Consumer<ClearedIndicator> each) {
        String word = type == null ? null : type.word();
        List<ClearedIndicator> some;
        Instant after = since;
        do {
            Instant from = after;
            some = database.read(tx -> store.indicators(tx, collection, word, from, AT_ONCE));
            some.forEach(each);
            after = some.isEmpty() ? from : some.getLast().addedAt();
        } while (some.size() == AT_ONCE);
    }
}
