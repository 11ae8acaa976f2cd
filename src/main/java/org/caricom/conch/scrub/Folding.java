package org.caricom.conch.scrub;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Brings a text to the form in which it is compared, so that case, accents, width, separators and letters that look
/// alike
/// hide nothing.
final class Folding {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern IGNORABLE = Pattern.compile("[\\p{Cf}\\u00ad]+");

    /// What a character looks like: digits used for letters, then Cyrillic, then Greek ones.
    private static final Map<Character, Character> ALIKE = pairs("0o 1i li 3e 4a 5s 7t 8b 9g vu "
            + "аa еe оo рp сc уy хx іi јi ѕs ԁd һh ԛq ԝw кk мm тt вb нh "
            + "αa εe οo ρp ιi κk νu τt υu χx βb ηn");

    private Folding() {}

    /// Lower case without accents, in compatibility form, without invisible characters.
    static String fold(String text) {
        String plain = IGNORABLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("");
        String bare = MARKS.matcher(plain).replaceAll("");
        return bare.toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace('ı', 'i')
                .replace('ø', 'o')
                .replace('đ', 'd')
                .replace('ł', 'l');
    }

    /// Letters and digits of a folded text alone.
    static String squeeze(String folded) {
        StringBuilder squeezed = new StringBuilder(folded.length());
        folded.codePoints().filter(Character::isLetterOrDigit).forEach(squeezed::appendCodePoint);
        return squeezed.toString();
    }

    /// The runs of letters and digits of a folded text.
    static List<String> words(String folded) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        folded.codePoints().forEach(point -> {
            if (Character.isLetterOrDigit(point)) {
                word.appendCodePoint(point);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /// A squeezed text with every letter of a group of look-alikes made the same one.
    static String alike(String squeezed) {
        StringBuilder same = new StringBuilder(squeezed.length());
        for (int i = 0; i < squeezed.length(); i++) {
            char character = squeezed.charAt(i);
            same.append(ALIKE.getOrDefault(character, character).charValue());
        }
        return same.toString().replace("rn", "m");
    }

    private static Map<Character, Character> pairs(String text) {
        Map<Character, Character> pairs = new HashMap<>();
        for (String pair : text.strip().split(" ", -1)) {
            pairs.put(pair.charAt(0), pair.charAt(1));
        }
        return Map.copyOf(pairs);
    }
}
