package org.caricom.conch.render;

import org.caricom.conch.domain.Observable;
import org.jspecify.annotations.Nullable;

/// What MISP calls a value.
///
/// @param type     of the attribute
/// @param category of the attribute
/// @param value    as MISP writes it
record MispTypes(String type, String category, String value) {
    private static final String NETWORK = "Network activity";
    private static final String DELIVERY = "Payload delivery";

    /// Null for what MISP cannot carry.
    static @Nullable MispTypes of(Observable observable) {
        String value = observable.value();
        if (!Values.isWritable(observable)) {
            return null;
        }
        return switch (observable.type()) {
            case IPV4_ADDR, IPV6_ADDR -> new MispTypes("ip-dst", NETWORK, value);
            case DOMAIN_NAME -> new MispTypes("domain", NETWORK, value);
            case URL -> new MispTypes("url", NETWORK, value);
            case EMAIL_ADDR -> new MispTypes("email-src", DELIVERY, value);
            case MD5 -> new MispTypes("md5", DELIVERY, value);
            case SHA1 -> new MispTypes("sha1", DELIVERY, value);
            case SHA256 -> new MispTypes("sha256", DELIVERY, value);
            case SHA512 -> new MispTypes("sha512", DELIVERY, value);
            case SSDEEP -> new MispTypes("ssdeep", DELIVERY, value);
            case FILE_NAME -> new MispTypes("filename", DELIVERY, value);
            case MAC_ADDR -> new MispTypes("mac-address", NETWORK, value);
            case MUTEX -> new MispTypes("mutex", "Artifacts dropped", value);
            case WINDOWS_REGISTRY_KEY -> new MispTypes("regkey", "Persistence mechanism", value);
            case X509_SHA1 -> new MispTypes("x509-fingerprint-sha1", NETWORK, value);
            case JA3 -> new MispTypes("ja3-fingerprint-md5", NETWORK, value);
            case ASN -> new MispTypes("AS", NETWORK, value);
            case USER_AGENT -> new MispTypes("user-agent", NETWORK, value);
            case EMAIL_SUBJECT -> new MispTypes("email-subject", DELIVERY, value);
            case USER_ACCOUNT -> null;
        };
    }
}
