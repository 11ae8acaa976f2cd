package org.caricom.conch.stix;

/// What came of reading a pattern.
public sealed interface PatternReading {
    /// It is one.
    record Parsed(StixPattern pattern) implements PatternReading {}

    /// It is none.
    ///
    /// @param position where reading stopped: characters (UTF-16 units) before it
    /// @param message  what was expected there and how it is written; never what the pattern holds
    record Flawed(int position, String message) implements PatternReading {
        /// For a person, who counts from one.
        public String sentence() {
            return message + ", at character " + (position + 1);
        }
    }
}
