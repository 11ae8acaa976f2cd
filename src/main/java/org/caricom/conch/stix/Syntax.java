package org.caricom.conch.stix;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Locale;
import java.util.Set;

/// The forms of text that STIX 2.1 takes from other standards, looked at character by character: these run over
/// everything that comes in, and none of them takes longer than its text.
final class Syntax {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final IPAddressStringParameters ADDRESS = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowUnlimitedLeadingZeros(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getParentBuilder()
            .toParams();

    private Syntax() {}

    static boolean isLower(char c) {
        return 'a' <= c && c <= 'z';
    }

    static boolean isUpper(char c) {
        return 'A' <= c && c <= 'Z';
    }

    static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
    }

    static boolean isAlphanumeric(char c) {
        return isLower(c) || isUpper(c) || isDigit(c);
    }

    static boolean isHex(char c) {
        return isDigit(c) || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F');
    }

    /// §3.1: the name of a property. `id` is the one that is shorter than three letters.
    static boolean isPropertyName(String name) {
        int length = name.length();
        if ((length < 3 && !name.equals("id")) || length > 250 || !isLower(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = name.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != '_') {
                return false;
            }
        }
        return true;
    }

    /// Letters, digits, hyphens and underscores, §2.3 and §2.7.
    static boolean isKey(String key, int shortest) {
        if (key.length() < shortest || key.length() > 250) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!isAlphanumeric(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /// Lower-case letters, digits and hyphens.
    static boolean isLowerWithHyphens(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// A term as §2.14 asks it to be written where it is nobody's vocabulary.
    static boolean isTerm(String text) {
        return text.length() >= 3 && text.length() <= 250 && isLowerWithHyphens(text) && text.charAt(0) != '-';
    }

    /// `length` hexadecimal digits, or with −1 any even number of them but none.
    static boolean isHex(String text, int length) {
        if (length < 0 ? text.isEmpty() || text.length() % 2 != 0 : text.length() != length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// RFC 4648 §4, with padding.
    static boolean isBase64(String text) {
        int length = text.length();
        if (length % 4 != 0) {
            return false;
        }
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        for (int i = 0; i < length - padding; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /// RFC 5646 §2.1, well-formed: a language of letters, then subtags of up to eight letters and digits.
    static boolean isLanguageTag(String text) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length() || text.charAt(i) == '-';
            if (!end && !isAlphanumeric(text.charAt(i))) {
                return false;
            }
            if (!end && start == 0 && isDigit(text.charAt(i))) {
                return false;
            }
            if (end) {
                int length = i - start;
                boolean prefix = start == 0
                        && length == 1
                        && (text.charAt(0) == 'x' || text.charAt(0) == 'i')
                        && i < text.length();
                if (length > 8 || (start == 0 ? length < 2 && !prefix : length < 1)) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    /// RFC 3986 §3, of which the scheme and that nothing is blank are looked at.
    static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /// RFC 3986 §2: only characters that a URI is made of. Attackers' addresses often hold others.
    static boolean isUriText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return isLower(c) || isUpper(c);
    }

    /// A host name of RFC 1034 §3.1, as U-labels or A-labels (RFC 5890). Underscores are let through, because
    /// the DNS does (RFC 2181 §11).
    static boolean isDomainName(String text) {
        int length = text.endsWith(".") ? text.length() - 1 : text.length();
        if (length < 1 || length > 253) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
            } else if (isAlphanumeric(c) || c == '-' || c == '_' || (c >= 0x80 && isNamePart(text, i))) {
                if (++label > 63) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return label > 0;
    }

    private static boolean isNamePart(String text, int at) {
        int character = Character.isLowSurrogate(text.charAt(at)) && at > 0
                ? text.codePointBefore(at + 1)
                : text.codePointAt(at);
        return !Character.isSpaceChar(character) && !Character.isISOControl(character);
    }

    /// RFC 5322 §3.4.1, addr-spec: one local part, one at sign, one domain, and no display name.
    static boolean isEmailAddress(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            return false;
        }
        boolean quoted = text.charAt(0) == '"' && at > 1 && text.charAt(at - 1) == '"';
        for (int i = 0; i < at && !quoted; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || "()<>[]:;@\\,\"".indexOf(c) >= 0) {
                return false;
            }
        }
        String domain = text.substring(at + 1);
        return isDomainName(domain) || (domain.startsWith("[") && domain.endsWith("]"));
    }

    /// §6.8 and §6.9: an address or a network in CIDR notation, of version 4 or 6.
    static boolean isAddress(String text, boolean six) {
        if (!six && isPlainIpv4(text)) {
            return true;
        }
        if (text.length() > 64 || text.indexOf(six ? ':' : '.') < 0) {
            return false;
        }
        var address = new IPAddressString(text, ADDRESS);
        try {
            address.validate();
        } catch (AddressStringException _) {
            return false;
        }
        return six ? address.isIPv6() : address.isIPv4();
    }

    /// The usual case, without asking a library.
    private static boolean isPlainIpv4(String text) {
        int parts = 0;
        int number = -1;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                if (number < 0 || number > 255) {
                    return false;
                }
                parts++;
                number = -1;
            } else if (isDigit(text.charAt(i)) && number != 0 && number < 256) {
                number = Math.max(number, 0) * 10 + text.charAt(i) - '0';
            } else {
                return false;
            }
        }
        return parts == 4;
    }

    /// §6.10: six pairs in lower case, joined by colons.
    static boolean isMacAddress(String text) {
        if (text.length() != 17) {
            return false;
        }
        for (int i = 0; i < 17; i++) {
            char c = text.charAt(i);
            if (i % 3 == 2 ? c != ':' : !isHex(c) || isUpper(c)) {
                return false;
            }
        }
        return true;
    }

    /// NISTIR 7695 §6.2: a formatted string of version 2.3, eleven parts after the prefix.
    static boolean isCpe(String text) {
        if (!text.startsWith("cpe:2.3:")) {
            return false;
        }
        int parts = 0;
        int length = 0;
        for (int i = "cpe:2.3:".length(); i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ':') {
                if (length == 0) {
                    return false;
                }
                parts++;
                length = 0;
            } else {
                char c = text.charAt(i);
                if (c <= ' ' || c >= 0x7F) {
                    return false;
                }
                i += c == '\\' ? 1 : 0;
                length++;
            }
        }
        return parts == 11;
    }

    /// A name as the IANA registry of character sets has them.
    static boolean isCharset(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && "/.+_:-()".indexOf(c) < 0) {
                return false;
            }
        }
        return text.length() >= 2 && text.length() <= 250;
    }

