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

    /// When somebody last decided on sharing or took a decision back: how many have told of a value changes with it,
    /// though nothing is added. The epoch when nobody ever did.
    public Instant decided() {
        return database.read(store::decided);
    }

    /// The same of what was added before a time.
    public @Nullable Instant newestBefore(Collection collection, Instant time) {
        return database.read(tx -> store.newestBefore(tx, collection, time));
    }

    /// When somebody last held an indicator back from blocking, or let it go, by a time; null when nobody had.
    public @Nullable Instant holdsChangedBy(Instant time) {
        return database.read(tx -> store.holdsChangedBy(tx, time));
    }

    /// Whether a collection holds an indicator, not withdrawn, for this kind of value.
    public boolean holds(Collection collection, ObservableType type) {
        return database.<Boolean>read(tx -> store.holds(tx, collection, type.word()));
    }

    /// Hands over the indicators of a collection, withdrawn ones too, oldest first; few are in memory at a time, and
    /// no connection is held while `each` has them, since that may write to a slow reader. What gets a new version
    /// meanwhile may come twice, the newer one later.
    public void eachIndicator(Collection collection, FeedQuery query, Consumer<ClearedIndicator> each) {
        List<ClearedIndicator> some;
        Instant after = query.since();
        do {
            Instant from = after;
            some = database.read(tx -> store.indicators(tx, collection, query, from, AT_ONCE));
            some.forEach(each);
            after = some.isEmpty() ? from : some.getLast().addedAt();
        } while (some.size() == AT_ONCE);
    }

    /// Hands over every object of a collection as it stands now, oldest first, in the same way.
    public void eachObject(Collection collection, @Nullable Instant since, Consumer<Published> each) {
        PublicationPage page;
        Instant after = since;
        do {
            page = page(collection, PublicationQuery.everything(after, AT_ONCE));
            page.items().forEach(each);
            after = page.items().isEmpty() ? after : page.items().getLast().addedAt();
        } while (page.more());
    }

    /// The days on which the indicators of a collection were first shared, the latest first.
    ///
    /// @param now what expired by then counts as a change of its day
    public List<FeedDay> days(Collection collection, Instant now) {
        return database.read(tx -> store.days(tx, collection, now));
    }
}
