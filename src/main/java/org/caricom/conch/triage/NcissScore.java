package org.caricom.conch.triage;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A score by CISA's National Cyber Incident Scoring System, with everything that made it.
///
/// @param value      0 to 100, one decimal
/// @param level      by the cut-offs of `cutOffs`
/// @param inputs     the eight categories, in the order of the tables
/// @param incomplete whether a category was not answered, and so counts as its lowest
/// @param tables     version of the weights and values
/// @param cutOffs    version of the cut-offs
public record NcissScore(
        BigDecimal value, Level level, List<Input> inputs, boolean incomplete, String tables, String cutOffs) {

    /// One category of the score.
    ///
    /// @param category slug: `functional-impact`
    /// @param label    its name in English
    /// @param choice   slug of the option taken; null when not answered
    /// @param choiceLabel its name in English; null when not answered
    /// @param points   what it adds to the score; level 0 of the location takes a little away
    /// @param possible the most that this category can add
    public record Input(
            String category,
            String label,
            @Nullable String choice,
            @Nullable String choiceLabel,
            BigDecimal points,
            BigDecimal possible) {
        /// Whether the report answered it.
        public boolean answered() {
            return choice != null;
        }
    }

    public NcissScore {
        inputs = List.copyOf(inputs);
    }
}
