package org.caricom.conch.scrub;

/// What a person decided about one finding; it stays on record with the release.
public sealed interface Answer {
    /// The finding that is answered.
    String finding();

    /// The word may stay, and why.
    record Keep(String finding, String reason) implements Answer {
        public Keep {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("keeping a finding needs a reason");
            }
        }
    }

    /// The object it was found in stays back, with its relationships.
    record Remove(String finding) implements Answer {}
}
