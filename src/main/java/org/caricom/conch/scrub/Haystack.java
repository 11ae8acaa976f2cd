package org.caricom.conch.scrub;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.scrub.Finding.How;
import org.jspecify.annotations.Nullable;

/// One text of the output in every form in which a word could hide in it.
final class Haystack {
    /// Digits of a UUID.
    static final int IDENTIFIER = 32;

    private static final int ESCAPED_WITHIN_ESCAPED = 3;
    private static final Pattern PUNYCODE = Pattern.compile("(?i)xn--[a-z0-9-]+");

    /// A form of the text: its words, and all of it squeezed together.
    private record Form(How how, String squeezed, Set<String> words) {
        boolean hasAtAnEnd(String part) {
            return words.stream().anyMatch(word -> word.startsWith(part) || word.endsWith(part));
        }
    }

    private final List<Form> forms = new ArrayList<>();
    private final String alike;
    private final Set<String> digests;

    private Haystack(String alike, Set<String> digests) {
        this.alike = alike;
        this.digests = digests;
    }

    static Haystack of(String text) {
        String folded = Folding.fold(text);
        String readable = Folding.fold(withoutPunycode(text));
        List<String> words = Folding.words(folded);
        Haystack haystack = new Haystack(Folding.alike(Folding.squeeze(readable)), new HashSet<>(words));
        haystack.add(How.WRITTEN, folded);
        haystack.add(How.WRITTEN, readable);
        haystack.add(How.REVERSED, String.join(".", words.reversed()));
        haystack.add(How.REVERSED, new StringBuilder(folded).reverse().toString());
        haystack.addDecoded(text);
        String escaped = text;
        for (int depth = 0; depth < ESCAPED_WITHIN_ESCAPED; depth++) {
            String unescaped = unescaped(escaped);
            if (unescaped.equals(escaped)) {
                break;
            }
            haystack.add(How.ENCODED, Folding.fold(withoutPunycode(unescaped)));
            haystack.addDecoded(unescaped);
            escaped = unescaped;
        }
        return haystack;
    }

    /// How the needle is in here; null when it is not.
    @Nullable How find(Needle needle) {
        for (Form form : forms) {
            if (form.how == How.REVERSED && !needle.countsAsPart()) {
                continue;
            }
            if (form.words.contains(needle.squeezed())
                    || (form.how == How.WRITTEN && needle.countsAtAnEnd() && form.hasAtAnEnd(needle.squeezed()))
                    || (needle.countsAsPart() && form.squeezed.contains(needle.squeezed()))) {
                return form.how;
            }
        }
        return needle.countsAlike() && alike.contains(Folding.alike(needle.squeezed())) ? How.LOOK_ALIKE : null;
    }

    /// The identifier that stands in here, by its 32 digits; null when there is none. A report can have tens of
    /// thousands,
    /// so they are looked up instead of being tried one by one.
    @Nullable Needle findIdentifier(Map<String, Needle> identifiers) {
        for (Form form : forms) {
            for (int start = 0; start + IDENTIFIER <= form.squeezed.length(); start++) {
                Needle needle = identifiers.get(form.squeezed.substring(start, start + IDENTIFIER));
                if (needle != null) {
                    return needle;
                }
            }
        }
        return null;
    }

    /// The needle whose digest stands in here; null when there is none.
    @Nullable Needle findHashed(Map<String, Needle> needlesByDigest) {
        for (String word : digests) {
            Needle needle = needlesByDigest.get(word);
            if (needle != null) {
                return needle;
            }
        }
        return null;
    }

    private void addDecoded(String text) {
        for (String decoded : Decoding.everyWay(text)) {
            String folded = Folding.fold(decoded);
            // Among the bytes of a hash any two letters stand somewhere by chance: short words count in text alone.
            add(How.ENCODED, folded, Decoding.isText(decoded) ? Set.copyOf(Folding.words(folded)) : Set.of());
        }
    }

    private void add(How how, String folded) {
        add(how, folded, Set.copyOf(Folding.words(folded)));
    }

    private void add(How how, String folded, Set<String> words) {
        Form form = new Form(how, Folding.squeeze(folded), words);
        if (forms.stream().noneMatch(known -> known.squeezed.equals(form.squeezed) && known.words.equals(form.words))) {
            forms.add(form);
        }
    }

    private static String withoutPunycode(String text) {
        return PUNYCODE.matcher(text).replaceAll(label -> Matcher.quoteReplacement(IDN.toUnicode(label.group())));
    }

    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /// The digests of each needle, as they would be written, to look for in an output.
    static Map<String, Needle> digests(Iterable<Needle> needles) {
        Map<String, Needle> byDigest = new HashMap<>();
        for (Needle needle : needles) {
            for (String digest : Decoding.digestsOf(needle.word())) {
                byDigest.putIfAbsent(digest, needle);
            }
        }
        return byDigest;
    }
}
