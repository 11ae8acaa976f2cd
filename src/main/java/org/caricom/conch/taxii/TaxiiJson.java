package org.caricom.conch.taxii;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How TAXII 2.1 writes things.
final class TaxiiJson {
    /// The media type of every body, TAXII 2.1 §1.6.8.
    static final String TYPE = "application/taxii+json;version=2.1";

    /// The same without its parameter.
    private static final String BARE_TYPE = "application/taxii+json";

    /// The media type of what is in the collections.
    static final String STIX = "application/stix+json;version=2.1";

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TaxiiJson() {}

    /// Whether a body of this `Content-Type` is TAXII as we speak it: of our version, or of none (§1.6.8).
    static boolean isTaxii(@Nullable String type) {
        String[] parts = String.valueOf(type).toLowerCase(Locale.ROOT).split(";", -1);
        return parts[0].strip().equals(BARE_TYPE)
                && Arrays.stream(parts)
                        .map(part -> part.replace("\"", "").strip())
                        .allMatch(part -> !part.startsWith("version=") || part.equals("version=2.1"));
    }

    /// A TAXII timestamp, which always has six digits (§2).
    static String time(Instant at) {
        return MICROSECONDS.format(at);
    }
}
