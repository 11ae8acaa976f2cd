package org.caricom.conch.signature;

import java.util.Locale;

/// Opens signed messages, strictly: what could be read in two ways is not read at all.
public final class Envelopes {
    /// RFC 7515 §9.2.1: the compact serialisation.
    public static final String JOSE = "application/jose";

    /// RFC 7515 §9.2.1: the JSON serialisation, general or flattened.
    public static final String JOSE_JSON = "application/jose+json";

    /// What the `typ` of a filing says, if it says something.
    public static final String REPORT_TYPE = "conch-report+jws";

    private Envelopes() {}

    /// Opens a message by its declared media type; parameters of the type are ignored.
    public static Opened open(byte[] body, String mediaType, EnvelopeLimits limits) {
        int semicolon = mediaType.indexOf(';');
        String type = (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        try {
            return switch (type) {
                case JOSE -> JwsReader.compact(body, REPORT_TYPE, limits);
                case JOSE_JSON -> JwsReader.json(body, REPORT_TYPE, limits);
                default -> new UnsupportedType();
            };
        } catch (Breach breach) {
            return breach.unreadable();
        }
    }
}
