package org.caricom.conch.format;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Countries by their English names.
final class Countries {
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /// The code of ISO 3166-1; null when no country is called so.
    static @Nullable String code(String name) {
        return CODES.get(plain(name));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(plain(Locale.of("", code).getDisplayCountry(Locale.ENGLISH)), code);
        }
        return Map.copyOf(codes);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("&", "and").replaceAll("[^a-z]", "");
    }
}
