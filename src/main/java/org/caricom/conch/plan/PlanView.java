package org.caricom.conch.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plan with what live data says.
///
/// @param text       the plan's own words
/// @param live       over all its actions; null when no case can be evidence for any
/// @param areas      in the plan's order
/// @param indicators the plan's own measures
public record PlanView(Catalogue.Plan text, @Nullable Live live, List<AreaView> areas, List<IndicatorView> indicators) {

    /// An area.
    ///
    /// @param done how many of its actions are stated to be done
    public record AreaView(Catalogue.Area text, @Nullable Live live, int done, List<ActionView> actions) {
        public AreaView {
            actions = List.copyOf(actions);
        }
    }

    /// An action: what the document says of it, what people state, and what cases show. The three are never mixed.
    ///
    /// @param live       null when no case can be evidence for it
    /// @param why        why a case counts; null when none can
    /// @param statements the newest for the action as a whole and for each member
    public record ActionView(
            Catalogue.Action text,
            @Nullable Live live,
            @Nullable String why,
            List<Statement> statements) {
        public ActionView {
            statements = List.copyOf(statements);
        }

        /// How it stands as a whole, as a person stated it; null when nobody did.
        public @Nullable Statement current() {
            return statements.stream()
                    .filter(statement -> statement.member() == null)
                    .findFirst()
                    .orElse(null);
        }
    }

    /// A measure of the plan beside what Conch sees of it.
    ///
    /// @param live  how many of the plan's members filed an incident in the last six months: the part of the
    ///              measure that reports can show
    /// @param means what `live` counts, in words
    public record IndicatorView(Catalogue.Indicator text, Figure live, String means) {}

    public PlanView {
        areas = List.copyOf(areas);
        indicators = List.copyOf(indicators);
    }
}
