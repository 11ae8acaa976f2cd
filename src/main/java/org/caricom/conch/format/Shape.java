package org.caricom.conch.format;

import java.nio.charset.StandardCharsets;

/// What the first bytes of a payload say it is, before anything reads it.
enum Shape {
    JSON,
    XML,
    /// Text in UTF-16 or UTF-32, which nothing here reads: half of the programs that look at it would see something
    /// else.
    WIDE,
    /// An archive, which is never opened unasked.
    ARCHIVE,
    /// Some other text, or none.
    OTHER;

    static Shape of(byte[] bytes) {
        if (starts(bytes, "\u00fe\u00ff")
                || starts(bytes, "\u00ff\u00fe")
                || starts(bytes, "\0")
                || nulInFirst(bytes)) {
            return WIDE;
        }
        if (starts(bytes, "PK\u0003\u0004")
                || starts(bytes, "PK\u0005\u0006")
                || starts(bytes, "\u001f\u008b")
                || starts(bytes, "7z\u00bc\u00af")
                || starts(bytes, "Rar!")
                || starts(bytes, "BZh")) {
            return ARCHIVE;
        }
        for (byte octet : bytes) {
            if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
                return octet == '{' || octet == '[' ? JSON : octet == '<' ? XML : OTHER;
            }
        }
        return OTHER;
    }

    private static boolean nulInFirst(byte[] bytes) {
        return bytes.length > 1 && bytes[1] == 0;
    }

    private static boolean starts(byte[] bytes, String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= wanted.length
                && java.util.Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }
}
