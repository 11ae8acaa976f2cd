package org.caricom.conch.sharing;

import java.util.Set;
import java.util.function.Predicate;
import org.caricom.conch.cases.WarningBook;
import org.caricom.conch.cases.WarningLists;
import org.caricom.conch.cases.WarningOverrides;
import org.caricom.conch.db.Transaction;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.Observable;

/// Which values warning lists hold back.
public interface KnownValues {
    /// What lists know.
    Predicate<Observable> listed(Transaction tx);

    /// What lists know and no coordinator has let go for this case.
    Predicate<Observable> withheld(Transaction tx, CaseId id);

    /// By the lists in force, which stay as they are until a transaction that asks ends.
    static KnownValues by(WarningBook book, WarningOverrides overrides) {
        return new KnownValues() {
            @Override
            public Predicate<Observable> listed(Transaction tx) {
                WarningLists lists = book.in(tx);
                return value -> lists.reason(value) != null;
            }

            @Override
            public Predicate<Observable> withheld(Transaction tx, CaseId id) {
                WarningLists lists = book.in(tx);
                Set<Observable> said = overrides.values(tx, id);
                return value -> lists.reason(value) != null && !said.contains(value);
            }
        };
    }
}
