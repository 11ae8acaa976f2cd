package org.caricom.conch.json;

/// Tells text from arrays of UTF-16 units that are none.
final class Surrogates {
    private Surrogates() {}

    /// The index of the first surrogate without its other half; −1 when there is none.
    static int lone(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
