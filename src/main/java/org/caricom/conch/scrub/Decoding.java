package org.caricom.conch.scrub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a text could mean to somebody who decodes it: base64, base32 and hexadecimal runs, and digests of short values.
final class Decoding {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}");
    private static final Pattern BASE32 = Pattern.compile("[A-Za-z2-7]{8,}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{8,}");
    private static final int LONGEST = 16_384;
    /// What stands for bytes that are no UTF-8.
    private static final char REPLACEMENT = '\uFFFD';
    private static final List<String> DIGESTS = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

    private Decoding() {}

    /// Every reading of every run in the text that might be encoded, as text.
    static List<String> everyWay(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        List<String> readings = new ArrayList<>();
        for (Matcher run = HEXADECIMAL.matcher(bounded); run.find(); ) {
            for (int offset = 0; offset < 2; offset++) {
                String digits = run.group().substring(offset);
                readings.add(text(HexFormat.of().parseHex(digits, 0, digits.length() / 2 * 2)));
            }
        }
        for (Matcher run = BASE64.matcher(bounded); run.find(); ) {
            String letters = run.group().replace('-', '+').replace('_', '/');
            for (int offset = 0; offset < 4; offset++) {
                readings.add(base64(letters.substring(offset)));
            }
        }
        for (Matcher run = BASE32.matcher(bounded); run.find(); ) {
            readings.add(base32(run.group().toUpperCase(Locale.ROOT)));
        }
        return readings.stream().filter(reading -> !reading.isBlank()).toList();
    }

    /// Whether a reading is text that somebody encoded, and not bytes that happen to decode.
    static boolean isText(String reading) {
        return reading.chars().noneMatch(letter -> letter == REPLACEMENT || Character.isISOControl(letter));
    }

    /// Lower-case digests of a value, as written and in both cases.
    static Set<String> digestsOf(String value) {
        Set<String> digests = new LinkedHashSet<>();
        for (String form :
                List.of(value, value.strip(), value.toLowerCase(Locale.ROOT), value.toUpperCase(Locale.ROOT))) {
            for (String algorithm : DIGESTS) {
                try {
                    digests.add(HexFormat.of()
                            .formatHex(MessageDigest.getInstance(algorithm)
                                    .digest(form.getBytes(StandardCharsets.UTF_8))));
                } catch (NoSuchAlgorithmException e) {
                    throw new AssertionError("every JDK has " + algorithm, e);
                }
            }
        }
        return digests;
    }

    private static String base64(String letters) {
        int length = letters.length();
        if (length % 4 == 1) {
            length--;
        }
        try {
            return text(Base64.getDecoder().decode(letters.substring(0, length)));
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static String base32(String letters) {
        byte[] bytes = new byte[letters.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            buffer = (buffer << 5 | (letter >= 'A' ? letter - 'A' : letter - '2' + 26)) & 0xffff;
            bits += 5;
            if (bits >= 8 && next < bytes.length) {
                bits -= 8;
                bytes[next++] = (byte) (buffer >>> bits);
            }
        }
        return text(bytes);
    }

    /// UTF-8, or UTF-16 of Latin letters, which is the same with a zero at every other place.
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
    }
}
