package org.caricom.conch.format;

import java.util.Random;

/// Text that looks somewhat like the values in reports: half of it right, half of it nearly.
final class RandomValues {
    private static final String LETTERS = "abcXYZ019-_.:/[]()@ %\\é\u0130#?=&,\"\u3002<>{}|^";
    private static final String[] PARTS = {
        "evil",
        "example",
        "com",
        "192.0.2.1",
        "2001:db8::",
        "hxxp://",
        "http://",
        "HTTPS://",
        "[.]",
        "[dot]",
        "(.)",
        "[:]",
        "[@]",
        "@",
        ".",
        "/",
        ":",
        "80",
        "443",
        "bücher",
        "xn--bcher-kva",
        "HKLM\\",
        "AS",
        "64500",
        "exe",
        "zip",
        "d41d8cd98f00b204e9800998ecf8427e",
        "%2f",
        "%",
        "?",
        "#",
        "..",
        "\\.",
        "[://]",
        "[",
        "]",
        "//",
        "İ",
        "ß"
    };

    private RandomValues() {}

    static String any(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> network(random);
            case 1 -> parts(random);
            default -> letters(random);
        };
    }

    /// A host, an address, a URL or a mail address, sometimes with something wrong.
    static String network(Random random) {
        String host = switch (random.nextInt(4)) {
            case 0 ->
                random.nextInt(300) + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
            case 1 ->
                "2001:db8:" + Integer.toHexString(random.nextInt(65536)) + "::"
                        + Integer.toHexString(random.nextInt(65536));
            case 2 -> "Host" + random.nextInt(1000) + ".evil.EXAMPLE.";
            default -> "bücher" + random.nextInt(10) + ".example.com";
        };
        return switch (random.nextInt(4)) {
            case 0 -> host;
            case 1 -> "bad" + random.nextInt(100) + "@" + host;
            case 2 ->
                "http" + (random.nextBoolean() ? "s" : "") + "://" + (host.contains("::") ? "[" + host + "]" : host)
                        + (random.nextBoolean() ? ":" + random.nextInt(70_000) : "") + "/" + letters(random);
            default -> host + "/" + random.nextInt(140);
        };
    }

    private static String parts(Random random) {
        StringBuilder out = new StringBuilder();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            out.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return out.toString();
    }

    private static String letters(Random random) {
        StringBuilder out = new StringBuilder();
        int count = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return out.toString();
    }
}
