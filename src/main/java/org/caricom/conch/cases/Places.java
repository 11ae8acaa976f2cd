package org.caricom.conch.cases;

import java.time.DateTimeException;
import java.time.Instant;

/// Places in the queue as text: the sort keys of the last case shown.
final class Places {
    /// Stands for a clock that never becomes due, as in the index.
    static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private Places() {}

    static String write(CaseRow row) {
        var clock = row.clock();
        Instant due = clock == null || !clock.open() || clock.due() == null ? NEVER : clock.due();
        return due + "|" + row.openedAt() + "|" + row.id();
    }

    static QueueStore.Place read(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("no place in a list");
        }
        try {
            return new QueueStore.Place(Instant.parse(parts[0]), Instant.parse(parts[1]), parts[2]);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no place in a list", e);
        }
    }
}
