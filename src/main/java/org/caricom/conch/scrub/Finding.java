package org.caricom.conch.scrub;

/// One trace of the source that the second look found in the output. It names protected words, so it is for the
/// coordinator's eyes only.
///
/// @param id      stable for the same word at the same place, so that an answer can name it
/// @param whose   what the word was in the source
/// @param how     in which form it was found
/// @param word    the source's word
/// @param object  the object of the output it was found in
/// @param pointer RFC 6901 pointer into that object
/// @param text    the text it was found in
public record Finding(String id, Whose whose, How how, String word, NaturalKey object, String pointer, String text) {
    /// What the word was in the source.
    public enum Whose {
        VICTIM,
        MEMBER,
        PERSON,
        FREE_TEXT,
        SOURCE_ID,
        MALWARE_NAME
    }

    /// In which form it was found.
    public enum How {
        /// The same letters, whatever their case, accents or separators.
        WRITTEN,
        /// With letters or digits that look alike in place of others.
        LOOK_ALIKE,
        /// Backwards, by characters or by the labels of a host name or an address.
        REVERSED,
        /// Inside base64, hexadecimal or percent encoding.
        ENCODED,
        /// As its MD5, SHA-1, SHA-256 or SHA-512.
        HASHED,
        /// A malware name that is not on the list of known families.
        NOT_KNOWN
    }
}
