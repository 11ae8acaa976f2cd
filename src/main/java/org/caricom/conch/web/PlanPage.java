package org.caricom.conch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One action plan, with what live data says.
///
/// @param plans   all plans, for the tabs
/// @param say     the plan in one sentence
/// @param note    how complete the text is; null when it is whole
/// @param sources where the text is from
/// @param areas   its areas
public record PlanPage(
        List<Tab> plans,
        String id,
        String title,
        String say,
        @Nullable String note,
        List<String> sources,
        List<Area> areas) {
    public PlanPage {
        plans = List.copyOf(plans);
        sources = List.copyOf(sources);
        areas = List.copyOf(areas);
    }

    /// One plan of the catalogue.
    public record Tab(String name, String href, boolean current) {}

    /// One area.
    ///
    /// @param anchor its place on the page
    /// @param cases  how many cases count for its actions
    /// @param max    the most cases that any area has, for the bars
    public record Area(String id, String anchor, String title, List<Action> actions, long cases, long max) {
        public Area {
            actions = List.copyOf(actions);
        }

        /// The bar's length: its cases of the most that any area has, 0 to 100.
        public long percent() {
            return max == 0 ? 0 : Math.round(100.0 * cases / max);
        }
    }

    /// One action.
    ///
    /// @param leads    who leads it, in words; null when the source names none
    /// @param due      when it is due, in words; null when not stated
    /// @param reported what the source says of its progress; null when nothing
    /// @param status   what Conch says of it, in words; null when nothing
    /// @param look     the icon of the status
    /// @param figures  what live data says
    public record Action(
            String id,
            String title,
            @Nullable String leads,
            @Nullable String due,
            @Nullable String reported,
            @Nullable String status,
            String look,
            List<String> figures) {
        public Action {
            figures = List.copyOf(figures);
        }

        /// Its place on the page.
        public String anchor() {
            return "action-" + id;
        }
    }
}
