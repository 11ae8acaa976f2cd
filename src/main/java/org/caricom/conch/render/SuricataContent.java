package org.caricom.conch.render;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Writes bytes as Suricata's `content` takes them: letters and digits as they are, every other octet in hexadecimal
/// between bars, so that nothing can end the string or the rule.
final class SuricataContent {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private SuricataContent() {}

    static String of(String text) {
        StringBuilder content = new StringBuilder();
        boolean inside = false;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet >= '0' && octet <= '9')
                    || octet == '.'
                    || octet == '-'
                    || octet == '_'
                    || octet == '/';
            if (plain == inside) {
                content.append('|');
                inside = !plain;
            } else if (!plain) {
                content.append(' ');
            }
            content.append(plain ? String.valueOf((char) octet) : HEX.toHexDigits(octet));
        }
        return inside ? content.append('|').toString() : content.toString();
    }

    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
