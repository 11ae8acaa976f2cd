package org.caricom.conch.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import org.caricom.conch.triage.Level;
import org.caricom.conch.triage.NcissScore;
import org.jspecify.annotations.Nullable;

/// Puts scores into words: number, level, and what made them.
final class ScoreWords {
    private final Messages messages;

    ScoreWords(Messages messages) {
        this.messages = messages;
    }

    /// As lists show it.
    ScoreView brief(BigDecimal value, Level level, boolean incomplete) {
        return new ScoreView(rounded(value), decimal(value), band(level), level(level), incomplete, List.of(), null);
    }

    /// As its case shows it.
    ScoreView whole(NcissScore score) {
        return new ScoreView(
                rounded(score.value()),
                decimal(score.value()),
                band(score.level()),
                level(score.level()),
                score.incomplete(),
                score.inputs().stream().map(this::input).toList(),
                score.tables());
    }

    String level(Level level) {
        return messages.text("level." + level.word());
    }

    private ScoreView.Input input(NcissScore.Input input) {
        return new ScoreView.Input(
                word("nciss." + input.category(), input.label()),
                choice(input),
                tenths(input.points()),
                tenths(input.possible()),
                decimal(input.points()),
                decimal(input.possible()));
    }

    private @Nullable String choice(NcissScore.Input input) {
        String label = input.choiceLabel();
        if (label == null) {
            return null;
        }
        String sector = input.category().equals("cross-sector") ? messages.find("sector." + input.choice()) : null;
        return sector != null ? sector : word("nciss." + input.category() + "." + input.choice(), label);
    }

    /// The rules name categories and options in English; the message files may know them in the reader's language.
    private String word(String key, String english) {
        String own = messages.find(key);
        return own == null ? english : own;
    }

    private String decimal(BigDecimal value) {
        NumberFormat format = NumberFormat.getNumberInstance(messages.language().numbers());
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }

    private static int rounded(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP).intValueExact();
    }

    private static int tenths(BigDecimal value) {
        return Math.max(
                0, value.movePointRight(1).setScale(0, RoundingMode.HALF_UP).intValue());
    }

    private static ScoreView.Band band(Level level) {
        return switch (level) {
            case EMERGENCY -> ScoreView.Band.EMERGENCY;
            case SEVERE -> ScoreView.Band.SEVERE;
            case HIGH -> ScoreView.Band.HIGH;
            case MEDIUM -> ScoreView.Band.MEDIUM;
            case LOW -> ScoreView.Band.LOW;
            case MINOR -> ScoreView.Band.MINOR;
            case NEGLIGIBLE -> ScoreView.Band.NEGLIGIBLE;
        };
    }
}
