package org.caricom.conch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers of the palette: commands, cases and values in one box.
///
/// @param text   what was typed
/// @param groups what fits it; a group without hits is left out
public record SearchPage(String text, List<Group> groups) {
    public SearchPage {
        groups = List.copyOf(groups);
    }

    /// Hits of one kind.
    public record Group(String title, List<Hit> hits) {
        public Group {
            hits = List.copyOf(hits);
        }
    }

    /// One hit.
    ///
    /// @param icon its drawing; null when an id stands in its place
    /// @param code an id before the words; null when there is none
    /// @param key  the keys that do the same; null when there are none
    public record Hit(
            String href,
            @Nullable String icon,
            @Nullable String code,
            String text,
            @Nullable String key) {}
}