    /// RFC 6838 §4.2, type and subtype.
    static boolean isMediaType(String text) {
        int slash = text.indexOf('/');
        int end = text.indexOf(';') < 0 ? text.length() : text.indexOf(';');
        if (slash < 1 || slash >= end - 1) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (i != slash && !isAlphanumeric(c) && "!#$&-^_.+".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /// ISO 3166-1 alpha-2.
    static boolean isCountry(String text) {
        return COUNTRIES.contains(text);
    }

    /// ISO 4217: three capital letters.
    static boolean isCurrency(String text) {
        return text.length() == 3 && isUpper(text.charAt(0)) && isUpper(text.charAt(1)) && isUpper(text.charAt(2));
    }

    /// Semantic Versioning 2.0.0.
    static boolean isSemanticVersion(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '-' && text.charAt(end) != '+') {
            end++;
        }
        int numbers = 0;
        int start = 0;
        for (int i = 0; i <= end; i++) {
            if (i == end || text.charAt(i) == '.') {
                if (i == start || (i - start > 1 && text.charAt(start) == '0')) {
                    return false;
                }
                numbers++;
                start = i + 1;
            } else if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        for (int i = end; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '-' && c != '+' && c != '.') {
                return false;
            }
        }
        return numbers == 3 && (end == text.length() || end < text.length() - 1);
    }

    /// `CVE-YYYY-N…`.
    static boolean isCve(String text) {
        return text.startsWith("CVE-")
                && text.length() >= 13
                && text.charAt(8) == '-'
                && allDigits(text, 4, 8)
                && allDigits(text, 9, text.length());
    }

    /// `CAPEC-N`.
    static boolean isCapec(String text) {
        return text.startsWith("CAPEC-") && text.length() > 6 && allDigits(text, 6, text.length());
    }

    private static boolean allDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
