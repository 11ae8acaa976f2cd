package org.caricom.conch.scrub;

/// One word of the source that must not be in the output.
///
/// @param word     as the source writes it
/// @param squeezed its letters and digits, folded
/// @param whose    what it was in the source
record Needle(String word, String squeezed, Finding.Whose whose) {
    private static final int PART_OF_NAME = 5;
    private static final int PART_OF_TEXT = 7;
    private static final int ALIKE = 5;

    static Needle of(String word, Finding.Whose whose) {
        return new Needle(word, Folding.squeeze(Folding.fold(word)), whose);
    }

    /// Whether finding it inside a longer word means something.
    boolean countsAsPart() {
        return squeezed.length() >= (whose == Finding.Whose.FREE_TEXT ? PART_OF_TEXT : PART_OF_NAME);
    }

    /// Whether finding it where a word begins or ends means something: a victim's short name is often run together with
    /// another word, `phgwebmail`.
    boolean countsAtAnEnd() {
        return whose == Finding.Whose.VICTIM && !countsAsPart();
    }

    /// Whether something that only looks like it means something.
    boolean countsAlike() {
        return whose != Finding.Whose.FREE_TEXT && squeezed.length() >= ALIKE;
    }
}
