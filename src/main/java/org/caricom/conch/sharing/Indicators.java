package org.caricom.conch.sharing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caricom.conch.access.Caller;
import org.caricom.conch.db.Database;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.caricom.conch.format.Observables;
import org.caricom.conch.render.ClearedIndicator;
import org.jspecify.annotations.Nullable;

/// Looks for values in what a caller's collections hold.
public final class Indicators {
    /// Most values of one look-up.
    public static final int MOST = 1000;

    private final Database database;
    private final PublicationStore store = new PublicationStore();

    public Indicators(Database database) {
        this.database = database;
    }

    /// What is known of one value.
    ///
    /// @param value as it was asked for
    /// @param found indicators that test it; empty when none does
    public record Answered(String value, List<ClearedIndicator> found) {
        public Answered {
            found = List.copyOf(found);
        }
    }

    /// Indicators for a value, in any usual way of writing it.
    ///
    /// @param type only of this kind; null for any
    public List<ClearedIndicator> search(Caller caller, String value, @Nullable ObservableType type) {
        return lookUp(caller, List.of(value), type).getFirst().found();
    }

    /// What is known of each of up to [#MOST] values, in their order. One statement.
    public List<Answered> lookUp(Caller caller, List<String> values, @Nullable ObservableType type) {
        if (values.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " values");
        }
        List<List<ClearedIndicator>> found = new ArrayList<>();
        values.forEach(_ -> found.add(new ArrayList<>()));
        Collection collection = Collection.widestFor(caller);
        if (collection != null && !values.isEmpty()) {
            List<PublicationStore.Wanted> wanted =
                    values.stream().map(value -> wanted(value, type)).toList();
            database.read(tx -> store.lookUp(tx, collection, wanted))
                    .forEach(hit -> found.get(hit.position()).add(hit.indicator()));
        }
        List<Answered> answers = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            answers.add(new Answered(values.get(i), found.get(i)));
        }
        return answers;
    }

    /// The newest indicators, newest first.
    ///
    /// @param type   only of this kind of value; null for all
    /// @param before only what was added earlier; null from the newest on
    public List<ClearedIndicator> newest(
            Caller caller, @Nullable ObservableType type, @Nullable Instant before, int limit) {
        Collection collection = Collection.widestFor(caller);
        return collection == null
                ? List.of()
                : database.read(tx -> store.newest(tx, collection, type == null ? null : type.word(), before, limit));
    }

    private static PublicationStore.Wanted wanted(String value, @Nullable ObservableType type) {
        Observable read = type == null ? Observables.parse(value) : Observables.normalise(type, value);
        return read == null
                ? new PublicationStore.Wanted(value.strip(), type == null ? null : type.word())
                : new PublicationStore.Wanted(read.value(), type == null ? null : type.word());
    }
}
