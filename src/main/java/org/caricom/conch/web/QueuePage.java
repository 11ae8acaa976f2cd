package org.caricom.conch.web;

import java.util.List;
import org.caricom.conch.domain.CaseId;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Tlp;
import org.jspecify.annotations.Nullable;

/// The desk: cases by their next clock, in groups of urgency.
///
/// @param title    the view's name
/// @param subtitle how many cases it holds, in words
/// @param views    the views at the side
/// @param chips    filters that hold now
/// @param filters  filters one can add
/// @param text     the words searched for; empty when none are
/// @param kept     query parameters that the filter form keeps: the view
/// @param reminder what the reader should see to besides cases; null when there is nothing
/// @param groups   late, due soon, later, no clock
/// @param empty    why there is no row; null when there are rows
/// @param next     the address of further rows; null when there are none
public record QueuePage(
        String title,
        String subtitle,
        List<View> views,
        List<Chip> chips,
        List<Choice> filters,
        String text,
        String kept,
        @Nullable String reminder,
        List<Group> groups,
        @Nullable String empty,
        @Nullable String next) {
    public QueuePage {
        views = List.copyOf(views);
        chips = List.copyOf(chips);
        filters = List.copyOf(filters);
        groups = List.copyOf(groups);
    }

    /// The strictest marking of what it shows, for printed sheets; null when it shows nothing.
    public @Nullable Tlp strictest() {
        return groups.stream()
                .flatMap(group -> group.rows().stream())
                .map(Row::tlp)
                .reduce(Tlp::strictest)
                .orElse(null);
    }

    /// One view at the side.
    public record View(String label, String href, int count, boolean current) {}

    /// One filter that holds, and the address without it.
    public record Chip(String label, String value, String without) {}

    /// One filter that can be set.
    public record Choice(
            String name, String label, @Nullable String chosen, List<Option> options) {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /// One value of a choice.
    public record Option(String value, String label) {}

    /// Rows of one urgency.
    public record Group(String title, List<Row> rows) {
        public Group {
            rows = List.copyOf(rows);
        }
    }

    /// One case in a list.
    ///
    /// @param href     its address, with the view it is seen in
    /// @param language the language of the title
    /// @param kind     class and sector in words
    /// @param clock    the next clock; null when none runs
    /// @param seenIn   in how many states its values were seen, itself included
    /// @param owner    null when it is no one's
    /// @param mine     whether it is the reader's
    public record Row(
            CaseId id,
            String href,
            String title,
            String language,
            ScoreView score,
            String kind,
            MemberCode member,
            String memberName,
            @Nullable ClockView clock,
            int seenIn,
            String state,
            @Nullable String owner,
            boolean mine,
            Tlp tlp) {}
}
