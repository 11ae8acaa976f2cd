package org.caricom.conch.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ObservableType;
import org.jspecify.annotations.Nullable;

/// URLs in a cautious normal form: only what RFC 3986 §6.2.2 and §6.2.3 call equivalent is made equal.
/// Path, query and fragment keep their letters, their order and their dot segments, since servers tell
/// those apart.
final class Urls {
    private static final Pattern SHAPE = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]{0,31})://(?:([^/?#@]*)@)?(\\[[^\\]/?#]*\\]|[^/?#:@]*)(?::([0-9]{0,5}))?([/?#].*)?",
            Pattern.DOTALL);

    private static final Map<String, String> DEFAULT_PORTS =
            Map.of("http", "80", "https", "443", "ftp", "21", "ws", "80", "wss", "443", "ssh", "22");

    /// What RFC 3986 lets stand in a path, query or fragment; everything else is percent-encoded.
    private static final String KEPT = "-._~!$&'()*+,;=:@/?#";

    private static final int MAX_LENGTH = 8192;

    private Urls() {}

    /// The one form of an absolute URL with a host; null when it is none.
    static @Nullable String normalise(String text) {
        String url = text.strip();
        if (url.length() > MAX_LENGTH || !StandardCharsets.UTF_8.newEncoder().canEncode(url)) {
            return null;
        }
        Matcher matcher = SHAPE.matcher(url);
        if (!matcher.matches()) {
            return null;
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        String host = host(matcher.group(3));
        if (host == null) {
            return null;
        }
        String port = matcher.group(4);
        if (port != null && !port.isEmpty()) {
            int number = Integer.parseInt(port);
            if (number < 1 || number > 65535) {
                return null;
            }
            port = Integer.toString(number);
        }
        String rest = matcher.group(5) == null ? "" : matcher.group(5);
        if (hasControl(rest)) {
            return null;
        }
        StringBuilder out = new StringBuilder(scheme).append("://");
        if (matcher.group(2) != null) {
            String user = matcher.group(2);
            if (hasControl(user)) {
                return null;
            }
            out.append(encode(user)).append('@');
        }
        out.append(host);
        if (port != null && !port.isEmpty() && !port.equals(DEFAULT_PORTS.get(scheme))) {
            out.append(':').append(port);
        }
        if (!rest.startsWith("/")) {
            out.append('/');
        }
        out.append(encode(rest));
        return out.length() > MAX_LENGTH ? null : out.toString();
    }

    private static @Nullable String host(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            Observable address = Addresses.parse(text.substring(1, text.length() - 1));
            return address != null
                            && address.type() == ObservableType.IPV6_ADDR
                            && !address.value().contains("/")
                    ? "[" + address.value() + "]"
                    : null;
        }
        Observable address = Addresses.parse(text);
        if (address != null) {
            return address.type() == ObservableType.IPV4_ADDR ? address.value() : null;
        }
        return HostNames.normalise(text);
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
    }

    /// Percent-encodes what may not stand bare, and writes encodings with capital digits (RFC 3986
    /// §6.2.2.1).
    private static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (point == '%' && isHex(text, i + 1) && isHex(text, i + 2)) {
                out.append('%').append(text.substring(i + 1, i + 3).toUpperCase(Locale.ROOT));
                i += 3;
                continue;
            }
            if (isKept(point)) {
                out.appendCodePoint(point);
            } else {
                for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
                }
            }
            i += Character.charCount(point);
        }
        return out.toString();
    }

    private static boolean isKept(int point) {
        return (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (point >= '0' && point <= '9')
                || KEPT.indexOf(point) >= 0;
    }

    private static boolean isHex(String text, int index) {
        return index < text.length() && Character.digit(text.charAt(index), 16) >= 0 && text.charAt(index) < 0x80;
    }
}
