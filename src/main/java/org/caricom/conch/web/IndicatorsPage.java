package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// Released indicators: search, and look-up of many values at once.
///
/// @param value   the text searched for
/// @param type    the type chosen; null for all
/// @param types   the types one can choose
/// @param rows    what was found
/// @param looked  whether rows answer a look-up of many values
/// @param pasted  what was pasted for the look-up
/// @param summary what was found, in words; null before asking
/// @param next    the address of further rows; null when there are none
/// @param held    what is held back from blocking feeds, for those who decide on it
public record IndicatorsPage(
        String value,
        @Nullable String type,
        List<QueuePage.Option> types,
        List<Row> rows,
        boolean looked,
        String pasted,
        @Nullable String summary,
        @Nullable String next,
        List<Held> held) {
    public IndicatorsPage {
        types = List.copyOf(types);
        rows = List.copyOf(rows);
        held = List.copyOf(held);
    }

    /// One indicator that is held back.
    ///
    /// @param why in words
    public record Held(String href, String value, String why) {}

    /// One value.
    ///
    /// @param href    the address of its page; null when it is not known
    /// @param known   whether it is released to the reader
    /// @param note    what it is, in words
    /// @param since   when it was released, in words; empty when not known
    public record Row(
            @Nullable String href,
            String value,
            String type,
            boolean known,
            String note,
            String since,
            @Nullable Tlp tlp) {}
}
