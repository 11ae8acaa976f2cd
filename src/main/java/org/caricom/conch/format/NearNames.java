package org.caricom.conch.format;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Guesses which known name a mistyped one was meant to be.
final class NearNames {
    private NearNames() {}

    /// The known name nearest to `name`, at most a third of its letters (or two) away; null when none is
    /// near.
    static @Nullable String nearest(String name, Collection<String> known) {
        String wanted = plain(name);
        if (wanted.isEmpty() || wanted.length() > 64) {
            return null;
        }
        String best = null;
        int bestDistance = (wanted.length() < 4 ? 1 : Math.max(2, wanted.length() / 3)) + 1;
        for (String candidate : known) {
            int distance = distance(wanted, plain(candidate), bestDistance);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /// Levenshtein's distance, or `limit` when it is at least that.
    private static int distance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) >= limit) {
            return limit;
        }
        int[] previous = new int[other.length() + 1];
        int[] current = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return Math.min(previous[other.length()], limit);
    }
}
