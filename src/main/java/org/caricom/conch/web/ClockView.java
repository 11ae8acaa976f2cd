package org.caricom.conch.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One clock as every page shows it: a shape, time in words, and what it is the clock of.
///
/// @param shape  how it stands
/// @param used   how much of its time is used, 0 to 100; drawn only while it runs
/// @param words  the time in words: `41 min left`
/// @param name   what is due: `Notification, 72 h`
/// @param detail when it is due and by which rule; null in short lists
/// @param due    when it is due; null when there is no such time
public record ClockView(
        Shape shape,
        int used,
        String words,
        String name,
        @Nullable String detail,
        @Nullable Instant due) {
    /// How a clock stands; each has its own drawing.
    public enum Shape {
        OK("ok", "", ""),
        SOON("soon", "warn", ""),
        LATE("late", "bad", "alert"),
        MET("met", "good", "check"),
        STOPPED("stopped", "soft", "pause"),
        UNKNOWN("unknown", "soft", "unknown");

        private final String word;
        private final String colour;
        private final String icon;

        Shape(String word, String colour, String icon) {
            this.word = word;
            this.colour = colour;
            this.icon = icon;
        }

        public String word() {
            return word;
        }

        /// The class that colours it; empty for ink.
        public String colour() {
            return colour;
        }

        /// Its drawing in the sprite; empty for the ring, which is drawn in place.
        public String icon() {
            return icon;
        }
    }

    /// The ring's dashes: the part used, of 100.
    public String dashes() {
        return Math.clamp(used, 0, 100) + " 100";
    }
}
