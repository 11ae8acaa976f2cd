package org.caricom.conch.scrub;

import java.nio.charset.StandardCharsets;
import org.caricom.conch.domain.Sha256;

/// What a shared object is about, whichever reports tell of it: the same value has the same key, and so the same
/// identifier in every collection.
///
/// @param type the STIX type of the object
/// @param about its normalised value: `ipv4-addr:203.0.113.77`, `T1486`; for a relationship both ends and its type
public record NaturalKey(String type, String about) {
    /// The relationship of `type` from one object to another.
    public static NaturalKey relationship(NaturalKey source, String type, NaturalKey target) {
        return new NaturalKey("relationship", source + " " + type + " " + target);
    }

    /// A short fixed-size form for indexes.
    public Sha256 digest() {
        return Sha256.of(toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return type + ":" + about;
    }
}
