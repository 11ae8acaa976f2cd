package org.caricom.conch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One action plan, with what people state and what live data says.
///
/// @param plans    all plans, for the tabs
/// @param say      the plan in one sentence
/// @param note     how complete the text is
/// @param sources  where the text is from
/// @param areas    its areas
/// @param measures what the plan itself wants measured
public record PlanPage(
        List<Tab> plans,
        String id,
        String title,
        String say,
        String note,
        List<String> sources,
        List<Area> areas,
        List<Measure> measures) {
    public PlanPage {
        plans = List.copyOf(plans);
        sources = List.copyOf(sources);
        areas = List.copyOf(areas);
        measures = List.copyOf(measures);
    }

    /// One plan of the catalogue.
    public record Tab(String name, String href, boolean current) {}

    /// One area.
    ///
    /// @param done  how many of its actions are stated to be done
    /// @param cases how many cases are evidence for its actions, in words; null when none can be
    public record Area(
            String id,
            String title,
            List<Action> actions,
            int done,
            @Nullable String cases) {
        public Area {
            actions = List.copyOf(actions);
        }

        /// Its place on the page.
        public String anchor() {
            return "area-" + id;
        }

        /// The bar's length, 0 to 100.
        public long percent() {
            return actions.isEmpty() ? 0 : Math.round(100.0 * done / actions.size());
        }
    }

    /// One action.
    ///
    /// @param about    who leads it and when it is due, in words; empty when the source says neither
    /// @param reported what the source says of its progress; null when nothing
    /// @param status   how it stands, as a person stated it, in words
    /// @param look     the icon of the status
    /// @param live     what cases show, in words; null when no case can be evidence for it
    /// @param why      why a case counts; null when none can
    public record Action(
            String id,
            String title,
            String about,
            @Nullable String reported,
            String status,
            String look,
            @Nullable String live,
            @Nullable String why) {
        /// Its place on the page.
        public String anchor() {
            return anchor(id);
        }

        /// The place of the action `id`.
        public static String anchor(String id) {
            return "action-" + id;
        }
    }

    /// One measure of the plan.
    ///
    /// @param target what the plan wants, in words
    /// @param live   what Conch sees of it, in words
    /// @param means  what that counts
    public record Measure(String title, String target, String live, String means) {}
}
