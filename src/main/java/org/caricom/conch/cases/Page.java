package org.caricom.conch.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param items what is on it
/// @param next  the place after the last item, to be handed back as it is; null on the last page
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
