package org.caricom.conch.format;

/// Text of others cut to what a list can show.
final class OneLine {
    private static final int LONGEST = 200;

    private OneLine() {}

    /// The text on one line, without control characters, at most 200 characters.
    static String of(String text) {
        String line = text.replaceAll("[\\s\\p{Cc}]+", " ").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end) + "…";
    }
}
