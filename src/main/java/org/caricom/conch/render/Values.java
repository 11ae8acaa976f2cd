package org.caricom.conch.render;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.jspecify.annotations.Nullable;

/// Tells whether a value is what its kind says, for forms whose readers take it at its word. A writer does not count on
/// others having looked.
final class Values {
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]{2,39}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    private Values() {}

    /// Whether it is one line of text, and an address, a hash or a number where its kind is one.
    static boolean isWritable(Observable value) {
        String text = value.value();
        return switch (value.type()) {
            case IPV4_ADDR -> isIpv4(text);
            case IPV6_ADDR -> ipv6(text) != null;
            case MD5, JA3 -> isHexadecimal(text, 32);
            case SHA1, X509_SHA1 -> isHexadecimal(text, 40);
            case SHA256 -> isHexadecimal(text, 64);
            case SHA512 -> isHexadecimal(text, 128);
            case ASN -> NUMBER.matcher(text).matches();
            case DOMAIN_NAME,
                    URL,
                    EMAIL_ADDR,
                    SSDEEP,
                    FILE_NAME,
                    MAC_ADDR,
                    MUTEX,
                    WINDOWS_REGISTRY_KEY,
                    USER_ACCOUNT,
                    USER_AGENT,
                    EMAIL_SUBJECT -> Lines.isPlain(text);
        };
    }

    /// Four octets in decimal digits, none with a leading zero, which some read as octal.
    static boolean isIpv4(String text) {
        if (text.length() > 15) {
            return false;
        }
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches()) {
                return false;
            }
        }
        return true;
    }

    /// The sixteen octets of an IPv6 address; null when it is none, or an IPv4 address in disguise.
    static byte @Nullable [] ipv6(String text) {
        if (!IPV6.matcher(text).matches() || text.indexOf(':') < 0) {
            return null;
        }
        try {
            byte[] octets = InetAddress.ofLiteral(text).getAddress();
            return octets.length == 16 ? octets : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean isHexadecimal(String text, int length) {
        return text.length() == length && HEXADECIMAL.matcher(text).matches();
    }
}
