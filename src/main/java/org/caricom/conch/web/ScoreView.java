package org.caricom.conch.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How bad a case is, by NCISS: number, word and ladder.
///
/// @param number     the rounded score, 0 to 100
/// @param exact      the score with one decimal, as text
/// @param band       the level's look
/// @param word       the level's name
/// @param incomplete whether inputs are missing, so that it may still rise
/// @param inputs     what makes it; empty in lists
/// @param rules      the version of the weights; null in lists
public record ScoreView(
        int number,
        String exact,
        Band band,
        String word,
        boolean incomplete,
        List<Input> inputs,
        @Nullable String rules) {
    /// Where levels begin, as the ruler marks them.
    public static final List<Integer> CUTS = List.of(35, 50, 65, 75, 90);

    public ScoreView {
        inputs = List.copyOf(inputs);
    }

    /// The levels of the scale, from the top.
    public enum Band {
        EMERGENCY("ink", 5),
        SEVERE("bad", 4),
        HIGH("warn", 3),
        MEDIUM("mid", 2),
        LOW("good", 1),
        MINOR("info", 0),
        NEGLIGIBLE("soft", 0);

        private final String colour;
        private final int steps;

        Band(String colour, int steps) {
            this.colour = colour;
            this.steps = steps;
        }

        public String colour() {
            return colour;
        }

        /// The ladder in the sprite.
        public String icon() {
            return "lv" + steps;
        }
    }

    /// One input: what was chosen and what it adds.
    ///
    /// @param name   the category
    /// @param choice the choice in words; null when the report does not say
    /// @param points what it adds, in tenths
    /// @param most   what it could add, in tenths
    /// @param pointsText `points` as it is written
    /// @param mostText   `most` as it is written
    public record Input(
            String name, @Nullable String choice, int points, int most, String pointsText, String mostText) {}
}
