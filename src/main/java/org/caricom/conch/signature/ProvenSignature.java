package org.caricom.conch.signature;

/// One signature that an enrolled key made.
///
/// @param fitness whether the key was and is allowed to make it, as far as its own document tells
record ProvenSignature(EnrolledKey key, Statement statement, Fitness fitness) {
    ProvenSignature(EnrolledKey key, Statement statement) {
        this(key, statement, Fitness.GIVEN);
    }
}
