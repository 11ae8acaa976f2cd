package org.caricom.conch.sharing;

import java.util.List;

/// One page of a collection, oldest first.
///
/// @param items what is on it
/// @param more  whether there is more after the last one
public record PublicationPage(List<Published> items, boolean more) {
    public PublicationPage {
        items = List.copyOf(items);
    }
}
