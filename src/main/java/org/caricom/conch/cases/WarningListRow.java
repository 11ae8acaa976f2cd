package org.caricom.conch.cases;

import java.time.Instant;
import java.util.Set;
import org.caricom.conch.domain.ObservableType;

/// What is told of a warning list without its entries.
///
/// @param types   the kinds of value it is about; empty for all
/// @param own     whether the exchange keeps it itself
/// @param entries how many there are
public record WarningListRow(
        String name,
        String description,
        long version,
        WarningList.Kind kind,
        Set<ObservableType> types,
        boolean own,
        int entries,
        Instant changedAt,
        String changedBy) {
    public WarningListRow {
        types = Set.copyOf(types);
    }
}
