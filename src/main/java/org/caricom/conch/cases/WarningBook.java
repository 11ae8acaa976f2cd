package org.caricom.conch.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.Sha256;

/// The warning lists of this process: loaded once for each of their versions, which is asked for at every use. No
/// process
/// ever decides by lists that another has changed already.
public final class WarningBook {
    private record Edition(long version, Map<String, Entry> lists, WarningLists all) {}

    private record Entry(Sha256 digest, WarningLists.Loaded loaded) {}

    private final WarningListStore store = new WarningListStore();
    private volatile Edition edition = new Edition(0, Map.of(), WarningLists.standard());

    /// The lists as they are now, which nobody changes before the transaction ends: what is decided by them is there
    /// when a change is applied to all that was decided before.
    public WarningLists in(Transaction tx) {
        store.holdStill(tx);
        return now(tx);
    }

    /// The lists as they are now, for a look.
    public WarningLists now(Transaction tx) {
        Edition known = edition;
        if (store.version(tx) == known.version()) {
            return known.all();
        }
        WarningListStore.Shelf shelf = store.shelf(tx);
        Map<String, Entry> lists = new HashMap<>();
        shelf.digests().forEach((name, digest) -> {
            Entry before = known.lists().get(name);
            if (before != null && before.digest().equals(digest)) {
                lists.put(name, before);
                return;
            }
            // Outside of a transaction it may be gone meanwhile; the next look sees another version then.
            WarningList list = store.find(tx, name);
            if (list != null) {
                lists.put(name, new Entry(digest, WarningLists.Loaded.of(list)));
            }
        });
        List<WarningLists.Loaded> sorted = new ArrayList<>();
        lists.keySet().stream()
                .sorted()
                .forEach(name ->
                        sorted.add(Objects.requireNonNull(lists.get(name)).loaded()));
        Edition read = new Edition(shelf.version(), lists, WarningLists.standardAnd(sorted));
        edition = read;
        return read.all();
    }
}
