package org.caricom.conch.stix;

import org.caricom.conch.stix.Violation.Level;

/// A form of text that the tables name; [Syntax] knows it.
enum Form {
    HEX("hex", "§2.8", Level.MUST, "this is pairs of hexadecimal digits"),
    BINARY("binary", "§2.1", Level.MUST, "this is base64"),
    LANG("lang", "§3.2", Level.MUST, "this is a language tag of RFC 5646"),
    URI("uri", "§6", Level.MUST, "this is a URL of RFC 3986"),
    IPV4("ipv4", "§6.8", Level.MUST, "this is an IPv4 address or network"),
    IPV6("ipv6", "§6.9", Level.MUST, "this is an IPv6 address or network"),
    DOMAIN("domain", "§6.4", Level.MUST, "this is a domain name"),
    EMAIL("email", "§6.5", Level.MUST, "this is an e-mail address without a name"),
    MAC("mac", "§6.10", Level.MUST, "this is six pairs of lower-case digits and colons"),
    CPE("cpe", "§6.14", Level.MUST, "this is a CPE 2.3 formatted string"),
    SEMVER("semver", "§7.3", Level.MUST, "this is a semantic version"),
    RELATIONSHIP_TYPE(
            "relationship-type",
            "§5.1",
            Level.MUST,
            "a relationship's type has lower-case letters, digits and hyphens"),
    PROTOCOL("protocol", "§6.12", Level.MUST, "protocols are in lower case"),
    REGISTRY_KEY("registry-key", "§6.17", Level.MUST, "the hive is spelled out"),
    CURRENCY("currency", "IncidentCore", Level.MUST, "this is a currency code of ISO 4217"),
    CHARSET("charset", "§6", Level.MUST, "this is a character set's name at IANA"),
    LINK("link", "§2.5", Level.SHOULD, "this is a URL of RFC 3986"),
    MIME("mime", "§6", Level.SHOULD, "this is a media type"),
    COUNTRY("country", "§4.10", Level.SHOULD, "this is a country code of ISO 3166-1 alpha-2"),
    LOWER("lower", "§2.11", Level.SHOULD, "this is in lower case, with hyphens between words");

    private final String word;
    private final String section;
    private final Level level;
    private final String detail;

    Form(String word, String section, Level level, String detail) {
        this.word = word;
        this.section = section;
        this.level = level;
        this.detail = detail;
    }

    /// As the tables write it.
    String word() {
        return word;
    }

    Level level() {
        return level;
    }

    private boolean isMet(String text) {
        return switch (this) {
            case HEX -> Syntax.isHex(text, -1);
            case BINARY -> Syntax.isBase64(text);
            case LANG -> Syntax.isLanguageTag(text);
            case URI -> Syntax.isUri(text);
            case IPV4 -> Syntax.isAddress(text, false);
            case IPV6 -> Syntax.isAddress(text, true);
            case DOMAIN -> Syntax.isDomainName(text);
            case EMAIL -> Syntax.isEmailAddress(text);
            case MAC -> Syntax.isMacAddress(text);
            case CPE -> Syntax.isCpe(text);
            case SEMVER -> Syntax.isSemanticVersion(text);
            case RELATIONSHIP_TYPE -> Syntax.isLowerWithHyphens(text);
            case PROTOCOL -> !hasUpper(text);
            case REGISTRY_KEY -> hasWholeHive(text);
            case CURRENCY -> Syntax.isCurrency(text);
            case CHARSET -> Syntax.isCharset(text);
            case LINK -> Syntax.isUri(text);
            case MIME -> Syntax.isMediaType(text);
            case COUNTRY -> Syntax.isCountry(text);
            case LOWER -> Syntax.isLowerWithHyphens(text);
        };
    }

    void check(String text, Findings findings) {
        if (isMet(text)) {
            if (this == URI && !Syntax.isUriText(text)) {
                findings.unusual("characters", section, "RFC 3986 wants some of these characters escaped");
            }
        } else if (level == Level.MUST) {
            findings.wrong("wrong-value", section, detail);
        } else {
            findings.unusual("unusual-value", section, detail);
        }
    }

    private static boolean hasUpper(String text) {
        return text.isEmpty() || text.chars().anyMatch(c -> Syntax.isUpper((char) c));
    }

    private static boolean hasWholeHive(String key) {
        int end = key.indexOf('\\') < 0 ? key.length() : key.indexOf('\\');
        return switch (key.substring(0, end)) {
            case "HKLM", "HKCU", "HKCR", "HKU", "HKCC" -> false;
            default -> true;
        };
    }
}
