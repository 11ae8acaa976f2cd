package org.caricom.conch.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The languages of the Community that the pages speak.
public enum Language {
    EN("en", "English", Locale.UK),
    FR("fr", "Français", Locale.FRANCE),
    HT("ht", "Kreyòl ayisyen", Locale.FRANCE),
    NL("nl", "Nederlands", Locale.of("nl", "NL")),
    ES("es", "Español", Locale.of("es", "ES"));

    private final String tag;
    private final String ownName;
    private final Locale numbers;

    Language(String tag, String ownName, Locale numbers) {
        this.tag = tag;
        this.ownName = ownName;
        this.numbers = numbers;
    }

    /// Its BCP 47 tag, for `lang` attributes, message files and the cookie.
    public String tag() {
        return tag;
    }

    /// Its name in itself.
    public String ownName() {
        return ownName;
    }

    /// The locale whose way of writing numbers it uses; the JDK has none for Haitian Creole, which writes them as
    /// French does.
    Locale numbers() {
        return numbers;
    }

    /// Reads [#tag()]; null when it is none of ours.
    static @Nullable Language parse(@Nullable String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return language;
            }
        }
        return null;
    }

    /// The one to speak: what the person chose, else the first of ours that the browser asks for, else English.
    ///
    /// @param chosen         the value of the language cookie
    /// @param acceptLanguage the header of RFC 9110 §12.5.4; its order is taken, its weights are only read for zero
    static Language choose(@Nullable String chosen, @Nullable String acceptLanguage) {
        Language own = parse(chosen);
        if (own != null) {
            return own;
        }
        if (acceptLanguage == null) {
            return EN;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                Language asked = parse(range.getRange().split("-", 2)[0]);
                if (asked != null && range.getWeight() > 0) {
                    return asked;
                }
            }
            return EN;
        } catch (IllegalArgumentException _) {
            return EN;
        }
    }
}
