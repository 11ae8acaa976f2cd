package org.caricom.conch.http;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Proactive negotiation, RFC 9110 section 12.
final class Negotiation {
    private Negotiation() {}

    /// The offered media type that fits `Accept` best, in our order where it has no preference; null when none fits.
    static @Nullable String choose(@Nullable String accept, List<String> offered) {
        if (accept == null || accept.isBlank()) {
            return offered.getFirst();
        }
        String best = null;
        BigDecimal bestQuality = BigDecimal.ZERO;
        for (String offer : offered) {
            BigDecimal quality = quality(accept, offer);
            if (quality.compareTo(bestQuality) > 0) {
                best = offer;
                bestQuality = quality;
            }
        }
        return best;
    }

    /// Whether a list such as `Accept-Encoding` holds `word` with a quality above 0.
    static boolean accepts(@Nullable String header, String word) {
        if (header == null) {
            return false;
        }
        for (String element : header.split(",", -1)) {
            String[] parts = element.split(";", -1);
            if (parts[0].trim().equalsIgnoreCase(word)) {
                return quality(parts).signum() > 0;
            }
        }
        return false;
    }

    /// The offered language that the reader likes best (RFC 4647 look-up); the first offered when none fits.
    static String language(@Nullable String header, List<String> offered) {
        String best = offered.getFirst();
        BigDecimal bestQuality = BigDecimal.ZERO;
        if (header == null) {
            return best;
        }
        for (String element : header.split(",", -1)) {
            String[] parts = element.split(";", -1);
            BigDecimal quality = quality(parts);
            String range = parts[0].trim().toLowerCase(Locale.ROOT);
            for (String offer : offered) {
                boolean fits = range.equals(offer) || range.startsWith(offer + "-");
                if (fits && quality.compareTo(bestQuality) > 0) {
                    best = offer;
                    bestQuality = quality;
                }
            }
        }
        return best;
    }

    private static BigDecimal quality(String accept, String offer) {
        String wanted = bare(offer);
        int closest = -1;
        BigDecimal result = BigDecimal.ZERO;
        for (String element : accept.split(",", -1)) {
            String[] parts = element.split(";", -1);
            int closeness = closeness(parts, wanted, offer);
            if (closeness > closest) {
                closest = closeness;
                result = quality(parts);
            }
        }
        return result;
    }

    /// How exactly a range names the offer: -1 not at all, 0 by `*/*`, 1 by `type/*`, 2 by its name, 3 with its
    /// parameters.
    private static int closeness(String[] parts, String wanted, String offer) {
        String range = parts[0].trim().toLowerCase(Locale.ROOT);
        int parameters = 0;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace(" ", "").replace("\"", "").toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                break;
            }
            if (!parameter.isEmpty()) {
                if (!(offer.replace(" ", "").replace("\"", "").toLowerCase(Locale.ROOT) + ";")
                        .contains(";" + parameter + ";")) {
                    return -1;
                }
                parameters++;
            }
        }
        if (range.equals(wanted)) {
            return parameters > 0 ? 3 : 2;
        }
        if (range.equals("*/*")) {
            return 0;
        }
        return range.endsWith("/*") && wanted.startsWith(range.substring(0, range.length() - 1)) ? 1 : -1;
    }

    private static BigDecimal quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                String value = parameter.substring(2).trim();
                return value.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? new BigDecimal(value) : BigDecimal.ZERO;
            }
        }
        return BigDecimal.ONE;
    }

    static String bare(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .trim()
                .toLowerCase(Locale.ROOT);
    }
}
