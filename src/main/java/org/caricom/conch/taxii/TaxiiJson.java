package org.caricom.conch.taxii;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How TAXII 2.1 writes things.
final class TaxiiJson {
    /// The media type of every body, TAXII 2.1 §1.6.8.
    static final String TYPE = "application/taxii+json;version=2.1";

    /// The same without its parameter.
    static final String BARE_TYPE = "application/taxii+json";

    /// The media type of what is in the collections.
    static final String STIX = "application/stix+json;version=2.1";

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TaxiiJson() {}

    /// A TAXII timestamp, which always has six digits (§2).
    static String time(Instant at) {
        return MICROSECONDS.format(at);
    }
}
