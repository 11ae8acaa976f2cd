package org.caricom.conch.web;

import org.jspecify.annotations.Nullable;

/// What a person chose about the pages themselves; kept in cookies, so that it holds before signing in too.
///
/// @param language the language of the pages
/// @param look     light, dark, or as the device has it
/// @param keys     whether single keys act (WCAG 2.2 §2.1.4)
public record Choices(Language language, Look look, boolean keys) {
    /// Light or dark.
    public enum Look {
        DEVICE("device"),
        LIGHT("light"),
        DARK("dark");

        private final String word;

        Look(String word) {
            this.word = word;
        }

        /// The word in the cookie and on `html`.
        public String word() {
            return word;
        }

        static Look parse(@Nullable String text) {
            for (Look look : values()) {
                if (look.word.equals(text)) {
                    return look;
                }
            }
            return DEVICE;
        }
    }
}
